import type { RangeVar } from "@pgsql/types";
import { ident, sql } from "../../sql/fragment.ts";
import type { Statement } from "../../sql/statement.ts";
import type { RecipeFacts } from "../recipe.ts";
import { schemaOfRelation, tableNamed } from "../support/subject.ts";
import type { RenamedState } from "./state.ts";

/** `ALTER TABLE relation RENAME TO to` or `… SET SCHEMA to`, as written. */
export interface TableRename {
  readonly relation: RangeVar;
  readonly to: string;
  readonly of: "name" | "schema";
}

export function tableRename({ node }: Statement): TableRename | undefined {
  if (node === undefined) return undefined;
  if ("RenameStmt" in node) {
    const { renameType, relation, newname } = node.RenameStmt;
    if (renameType !== "OBJECT_TABLE" || relation === undefined || newname === undefined) return undefined;
    return { relation, to: newname, of: "name" };
  }
  if (!("AlterObjectSchemaStmt" in node)) return undefined;
  const { objectType, relation, newschema } = node.AlterObjectSchemaStmt;
  if (objectType !== "OBJECT_TABLE" || relation === undefined || newschema === undefined) return undefined;
  return { relation, to: newschema, of: "schema" };
}

/** Both names as they are written, and the words between them; undefined where the old schema is not known. */
export function namesOf(
  { relation, to, of }: TableRename,
  facts: RecipeFacts,
): Pick<RenamedState, "from" | "to" | "there" | "back"> | undefined {
  const table = relation.relname;
  const schema = schemaOfRelation(facts, relation);
  if (table === undefined) return undefined;
  const from = { ...(schema === undefined ? {} : { schema }), table };
  if (of === "name")
    return {
      from,
      to: { ...from, table: to },
      there: sql`RENAME TO ${ident(to)}`.text,
      back: sql`RENAME TO ${ident(table)}`.text,
    };
  const before = schema ?? tableNamed(facts, relation)?.schema;
  if (before === undefined) return undefined;
  return {
    from,
    to: { schema: to, table },
    there: sql`SET SCHEMA ${ident(to)}`.text,
    back: sql`SET SCHEMA ${ident(before)}`.text,
  };
}
