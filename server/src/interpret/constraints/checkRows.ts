import type { ForeignKeyConstraint, Table } from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";

/** Has all rows of a foreign key looked up in phase 3; some may not be there. */
export function checkRows(alteration: Alteration, table: Table, constraint: ForeignKeyConstraint): void {
  if (alteration.checkForeignKey(table, constraint.id))
    alteration.execution.failIfViolated(
      "23503",
      `insert or update on table "${table.name}" violates foreign key constraint "${constraint.name}"`,
    );
}
