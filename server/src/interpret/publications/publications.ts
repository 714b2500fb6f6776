import { breaksObject } from "../breakage/objects.ts";
import type { AlterPublicationStmt, CreatePublicationStmt, Node } from "@pgsql/types";
import type { OtherObject, PublishedPart } from "../../catalog/collections.ts";
import type { RelationId } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { requireSchema } from "../names/lookup.ts";
import { addDependent, dependentsOf, removeDependent } from "../objects/objects.ts";
import { otherKey, otherNamed } from "../objects/otherObjects.ts";
import { creationSchema } from "../names/searchPath.ts";
import { publicationOptions } from "./options.ts";
import { openTables, refuseUnfit, type PublishedTable } from "./tables.ts";
import { followPublication } from "./published.ts";
import { assumeOther } from "../openWorld/others.ts";

type Publishing = NonNullable<OtherObject["publishing"]>;

/** CREATE PUBLICATION: SHARE UPDATE EXCLUSIVE on each table that it names (publicationcmds.c). */
export function createPublication(execution: Execution, statement: CreatePublicationStmt): void {
  const name = statement.pubname ?? "";
  if (otherNamed(execution, "publication", name) !== undefined)
    execution.fail("42710", `publication "${name}" already exists`);
  const options = publicationOptions(execution, statement.options);
  const schemas = schemasIn(execution, statement.pubobjects);
  const tables = openTables(execution, statement.pubobjects);
  const viaRoot = options.viaRoot === true;
  refuseUnfit(execution, tables, schemas.length > 0, viaRoot);
  const everything = statement.for_all_tables === true;
  const generated = options.generated === true ? { generated: true as const } : {};
  store(execution, name, tables, {
    actions: options.actions ?? all,
    everything,
    schemas,
    viaRoot,
    ...generated,
  });
}

const all: Publishing["actions"] = ["insert", "update", "delete", "truncate"];

/** ALTER PUBLICATION … ADD, DROP, SET. */
export function alterPublication(execution: Execution, statement: AlterPublicationStmt): void {
  const name = statement.pubname ?? "";
  const known = (otherNamed(execution, "publication", name) ?? assumeOther(execution, "publication", name))
    ?.object;
  if (known === undefined) return execution.fail("42704", `publication "${name}" does not exist`);
  const publishing = known.publishing ?? { actions: all, everything: false, schemas: [] };
  if (statement.pubobjects === undefined) {
    setOptions(execution, known, publishing, statement);
    return;
  }
  const schemas = schemasIn(execution, statement.pubobjects);
  if (publishing.everything) execution.fail("55000", `publication "${name}" is defined as FOR ALL TABLES`);
  const tables = openTables(execution, statement.pubobjects);
  const change = { execution, name, known, publishing, tables, schemas };
  if (statement.action === "AP_DropObjects") drop(change);
  else if (statement.action === "AP_SetObjects") replace(change);
  else add(change);
}

function setOptions(
  execution: Execution,
  known: OtherObject,
  publishing: Publishing,
  statement: AlterPublicationStmt,
): void {
  const options = publicationOptions(execution, statement.options);
  const { actions = publishing.actions, viaRoot = publishing.viaRoot === true } = options;
  const { generated: before, ...rest } = publishing;
  const generated = options.generated ?? before === true;
  if (!viaRoot) refuseWithoutRoot(execution, known);
  if (known.assumed === true && actions.length < all.length) publishesLess(execution, known.name);
  const changed = { ...rest, actions, viaRoot, ...(generated ? { generated: true as const } : {}) };
  enter(execution, { ...known, publishing: changed });
}

/** The WHERE and the column list of a partitioned table need publish_via_partition_root (AlterPublicationOptions). */
function refuseWithoutRoot(execution: Execution, { name, publishing }: OtherObject): void {
  for (const { relation } of publishing?.parts ?? [])
    if (execution.edit.get("relation", relation)?.kind === "partitioned-table")
      execution.fail(
        "22023",
        `cannot set parameter "publish_via_partition_root" to false for publication "${name}"`,
      );
}

interface Change {
  readonly execution: Execution;
  readonly name: string;
  readonly known: OtherObject;
  readonly publishing: Publishing;
  readonly tables: readonly PublishedTable[];
  readonly schemas: readonly string[];
}

function drop({ execution, known, name, publishing, tables, schemas }: Change): void {
  for (const { table, filter, columns } of tables) {
    if (columns !== undefined)
      execution.fail("42601", "column list must not be specified in ALTER PUBLICATION ... DROP");
    if (!known.relations.includes(table.id) && known.assumed !== true)
      execution.fail("42704", `relation "${table.name}" is not part of the publication`);
    if (filter !== undefined)
      execution.fail("42601", "cannot use a WHERE clause when removing a table from a publication");
    removeDependent(execution.edit, table.id, otherKey("publication", name));
  }
  if (known.assumed === true) publishesLess(execution, name);
  for (const schema of schemas)
    if (!publishing.schemas.includes(schema) && known.assumed !== true)
      execution.fail("42704", `tables from schema "${schema}" are not part of the publication`);
  const gone = new Set(tables.map(({ table }) => table.id));
  enter(execution, {
    ...known,
    relations: known.relations.filter((id) => !gone.has(id)),
    publishing: {
      ...withParts(
        publishing,
        (publishing.parts ?? []).filter(({ relation }) => !gone.has(relation)),
      ),
      schemas: publishing.schemas.filter((one) => !schemas.includes(one)),
    },
  });
}

/** The tables that go are locked too, and so is one whose filter changes. */
function replace({ execution, known, name, publishing, tables, schemas }: Change): void {
  refuseUnfit(execution, tables, schemas.length > 0, publishing.viaRoot === true);
  if (known.assumed === true) publishesLess(execution, name);
  for (const id of known.relations) {
    const relation = execution.edit.get("relation", id);
    if (relation !== undefined) execution.lock(relation, "SHARE UPDATE EXCLUSIVE");
    removeDependent(execution.edit, id, otherKey("publication", name));
  }
  store(execution, name, tables, { ...withParts(publishing, []), schemas });
}

function withParts({ parts: before, ...rest }: Publishing, parts: readonly PublishedPart[]): Publishing {
  return before === undefined && parts.length === 0
    ? rest
    : { ...rest, ...(parts.length === 0 ? {} : { parts }) };
}

/** What a publication that is not known had before is not known either. */
function publishesLess(execution: Execution, name: string): void {
  const key = otherKey("publication", name);
  breaksObject(execution, {
    code: "replication-stops",
    object: `publication ${name}`,
    named: { collection: "other", key },
    assumed: true,
  });
}

function add({ execution, known, name, publishing, tables, schemas }: Change): void {
  const withSchemas = schemas.length > 0 || publishing.schemas.length > 0;
  refuseUnfit(execution, tables, withSchemas, publishing.viaRoot === true);
  for (const { table } of tables)
    if (known.relations.includes(table.id))
      execution.fail("42710", `relation "${table.name}" is already member of publication "${name}"`);
  for (const schema of schemas)
    if (publishing.schemas.includes(schema))
      execution.fail("42710", `schema "${schema}" is already member of publication "${name}"`);
  if (schemas.length > 0 && hasColumnList(execution, known))
    execution.fail("22023", `cannot add schema to publication "${name}"`);
  const joined = { ...publishing, schemas: [...publishing.schemas, ...schemas] };
  store(execution, name, tables, joined, known.relations);
}

/** A column list is kept as a dependency on the columns. */
function hasColumnList(execution: Execution, { name, relations }: OtherObject): boolean {
  const key = otherKey("publication", name);
  return relations.some((id) =>
    dependentsOf(execution.edit, id).some(({ object, columns }) => object === key && columns.length > 0),
  );
}

function schemasIn(execution: Execution, objects: readonly Node[] | undefined): readonly string[] {
  const found = (objects ?? []).flatMap((node): string[] => {
    if (!("PublicationObjSpec" in node)) return [];
    const { pubobjtype, name = "" } = node.PublicationObjSpec;
    if (pubobjtype === "PUBLICATIONOBJ_TABLE" || pubobjtype === undefined) return [];
    if (pubobjtype === "PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA")
      return [
        creationSchema(execution) ??
          execution.fail("3F000", "no schema has been selected for CURRENT_SCHEMA"),
      ];
    if (name.startsWith("pg_")) execution.fail("22023", `cannot add schema "${name}" to publication`);
    requireSchema(execution, name);
    return [name];
  });
  return [...new Set(found)];
}

function store(
  execution: Execution,
  name: string,
  tables: readonly PublishedTable[],
  publishing: Publishing,
  before: readonly RelationId[] = [],
): void {
  const key = otherKey("publication", name);
  for (const { table, filter, columns } of tables) {
    const used = [...(filter ?? []), ...(columns ?? [])];
    if (used.length > 0)
      addDependent(execution.edit, table.id, { object: key, columns: used, strength: "normal" });
  }
  const parts = tables.flatMap(({ table, filter, columns }): PublishedPart[] =>
    (filter ?? columns) === undefined
      ? []
      : [
          {
            relation: table.id,
            ...(filter === undefined ? {} : { filter }),
            ...(columns === undefined ? {} : { columns }),
          },
        ],
  );
  const relations = [...before, ...tables.map(({ table }) => table.id)];
  const known = otherNamed(execution, "publication", name)?.object;
  const openness = known?.assumed === true ? { assumed: true as const } : {};
  const all = withParts(publishing, [...(publishing.parts ?? []), ...parts]);
  enter(execution, { kind: "publication", name, relations, publishing: all, ...openness });
}

function enter(execution: Execution, publication: OtherObject): void {
  const key = otherKey("publication", publication.name);
  followPublication(execution, key, execution.edit.get("other", key), publication);
  execution.edit.put({ collection: "other", key, value: publication });
}
