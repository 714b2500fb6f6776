import type { ColumnDef, RangeVar } from "@pgsql/types";
import { columnNamed, isTable, type Column, type Table } from "../catalog/relations.ts";
import { ident } from "../sql/fragment.ts";
import type { Statement } from "../sql/statement.ts";
import { fillingSteps, type FilledColumn } from "./fill/steps.ts";
import { defineRecipe, type Plan, type RecipeFacts, type Refusal } from "./recipe.ts";
import { keyOf } from "./transition/key.ts";
import { rolloutName } from "./transition/rolloutName.ts";
import { valueOf } from "./fill/value.ts";
import { placeOf, worksOnRows } from "./support/laterWork.ts";
import { entryOf, onlyObstacle, tableNamed } from "./support/subject.ts";

export const addFilledColumn = defineRecipe({
  id: "add-filled-column",
  title: "Add the column empty, give new rows its default, and fill the old ones in batches",
  kind: "refactor.rewrite",
  summary:
    "A default that has another value for each row (gen_random_uuid(), clock_timestamp(), a serial) makes ADD COLUMN rewrite the table. Here the column is added without one, which is instant, new rows get the default from then on, and old rows are filled in batches with a commit after each. NOT NULL is proven by a CHECK, so that setting it scans nothing.",
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, note text);",
      bad: "ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();",
    },
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, note text);",
      bad: "ALTER TABLE orders ADD COLUMN number serial;",
    },
  ],
  applies: (facts) =>
    addedColumn(facts.statement.statement) !== undefined &&
    [...facts.statement.entries.values()].some(
      ({ effects }) =>
        effects.work.some(({ kind }) => kind === "rewrite") || effects.fails?.sqlstate === "23502",
    ),
  plan,
  isInverse({ node }, facts) {
    const added = addedColumn(facts.statement.statement);
    if (added === undefined || node === undefined || !("AlterTableStmt" in node)) return false;
    const { relation, cmds = [] } = node.AlterTableStmt;
    return (
      relation?.relname === added.relation.relname &&
      cmds.length === 1 &&
      cmds.every(
        (cmd) =>
          "AlterTableCmd" in cmd &&
          cmd.AlterTableCmd.subtype === "AT_DropColumn" &&
          cmd.AlterTableCmd.name === added.name,
      )
    );
  },
});

interface AddedColumn {
  readonly relation: RangeVar;
  readonly name: string;
  readonly definition: ColumnDef;
}

/** The column of a statement that is one ADD COLUMN and nothing else. */
function addedColumn({ node }: Statement): AddedColumn | undefined {
  if (node === undefined || !("AlterTableStmt" in node)) return undefined;
  const { relation, cmds = [], objtype } = node.AlterTableStmt;
  const [first] = cmds;
  if (relation === undefined || objtype !== "OBJECT_TABLE" || cmds.length !== 1) return undefined;
  if (first === undefined || !("AlterTableCmd" in first)) return undefined;
  const { subtype, def } = first.AlterTableCmd;
  if (subtype !== "AT_AddColumn" || def === undefined || !("ColumnDef" in def)) return undefined;
  const { colname } = def.ColumnDef;
  return colname === undefined ? undefined : { relation, name: colname, definition: def.ColumnDef };
}

function plan(facts: RecipeFacts): Plan | Refusal {
  const added = addedColumn(facts.statement.statement);
  if (added === undefined) return { refused: "Write ADD COLUMN as an ALTER TABLE of its own first." };
  const { relation, name } = added;
  const table = tableNamed(facts, relation);
  const column = columnAfter(facts, table, name);
  if (table === undefined || column === undefined)
    return {
      refused: `No migration here creates ${relation.relname ?? "this table"}, so the key by which its rows could be filled in batches is not known.`,
    };
  const refused = obstacleOf(facts, added, table, column);
  if (refused !== undefined) return { refused };
  const catalog = entryOf(facts)?.before;
  const key = catalog === undefined ? undefined : keyOf({ catalog, table });
  if (catalog === undefined || key === undefined)
    return {
      refused: `${table.name} has no primary key and no unique key without NULLs, so its rows cannot be filled in batches.`,
    };
  const value = valueOf(facts, table, column);
  if ("refused" in value) return value;
  const filled: FilledColumn = { relation, table, column, key, catalog, ...value };
  return {
    recipe: "add-filled-column",
    title: `Add ${ident(table.name, name).text} and fill it while reads and writes go on`,
    name: rolloutName(`add_${table.name}_${name}`),
    steps: fillingSteps(filled, facts),
    pending: [],
  };
}

function columnAfter(facts: RecipeFacts, table: Table | undefined, name: string): Column | undefined {
  for (const change of entryOf(facts)?.outcome.changes ?? [])
    if (change.collection === "relation" && change.key === table?.id && isTable(change.value))
      return columnNamed(change.value, name);
  return undefined;
}

const plain = new Set([
  "CONSTR_DEFAULT",
  "CONSTR_NOTNULL",
  "CONSTR_NULL",
  "CONSTR_IDENTITY",
  "CONSTR_GENERATED",
]);

function obstacleOf(
  facts: RecipeFacts,
  { relation, name, definition }: AddedColumn,
  table: Table,
  column: Column,
): string | undefined {
  const others = (definition.constraints ?? []).some(
    (each) => "Constraint" in each && !plain.has(each.Constraint.contype ?? ""),
  );
  if (others)
    return `${name} comes with a constraint of its own. Write that as an ALTER TABLE … ADD CONSTRAINT after this one first.`;
  if (column.generated !== undefined)
    return `${name} is generated and stored, and PostgreSQL cannot make a column that is there generated. Add an ordinary column, keep it up to date with a trigger, and fill it in batches.`;
  if (column.identity !== undefined)
    return `${name} is an identity column, which needs its values before it becomes one. Add it as a serial first, and make it an identity once it is filled.`;
  if (table.kind !== "table" || table.children.length > 0 || table.parents.length > 0)
    return `${table.name} is partitioned, foreign or inherits; its rows cannot be walked by one key yet.`;
  if (table.rowSecurity.forced)
    return `${table.name} forces row level security on its owner, so a backfill might not see every row.`;
  const later = facts.later().find((each) => worksOnRows(each, table.id) && !isPlainInsert(each.statement));
  if (later !== undefined)
    return `${placeOf(later, facts)} reads or writes rows of ${table.name}, and it would run while ${name} is not filled yet. Move it to a migration that comes after the plan's.`;
  return onlyObstacle(facts, relation);
}

function isPlainInsert({ kind, text }: Statement): boolean {
  return kind === "InsertStmt" && !/\b(?:select|conflict)\b/i.test(text);
}
