import { isAssumed } from "../../catalog/ids.ts";
import { isTable, type Table } from "../../catalog/relations.ts";
import { literal, qualified, sql, type Sql } from "../../sql/fragment.ts";
import type { Statement } from "../../sql/statement.ts";
import type { RecipeFacts } from "../recipe.ts";
import { soleTableCommand, type SoleCommand } from "../support/soleCommand.ts";
import { entryOf, tableNamed } from "../support/subject.ts";
import { waitingDrop } from "./waitingDrop.ts";
import { waitingRights } from "./waitingRights.ts";
import type { Waiting } from "./whatWaits.ts";

/** What a statement takes away that others use; undefined where a deployment before it changes nothing. */
export function waitingAt(facts: RecipeFacts): Waiting | undefined {
  const { statement } = facts.statement;
  const sole = soleTableCommand(statement);
  return waitingRights(facts) ?? (sole === undefined ? waitingDrop(facts) : ofColumn(sole, statement, facts));
}

function ofColumn(
  { relation, command }: SoleCommand,
  { text }: Statement,
  facts: RecipeFacts,
): Waiting | undefined {
  const { name: column = "", subtype, def } = command;
  const table = tableNamed(facts, relation);
  const found = table?.columns.find(({ name }) => name === column);
  if (table === undefined || found === undefined || !existed(table, facts)) return undefined;
  const name = qualified(relation.schemaname, relation.relname ?? "");
  const shared = {
    text,
    isUndoneBy: (candidate: Statement): boolean => {
      const other = soleTableCommand(candidate);
      if (other?.relation.relname !== relation.relname || other?.command.name !== column) return false;
      return subtype === "AT_DropNotNull"
        ? other.command.subtype === "AT_SetNotNull"
        : other.command.subtype === "AT_ColumnDefault" && other.command.def !== undefined;
    },
  };
  if (subtype === "AT_ColumnDefault" && def === undefined && isRequired(facts))
    return {
      ...shared,
      what: `the default of ${table.name}.${column}`,
      words: ["drop_default", table.name, column],
      rule: "requires-column",
      version: `a version of the application that gives ${column} in every INSERT into ${table.name}, everywhere`,
      isThere: { label: `${table.name}.${column} has its default`, query: has(name, column, "atthasdef") },
      table: undefined,
    };
  if (subtype === "AT_DropNotNull" && found.notNull)
    return {
      ...shared,
      what: `NOT NULL of ${table.name}.${column}`,
      words: ["drop_not_null", table.name, column],
      rule: "allows-null",
      version: `a version of the application that copes with NULL in ${table.name}.${column}, everywhere`,
      isThere: { label: `${table.name}.${column} is NOT NULL`, query: has(name, column, "attnotnull") },
      table,
    };
  return undefined;
}

function has(table: Sql, column: string, property: "atthasdef" | "attnotnull"): string {
  return sql`SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass(${literal(table.text)}) AND attname = ${literal(column)} AND `.text.concat(
    `${property})`,
  );
}

/** Whether code that leaves the column out fails from then on. */
function isRequired(facts: RecipeFacts): boolean {
  return (
    entryOf(facts)?.effects.breaks.some(({ code }) => code === "old-code-inserts-without-column") === true
  );
}

/** Whether the table is older than the migration. */
function existed({ id }: Table, { section }: RecipeFacts): boolean {
  const [first] = section.statements;
  return (
    isAssumed(id) ||
    [...(first?.entries.values() ?? [])].some(({ before }) => isTable(before.get("relation", id)))
  );
}
