import { isTable, type Constraint, type Table } from "../catalog/relations.ts";
import type { AnalysedStatement } from "../rules/rule.ts";
import { constraintDropped } from "./drop/targetKey.ts";
import { dropTableOf } from "./drop/targetTable.ts";
import { defineRecipe, type RecipeFacts } from "./recipe.ts";
import { droppedIndex } from "./support/droppedIndex.ts";
import { readsOrWritesRows } from "./support/laterWork.ts";
import { catalogOf, entryOf, tableNamed } from "./support/subject.ts";
import { indexesOn, mentions } from "./transition/obstacles.ts";

export const dropWithItsColumn = defineRecipe({
  id: "drop-with-its-column",
  title: "Leave the drop to that of its column or table, further down in the file",
  kind: "quickfix",
  summary:
    "An index or constraint that is dropped first, and then its column or table in the same file, goes with that anyway. Dropped first, it is gone while the running version still uses the column; left to the column's own plan, it stays until no running version does, and then goes under the least lock there is for it.",
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, code text UNIQUE);",
      bad: "ALTER TABLE orders DROP CONSTRAINT orders_code_key; ALTER TABLE orders DROP COLUMN code;",
    },
    {
      before:
        "CREATE TABLE orders (id bigint PRIMARY KEY, code text); CREATE INDEX orders_code ON orders (code);",
      bad: "DROP INDEX orders_code; ALTER TABLE orders DROP COLUMN code;",
    },
  ],
  applies: (facts) => facts.section.direction === "up" && !facts.endsRollout && goesWith(facts) !== undefined,
  plan(facts) {
    const part = partDropped(facts);
    const whole = goesWith(facts);
    if (part === undefined || whole === undefined)
      return { refused: "No later statement of this file drops what this index or constraint is on." };
    return {
      recipe: "drop-with-its-column",
      title: `Let ${part.name} go with ${whole}`,
      name: "drop_with_its_column",
      steps: [],
      pending: [],
      leaves: `${part.name} goes with ${whole}, which is dropped below.`.replace(/\s+/g, " "),
    };
  },
  isInverse: () => false,
});

interface Part {
  readonly name: string;
  readonly table: Table;
  /** Whether it is about a column. */
  readonly isOn: (column: number) => boolean;
}

/** The one thing that the statement drops, where a column's or table's drop takes such along. */
function partDropped(facts: RecipeFacts): Part | undefined {
  const catalog = catalogOf(facts);
  const isMore = entryOf(facts)?.outcome.effects.destroys.some(({ byCascade }) => byCascade === true);
  if (catalog === undefined || isMore === true) return undefined;
  const drop = constraintDropped(facts);
  if (drop !== undefined) {
    const table = tableNamed(facts, drop.relation);
    const found = table?.constraints.find(({ name }) => name === drop.name);
    if (table === undefined || found === undefined || found.inherited > 0) return undefined;
    return { name: drop.name, table, isOn: (column) => goesAlong(found, column) };
  }
  const index = droppedIndex(facts);
  const table = index === undefined ? undefined : catalog.get("relation", index.table);
  if (index === undefined || !isTable(table) || index.constraint !== undefined) return undefined;
  return {
    name: index.name,
    table,
    isOn: (column) => indexesOn(catalog, table, column).some(({ id }) => id === index.id),
  };
}

function goesAlong(constraint: Constraint, column: number): boolean {
  return constraint.kind !== "not-null" && mentions(constraint, column);
}

/** The column or table, as the user calls it, that the rest of the file drops, and what was dropped before with it. */
function goesWith(facts: RecipeFacts): string | undefined {
  const { section, statement } = facts;
  const behind = section.statements.filter(({ span }) => span.start > statement.span.start);
  if (!behind.some(({ statement: { text } }) => /\bdrop\b/i.test(text))) return undefined;
  const part = partDropped(facts);
  if (part === undefined) return undefined;
  for (const later of behind) {
    if (readsOrWritesRows.has(later.statement.kind)) return undefined;
    const found = droppedBy(later, part, facts);
    if (found !== undefined) return found;
  }
  return undefined;
}

function droppedBy(later: AnalysedStatement, { table, isOn }: Part, facts: RecipeFacts): string | undefined {
  const { node } = later.statement;
  if (node === undefined) return undefined;
  if (dropTableOf(later.statement) === table.name) return table.name;
  if (!("AlterTableStmt" in node) || node.AlterTableStmt.objtype !== "OBJECT_TABLE") return undefined;
  const { relation, cmds = [] } = node.AlterTableStmt;
  if (relation === undefined || tableNamed({ ...facts, statement: later }, relation)?.id !== table.id)
    return undefined;
  const dropped = cmds.flatMap((each) =>
    "AlterTableCmd" in each && each.AlterTableCmd.subtype === "AT_DropColumn"
      ? [each.AlterTableCmd.name]
      : [],
  );
  return table.columns.find(({ name, number }) => dropped.includes(name) && isOn(number))?.name;
}
