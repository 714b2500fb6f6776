import { systemColumns } from "../expressions/systemColumns.ts";
import { assumeInQuery } from "../openWorld/queries.ts";
import type { Reading } from "./reading.ts";
import type { Found, Scope } from "./scope.ts";

/** Notes the column that a name means; fails where it means nothing, or more than one thing. */
export function readColumn(reading: Reading, parts: readonly string[], found: Found, scope: Scope): void {
  const { execution } = reading;
  const name = parts.at(-1) ?? "";
  switch (found.kind) {
    case "column":
      if (found.column.source !== undefined)
        reading.column(found.column.source.relation, found.column.source.number);
      return;
    case "row":
      return;
    case "unknown": {
      const source = assumeInQuery(execution, scope, parts);
      if (source === undefined) reading.opaque = true;
      else reading.column(source.relation, source.number);
      return;
    }
    case "ambiguous":
      return execution.fail("42702", `column reference "${name}" is ambiguous`);
    case "missing-column":
      if (systemColumns.some((system) => system === name)) return;
      return execution.fail(
        "42703",
        `column ${parts.length === 1 ? `"${name}"` : parts.join(".")} does not exist`,
      );
    case "missing-entry":
      return execution.fail("42P01", `missing FROM-clause entry for table "${parts.at(-2) ?? ""}"`);
  }
}
