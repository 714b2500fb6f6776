import type { Node } from "@pgsql/types";
import { displayName } from "../../catalog/ids.ts";
import type { View } from "../../catalog/relations.ts";
import { deparse } from "../../sql/deparse.ts";
import { ident, join, sql, Sql } from "../../sql/fragment.ts";
import { asWritten } from "./asWritten.ts";
import { writes } from "./definitions.ts";
import { optionsSql } from "./indexElements.ts";
import { relationIdOf, type Scene } from "./scene.ts";
import { createParts, dropParts, renamed } from "./undoTable.ts";
import { nothing, remark, undo, type Undo, type Undoing } from "./undo.ts";

/** A view that was there before a statement and is there after it. */
export function undoView(before: View, after: View, scene: Scene): Undoing {
  const replaced = before.query !== after.query;
  const word = Sql.verbatim(before.kind === "view" ? "VIEW" : "MATERIALIZED VIEW");
  const renames = renamed(before.columns, after.columns, ({ number }) => number).map(([to, from]) =>
    undo(sql`ALTER ${word} ${scene.now.name(after)} RENAME COLUMN ${ident(from)} TO ${ident(to)}`),
  );
  const parts = { drops: dropParts(before, after, scene), creates: createParts(before, after, scene) };
  if (!replaced) return { ...nothing, ...parts, renames };
  // CREATE OR REPLACE takes no column away.
  const shrinks = after.columns.length > before.columns.length;
  return {
    ...nothing,
    ...parts,
    renames: shrinks ? [] : renames,
    alters: [
      ...(shrinks ? [undo(sql`DROP ${word} ${scene.old.name(before)}`)] : []),
      createView(before, scene, !shrinks),
    ],
  };
}

/** A view as it was before a statement: as it was written where its names still mean the same. */
export function createView(view: View, scene: Scene, replace: boolean): Undo {
  const isFor = ({ outcome }: Scene["entry"]): boolean =>
    outcome.changes.some(
      ({ collection, key, value }) =>
        collection === "relation" &&
        key === view.id &&
        value !== undefined &&
        "query" in value &&
        value.query === view.query,
    );
  const { definitions } = scene;
  const source = definitions.last("ViewStmt", isFor) ?? definitions.last("CreateTableAsStmt", isFor);
  const isSame =
    source !== undefined && sameColumns(source, view) && !replace && keepsName(source, view, scene);
  if (isSame) return asWritten({ what: words(view), source, respell: (node: Node) => node }, scene);
  return printed(view, scene, replace);
}

function words(view: View): string {
  return `the ${view.kind === "view" ? "view" : "materialized view"} ${displayName(view)}`;
}

function sameColumns(source: Scene["entry"], view: View): boolean {
  const made = source.after.get("relation", view.id);
  return (
    made !== undefined &&
    "query" in made &&
    made.columns.every(({ name }, index) => view.columns[index]?.name === name) &&
    JSON.stringify(made.options) === JSON.stringify(view.options) &&
    writes(source, "relation", view.id)
  );
}

function keepsName({ statement: { node } }: Scene["entry"], view: View, { old }: Scene): boolean {
  if (node === undefined) return false;
  const name =
    "ViewStmt" in node
      ? node.ViewStmt.view
      : "CreateTableAsStmt" in node
        ? node.CreateTableAsStmt.into?.rel
        : undefined;
  return (
    name !== undefined &&
    (name.schemaname ?? view.schema) === view.schema &&
    name.relname === view.name &&
    (relationIdOf(old.catalog, name) ?? view.id) === view.id
  );
}

function printed(view: View, { old }: Scene, replace: boolean): Undo {
  const query = deparse(view.query, old.grammar)?.replace(/;\s*$/, "");
  if (query === undefined)
    return remark("left", `${words(view)} is not restored: its query cannot be written down`);
  const columns = join(view.columns.map(({ name }) => ident(name)));
  const word = view.kind === "view" ? "VIEW" : "MATERIALIZED VIEW";
  const again = replace && view.kind === "view" ? "OR REPLACE " : "";
  return old.write(words(view), () =>
    Sql.verbatim(
      `CREATE ${again}${word} ${old.name(view).text} (${columns.text})${optionsSql(view.options)} AS\n${query}`,
    ),
  );
}
