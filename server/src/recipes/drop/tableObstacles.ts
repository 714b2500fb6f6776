import { displayName } from "../../catalog/ids.ts";
import { isTable, type ForeignKeyConstraint, type Table } from "../../catalog/relations.ts";
import { enumerate } from "../../timeline/words/lists.ts";
import type { RecipeFacts } from "../recipe.ts";
import { copiedBefore } from "./copiedBefore.ts";
import { tableFills } from "./fillsBack.ts";
import { nameOfTable, type TableTarget } from "./targetTable.ts";

/** Why a table cannot be dropped in phases, in words; undefined where it can. */
export function tableObstacle(target: TableTarget, facts: RecipeFacts): string | undefined {
  return ofPartition(target) ?? ofCascade(target) ?? ofDown(target, facts);
}

function ofPartition({ table, catalog }: TableTarget): string | undefined {
  const [parent] = table.parents.map((id) => catalog.get("relation", id));
  if (parent === undefined) return undefined;
  return table.bound === undefined
    ? `${nameOfTable(table)} inherits from ${displayName(parent)}, whose queries read its rows. ALTER TABLE … NO INHERIT first, in a migration of its own.`
    : `${nameOfTable(table)} is a partition: dropping it locks ${displayName(parent)} too, and its rows go from there. DETACH PARTITION … CONCURRENTLY first, then drop it.`;
}

function ofCascade(target: TableTarget): string | undefined {
  const known = new Set(foreignKeysTo(target).map(({ from, key }) => `${displayName(from)}.${key.name}`));
  const more = target.cascaded.filter(({ name }) => !known.has(name));
  if (more.length === 0) return undefined;
  const gone = enumerate([
    ...new Set(more.map(({ code, name }) => (code === "other" ? name : `the ${code} ${name}`))),
  ]);
  return `CASCADE also drops ${gone}. What goes along is yours to decide: drop each by name first, in a migration of its own, then the table without CASCADE.`;
}

/** Foreign keys of other tables to this one: only CASCADE takes those along. */
export function foreignKeysTo({
  catalog,
  table,
}: Pick<TableTarget, "catalog" | "table">): readonly { from: Table; key: ForeignKeyConstraint }[] {
  return table.referencedBy.flatMap(({ table: id, constraint }) => {
    const from = catalog.get("relation", id);
    if (!isTable(from) || from.id === table.id) return [];
    return from.constraints.flatMap((key) =>
      key.id === constraint && key.kind === "foreign-key" ? [{ from, key }] : [],
    );
  });
}

/** Rows that the down writes are still there until the table is dropped. */
function ofDown({ table }: TableTarget, facts: RecipeFacts): string | undefined {
  const own = tableFills(table, facts);
  const rows = ["InsertStmt", "UpdateStmt", "DeleteStmt", "CopyStmt", "DoStmt"];
  const fills = facts.undoing.find(
    (each) => rows.includes(each.kind) && each.text.includes(table.name) && !own.includes(each),
  );
  if (fills === undefined) return copiedBefore(table, facts, undefined, own.length > 0);
  return `The down writes rows of ${nameOfTable(table)} (\`${fills.text.replaceAll(/\s+/g, " ").slice(0, 60)}\`), which are still there until the table is dropped. Take that out of this migration's down first.`;
}
