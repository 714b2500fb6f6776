import type { CommentStmt, Node } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import { isTable, isView, type Relation } from "../../catalog/relations.ts";
import { rangeOf } from "../../interpret/names/lookup.ts";
import { itemsOf, stringsOf } from "../../interpret/nodes.ts";
import { deparse } from "../../sql/deparse.ts";
import { ident, literal, sql, Sql } from "../../sql/fragment.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { isAdded, isDropped, relationIdOf, type Scene } from "./scene.ts";
import { remark, undo, type Undo } from "./undo.ts";

/** Gives back the comment that an object had, as an earlier migration wrote it, or takes away the new one. */
export function undoComment(statement: CommentStmt, scene: Scene): readonly Undo[] {
  const { entry, definitions, old } = scene;
  const about = subjectOf(entry.before, statement);
  if (about.relation !== undefined && isDropped(scene, about.relation.id)) return [];
  const { relation, number } = about;
  if (number !== undefined && isTable(relation) && isAdded(relation, { number }, scene)) return [];
  const earlier = definitions.last("CommentStmt", (each, node) => isAbout(each, node, about.key));
  const node = earlier?.statement.node;
  const text = node !== undefined && "CommentStmt" in node ? node.CommentStmt.comment : undefined;
  const again: CommentStmt = { ...statement };
  delete again.comment;
  const printed = deparse(
    { CommentStmt: text === undefined ? again : { ...statement, comment: text } },
    old.grammar,
  );
  return [
    printed === undefined
      ? remark("left", "a comment stays: the statement cannot be written the other way round")
      : undo(Sql.verbatim(printed.replace(/;\s*$/, ""))),
  ];
}

function isAbout(entry: TimelineEntry, node: Node, key: string): boolean {
  return "CommentStmt" in node && subjectOf(entry.before, node.CommentStmt).key === key;
}

interface Subject {
  /** The same for the same object, whatever it is called. */
  readonly key: string;
  readonly relation?: Relation;
  /** Of a column. */
  readonly number?: number;
}

const relations = ["TABLE", "VIEW", "MATVIEW", "INDEX", "SEQUENCE", "FOREIGN_TABLE"].map(
  (word) => `OBJECT_${word}`,
);
const parts = {
  OBJECT_TABCONSTRAINT: "constraints",
  OBJECT_TRIGGER: "triggers",
  OBJECT_POLICY: "policies",
  OBJECT_RULE: "rules",
} as const;

function subjectOf(catalog: Catalog, { objtype = "OBJECT_TABLE", object }: CommentStmt): Subject {
  const names = itemsOf(object);
  const find = (list: readonly Node[]): Relation | undefined => {
    const id = relationIdOf(catalog, rangeOf(list));
    return id === undefined ? undefined : catalog.get("relation", id);
  };
  const last = stringsOf(names).at(-1) ?? "";
  if (relations.includes(objtype)) return keyed(find(names), "", names);
  const relation = find(names.slice(0, -1));
  if (objtype === "OBJECT_COLUMN") {
    const number = columnsOf(relation).find(({ name }) => name === last)?.number;
    return {
      ...keyed(relation, `column ${number ?? last}`, names),
      ...(number === undefined ? {} : { number }),
    };
  }
  for (const [kind, list] of Object.entries(parts))
    if (kind === objtype) return keyed(relation, partId(relation, list, last), names);
  return { key: `${objtype} ${JSON.stringify(object, withoutPlaces)}` };
}

function keyed(relation: Relation | undefined, part: string, names: readonly Node[]): Subject {
  if (relation === undefined) return { key: `${part} of ${stringsOf(names).join(".")}` };
  return { key: `${part} of ${relation.id}`, relation };
}

function columnsOf(
  relation: Relation | undefined,
): readonly { readonly name: string; readonly number: number }[] {
  return relation !== undefined && "columns" in relation && !("method" in relation) ? relation.columns : [];
}

function partId(
  relation: Relation | undefined,
  list: (typeof parts)[keyof typeof parts],
  name: string,
): string {
  const all: readonly { readonly id: string; readonly name: string }[] = isTable(relation)
    ? relation[list]
    : isView(relation) && (list === "triggers" || list === "rules")
      ? relation[list]
      : [];
  return all.find((each) => each.name === name)?.id ?? name;
}

function withoutPlaces(key: string, value: unknown): unknown {
  return key === "location" ? undefined : value;
}

/** The comments on a relation that was dropped, or on one of its columns, for when it is there again. */
export function commentsOn(relation: Relation, scene: Scene, only?: number): readonly Undo[] {
  const { definitions, old } = scene;
  const found = new Map<string, { readonly on: Sql; readonly text: string | undefined }>();
  for (const each of definitions.all("CommentStmt", () => true)) {
    const { node } = each.statement;
    if (node === undefined || !("CommentStmt" in node)) continue;
    const subject = subjectOf(each.before, node.CommentStmt);
    if (subject.relation?.id !== relation.id || (only !== undefined && subject.number !== only)) continue;
    const on = subjectSql(node.CommentStmt, relation, subject, old.name(relation));
    if (on !== undefined) found.set(subject.key, { on, text: node.CommentStmt.comment });
  }
  return [...found.values()].flatMap(({ on, text }) =>
    text === undefined ? [] : [undo(sql`COMMENT ON ${on} IS ${literal(text)}`)],
  );
}

function subjectSql(
  { objtype }: CommentStmt,
  relation: Relation,
  { number, key }: Subject,
  name: Sql,
): Sql | undefined {
  if (number !== undefined) {
    const column = columnsOf(relation).find((each) => each.number === number);
    return column === undefined ? undefined : sql`COLUMN ${name}.${ident(column.name)}`;
  }
  if (objtype === undefined) return undefined;
  if (isView(relation) && (objtype === "OBJECT_TRIGGER" || objtype === "OBJECT_RULE")) {
    const part = relation[parts[objtype]].find(({ id }) => key === `${id} of ${relation.id}`);
    const kind = Sql.verbatim(objtype === "OBJECT_RULE" ? "RULE" : "TRIGGER");
    return part === undefined ? undefined : sql`${kind} ${ident(part.name)} ON ${name}`;
  }
  if (!relations.includes(objtype)) return undefined;
  const word = objtype.replace("OBJECT_", "").replace("MATVIEW", "MATERIALIZED VIEW").replace("_", " ");
  return sql`${Sql.verbatim(word)} ${name}`;
}
