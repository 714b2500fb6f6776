import type { Node } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import type { EventTrigger } from "../../catalog/eventTriggers.ts";
import type { OtherObject } from "../../catalog/collections.ts";
import { ident, sql, Sql } from "../../sql/fragment.ts";
import { asWritten } from "./asWritten.ts";
import { Changed } from "./changedObjects.ts";
import { writes } from "./definitions.ts";
import { relationIdOf, type Scene } from "./scene.ts";
import { rangeVar } from "./tableParts.ts";
import { nothing, remark, undo, type Undo, type Undoing } from "./undo.ts";

/** Objects of which the model knows little more than that they are there: extensions, publications, statistics … */
export function undoOthers(scene: Scene): Undoing {
  const changed = new Changed("other", scene.entry, () => true);
  const [made, gone] = [changed.made[0], changed.gone[0]];
  // Such an object is known by its name, so that with another name it looks like another object.
  if ("RenameStmt" in (scene.entry.statement.node ?? {}) && made !== undefined && gone !== undefined)
    return { ...nothing, renames: [rename(made, gone)] };
  return {
    ...nothing,
    drops: [
      ...changed.made
        .filter(({ assumed }) => assumed !== true)
        .toReversed()
        .map((each) => drop(each)),
      ...eventTriggers(scene, true),
    ],
    alters: changed.altered
      .filter(({ before, after }) => !isSame(before, after))
      .map(({ before, after }) => alter(before, after, scene)),
    creates: [...changed.gone.map((each) => create(each, scene)), ...eventTriggers(scene, false)],
  };
}

const words: Readonly<Record<string, string>> = {
  extension: "EXTENSION",
  publication: "PUBLICATION",
  subscription: "SUBSCRIPTION",
  "statistics object": "STATISTICS",
  collation: "COLLATION",
  server: "SERVER",
  "foreign-data wrapper": "FOREIGN DATA WRAPPER",
};

function drop({ kind, name }: OtherObject): Undo {
  const word = words[kind];
  return word === undefined
    ? remark("left", `the ${kind} ${name} stays`)
    : undo(sql`DROP ${Sql.verbatim(word)} ${ident(...name.split("."))}`);
}

function rename({ kind, name }: OtherObject, to: OtherObject): Undo {
  const word = words[kind];
  const last = to.name.split(".").at(-1) ?? to.name;
  return word === undefined
    ? remark("left", `the ${kind} ${name} keeps its new name`)
    : undo(sql`ALTER ${Sql.verbatim(word)} ${ident(...name.split("."))} RENAME TO ${ident(last)}`);
}

function create(other: OtherObject, scene: Scene): Undo {
  const { kind, name } = other;
  const key = `object:${kind} ${name}`;
  const source = [
    "CreateExtensionStmt",
    "CreatePublicationStmt",
    "CreateStatsStmt",
    "DefineStmt",
    "CreateForeignServerStmt",
    "CreateFdwStmt",
  ]
    .map((node) => scene.definitions.last(node, (entry) => writes(entry, "other", key)))
    .find((entry) => entry !== undefined);
  if (source === undefined && kind === "extension") return undo(sql`CREATE EXTENSION ${ident(name)}`);
  const respell = (node: Node): Node | undefined => onTable(node, other, scene.old.catalog);
  return asWritten({ what: `the ${kind} ${name}`, source, respell }, scene);
}

/** Extended statistics name a table, which may be called otherwise since. */
function onTable(node: Node, { relations: [id] }: OtherObject, catalog: Catalog): Node | undefined {
  if (!("CreateStatsStmt" in node) || id === undefined) return node;
  const [written] = node.CreateStatsStmt.relations ?? [];
  const table = catalog.get("relation", id);
  if (table === undefined || written === undefined || !("RangeVar" in written)) return undefined;
  if (relationIdOf(catalog, written.RangeVar) === id) return node;
  return { CreateStatsStmt: { ...node.CreateStatsStmt, relations: [{ RangeVar: rangeVar(table) }] } };
}

function isSame(before: OtherObject, after: OtherObject): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

function alter(before: OtherObject, after: OtherObject, { old }: Scene): Undo {
  const what = `the ${before.kind} ${before.name} is not what it was`;
  const added = after.relations.filter((id) => !before.relations.includes(id));
  const gone = before.relations.filter((id) => !after.relations.includes(id));
  const isPlain =
    before.kind === "publication" &&
    before.publishing?.everything !== true &&
    after.publishing?.parts === undefined &&
    before.publishing?.parts === undefined;
  const publication = sql`ALTER PUBLICATION ${ident(before.name)}`;
  const rest = (object: OtherObject): string => JSON.stringify({ ...object, relations: [] });
  if (!isPlain || rest(before) !== rest(after)) return remark("left", what);
  if (gone.length === 0)
    return old.write(what, () => sql`${publication} DROP TABLE ${added.map((id) => old.relation(id))}`);
  if (added.length === 0)
    return old.write(what, () => sql`${publication} ADD TABLE ${gone.map((id) => old.relation(id))}`);
  return old.write(
    what,
    () => sql`${publication} SET TABLE ${before.relations.map((id) => old.relation(id))}`,
  );
}

function eventTriggers(scene: Scene, isNew: boolean): readonly Undo[] {
  const { before, after } = scene.entry;
  const [was = [], is = []] = [before.get("eventTriggers", "all"), after.get("eventTriggers", "all")];
  if (was === is) return [];
  const lacks = (list: readonly EventTrigger[], name: string): boolean =>
    !list.some((each) => each.name === name);
  if (isNew)
    return is
      .filter(({ name }) => lacks(was, name))
      .map(({ name }) => undo(sql`DROP EVENT TRIGGER ${ident(name)}`));
  return was
    .filter(({ name }) => lacks(is, name))
    .map(({ name }) =>
      asWritten(
        {
          what: `the event trigger ${name}`,
          source: scene.definitions.last(
            "CreateEventTrigStmt",
            (_, node) => "CreateEventTrigStmt" in node && node.CreateEventTrigStmt.trigname === name,
          ),
          respell: (node) => node,
        },
        scene,
      ),
    );
}
