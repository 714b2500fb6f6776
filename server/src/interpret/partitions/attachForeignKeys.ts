import type { Table } from "../../catalog/relations.ts";
import { bringDown } from "../constraints/bringDown.ts";
import { lockReferenced } from "../constraints/partners.ts";
import type { Alteration } from "../alterTable/alteration.ts";

/**
 * The parent's foreign keys come down to an attached table, under SHARE ROW EXCLUSIVE on the referenced one
 * (CloneFkReferencing).
 */
export function attachForeignKeys(alteration: Alteration, table: Table, parent: Table): void {
  const { execution } = alteration;
  for (const wanted of parent.constraints) {
    if (wanted.kind !== "foreign-key") continue;
    if (wanted.references === table.id)
      execution.fail(
        "0A000",
        `cannot attach table "${table.name}" as a partition because it is referenced by foreign key "${wanted.name}"`,
      );
    if (table.kind === "foreign-table")
      execution.fail("42809", "foreign key constraints are not supported on foreign tables");
    lockReferenced(execution, wanted, "SHARE ROW EXCLUSIVE");
    // Also below a key that is NOT VALID, which stays so (18 alone has such keys on partitioned tables).
    bringDown(alteration, parent, table, wanted, wanted.enforced);
  }
}
