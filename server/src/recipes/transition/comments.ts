import type { CommentStmt } from "@pgsql/types";
import * as z from "zod";
import type { Catalog } from "../../catalog/catalog.ts";
import { isTable, type Constraint, type Index, type Table } from "../../catalog/relations.ts";
import { nameOf } from "../../sql/ast.ts";
import { ident, literal, qualified, sql, Sql } from "../../sql/fragment.ts";
import type { RecipeFacts } from "../recipe.ts";

/** Its name is the one under which it is made again. */
type Part<Kind extends Constraint | Index> = Pick<Kind, "id" | "name">;

/** What is made again: constraints of a table, and indexes on it. */
export interface MadeAgain {
  readonly table: Table;
  /** The table as it is written. */
  readonly named: Sql;
  /** The schema that is written before its indexes. */
  readonly schema: string | undefined;
  readonly constraints: readonly Part<Constraint>[];
  readonly indexes: readonly Part<Index>[];
}

/** What was said of an index, or of a constraint `on` a table (SQL). */
const comment = z.object({
  name: z.string(),
  schema: z.string().optional(),
  on: z.string().optional(),
  text: z.string(),
});

export const comments = z.array(comment);

type Comment = z.infer<typeof comment>;

/**
 * What migrations said of what is made again, by whatever name it had then, and of which nothing is said then. The
 * catalog does not keep it.
 */
export function commentsOn(made: MadeAgain, facts: RecipeFacts): readonly Comment[] {
  const found = new Map<string, Comment | undefined>();
  for (const { statement, entries } of facts.earlier()) {
    if (statement.kind !== "CommentStmt" || statement.node === undefined) continue;
    const [entry] = entries.values();
    if (!("CommentStmt" in statement.node) || entry === undefined) continue;
    const subject = subjectOf(statement.node.CommentStmt, made, entry.before);
    if (subject === undefined) continue;
    const { comment: text } = statement.node.CommentStmt;
    const key = `${subject.on === undefined ? "index" : "constraint"} ${subject.name}`;
    found.set(key, text === undefined ? undefined : { ...subject, text });
  }
  return [...found.values()].filter((each) => each !== undefined);
}

export function sayAgain(said: readonly Comment[] | undefined): readonly string[] {
  return (said ?? []).map((each) => sql`COMMENT ON ${subjectSql(each)} IS ${literal(each.text)}`.text);
}

/** Of what goes on under another name nothing was said before. */
export function unsay(
  said: readonly Comment[] | undefined,
  otherName: (name: string) => string | undefined,
): readonly string[] {
  return (said ?? []).flatMap((each) => {
    const name = otherName(each.name);
    return name === undefined ? [] : [sql`COMMENT ON ${subjectSql({ ...each, name })} IS NULL`.text];
  });
}

function subjectSql({ name, schema, on }: Omit<Comment, "text">): Sql {
  return on === undefined
    ? sql`INDEX ${qualified(schema, name)}`
    : sql`CONSTRAINT ${ident(name)} ON ${Sql.verbatim(on)}`;
}

/** @param then the catalog in which its words are to be read */
function subjectOf(
  { objtype, object }: CommentStmt,
  { table, named, schema, indexes, constraints }: MadeAgain,
  then: Catalog,
): Omit<Comment, "text"> | undefined {
  const owner = then.get("relation", table.id);
  if (!isTable(owner)) return undefined;
  const words = nameOf(object);
  const isHome = (home = owner.schema): boolean => home === owner.schema;
  if (objtype === "OBJECT_INDEX" && isHome(words.at(-2))) {
    const found = indexes.find(({ id }) => then.get("relation", id)?.name === words.at(-1));
    return found && { name: found.name, ...(schema === undefined ? {} : { schema }) };
  }
  if (objtype !== "OBJECT_TABCONSTRAINT" || words.at(-2) !== owner.name || !isHome(words.at(-3)))
    return undefined;
  const meant = owner.constraints.find(({ name }) => name === words.at(-1));
  const found = constraints.find(({ id }) => id === meant?.id);
  return found && { name: found.name, on: named.text };
}
