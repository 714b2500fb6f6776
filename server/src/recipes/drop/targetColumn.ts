import type { RangeVar } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import { displayName } from "../../catalog/ids.ts";
import { columnNamed, type Column, type Table } from "../../catalog/relations.ts";
import type { Destruction } from "../../interpret/effects.ts";
import type { Statement } from "../../sql/statement.ts";
import { isOpenRelation } from "../inverse/openBefore.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { soleTableCommand } from "../support/soleCommand.ts";
import { entryOf, tableNamed } from "../support/subject.ts";

/** `ALTER TABLE relation DROP COLUMN name` and nothing else, as written. */
interface DropColumnStatement {
  readonly relation: RangeVar;
  readonly name: string;
}

export function dropColumnOf(statement: Statement): DropColumnStatement | undefined {
  const found = soleTableCommand(statement);
  if (found === undefined || found.command.subtype !== "AT_DropColumn") return undefined;
  const { name } = found.command;
  return name === undefined ? undefined : { relation: found.relation, name };
}

/** A column that is dropped, in the catalog before. */
export interface ColumnTarget {
  readonly relation: RangeVar;
  readonly catalog: Catalog;
  readonly table: Table;
  readonly column: Column;
  /** What goes only because of CASCADE. */
  readonly cascaded: readonly Destruction[];
}

export function columnTarget(facts: RecipeFacts): ColumnTarget | Refusal {
  const drop = dropColumnOf(facts.statement.statement);
  const entry = entryOf(facts);
  if (drop === undefined || entry === undefined)
    return { refused: "Write DROP COLUMN as an ALTER TABLE of its own first." };
  const { fails, destroys } = entry.outcome.effects;
  if (fails?.when === "always")
    return { refused: `This statement would fail, so there is nothing to make safe: ${fails.message}.` };
  const table = tableNamed(facts, drop.relation);
  const column = table === undefined ? undefined : columnNamed(table, drop.name);
  if (table === undefined || column === undefined || isOpenRelation(table))
    return {
      refused: `No migration here creates ${drop.relation.relname ?? "this table"} with ${drop.name}, so what hangs on it is not known, nor how to bring it back. Set a baseline, or drop it in a migration of its own once no running version uses it.`,
    };
  return {
    relation: drop.relation,
    catalog: entry.before,
    table,
    column,
    cascaded: destroys.filter(({ byCascade }) => byCascade === true),
  };
}

export function nameOfColumn({ table, column }: Pick<ColumnTarget, "table" | "column">): string {
  return `${displayName(table).replace(/^public\./, "")}.${column.name}`;
}
