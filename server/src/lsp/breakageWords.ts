import type { Breakage } from "../interpret/effects.ts";
import { code } from "./facts.ts";

/** Which running application a statement breaks, in words. */
export function breakageWords({ code: what, relation, part }: Breakage): string {
  const table = code(relation.name);
  const column = part === undefined ? table : code(`${relation.name}.${part}`);
  switch (what) {
    case "old-code-reads-column":
      return `the application version now running, where it still uses ${column}`;
    case "old-code-reads-table":
      return `the application version now running, where it still reads ${table}`;
    case "old-code-writes-table":
      return `the application version now running, where it still writes to ${table}`;
    case "old-code-inserts-without-column":
      return `the application version now running, which inserts into ${table} without ${column}`;
    case "old-code-writes-null":
      return `the application version now running, where it writes NULL to ${column}`;
    case "old-code-writes-old-values":
      return `the application version now running, where it writes values to ${column} that are refused now`;
    case "column-type-changes":
      return `code that expects the old type of ${column}`;
    case "cached-plans":
      return `prepared statements on ${table}: "cached plan must not change result type" until they are prepared anew`;
    default:
      return what satisfies never;
  }
}
