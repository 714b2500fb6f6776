import type { Wait } from "../../interpret/effects.ts";
import type { Style } from "./style.ts";

/** What a statement waits for besides its locks; completes "it waits for …". */
export function waitWords({ code, relation }: Wait, style: Style): string {
  const it = relation === undefined ? "the relation" : style.name(relation.name);
  switch (code) {
    case "old-snapshots":
      return "every transaction that holds an older snapshot (a running query, an open cursor, REPEATABLE READ), on any table of the database";
    case "all-users-of-relation":
      return `every transaction that has used ${it} and is still open, even an idle one that only read`;
    case "writers-of-relation":
      return `every open transaction that has written to ${it}`;
    case "sequence-users":
      return `every open transaction that has drawn from the sequence ${it}`;
    default:
      return code satisfies never;
  }
}
