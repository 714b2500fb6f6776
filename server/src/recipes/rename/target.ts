import type { RangeVar } from "@pgsql/types";
import { columnNamed, isTable } from "../../catalog/relations.ts";
import type { Statement } from "../../sql/statement.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { catalogOf, entryOf } from "../support/subject.ts";
import type { ColumnTarget } from "../transition/target.ts";

/** `ALTER TABLE relation RENAME COLUMN from TO to`, as written. */
export interface RenameStatement {
  readonly relation: RangeVar;
  readonly from: string;
  readonly to: string;
}

export function renameOf({ node }: Statement): RenameStatement | undefined {
  if (node === undefined || !("RenameStmt" in node)) return undefined;
  const { renameType, relationType, relation, subname, newname } = node.RenameStmt;
  if (renameType !== "OBJECT_COLUMN" || relationType !== "OBJECT_TABLE" || relation === undefined)
    return undefined;
  return subname === undefined || newname === undefined
    ? undefined
    : { relation, from: subname, to: newname };
}

/** Finds the table by the lock that the statement takes on it. */
export function targetOf(facts: RecipeFacts): ColumnTarget | Refusal {
  const rename = renameOf(facts.statement.statement);
  const entry = entryOf(facts);
  const catalog = catalogOf(facts);
  if (rename === undefined || entry === undefined || catalog === undefined)
    return { refused: "This is no RENAME COLUMN of a table." };
  const { fails, breaks } = entry.outcome.effects;
  if (fails !== undefined)
    return { refused: `This statement would fail, so there is nothing to make safe: ${fails.message}.` };
  const id = breaks.find(({ code }) => code === "old-code-reads-column")?.relation.id;
  const table = id === undefined ? undefined : catalog.get("relation", id);
  const column = isTable(table) ? columnNamed(table, rename.from) : undefined;
  if (!isTable(table) || column === undefined)
    return {
      refused: `No migration here creates ${rename.relation.relname ?? "this table"}, so the type of ${rename.from} and what depends on it are not known.`,
    };
  return { ...rename, catalog, table, column };
}
