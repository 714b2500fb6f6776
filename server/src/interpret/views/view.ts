import type { Node, ViewStmt } from "@pgsql/types";
import type { QualifiedName } from "../../catalog/ids.ts";
import type { Column, Relation, View } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import { formatType } from "../types/formatType.ts";
import { relationNamed, schemaForCreation } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import {
  addDependent,
  createRelation,
  newRelationId,
  removeDependent,
  replaceRelation,
} from "../objects/objects.ts";
import { QueryReading } from "../query/queryReading.ts";
import type { Reading } from "../query/reading.ts";
import { emptyScope, type QueryColumn } from "../query/scope.ts";
import { builtin } from "../types/lookup.ts";
import { usedNames } from "../expressions/dependencies.ts";
import { outputCollations } from "./outputCollations.ts";
import { takesRows, viewBase } from "./viewBase.ts";
import { viewOptions } from "./viewOptions.ts";
import { assumeRelation } from "../openWorld/relations.ts";
import { withoutRest } from "../openWorld/queries.ts";
import { isOpenWorld } from "../openWorld/world.ts";
import { unknownType } from "../../catalog/types.ts";
import { readSelect } from "../query/place.ts";

/** CREATE [OR REPLACE] VIEW: the tables are read-locked for parsing; a view that is replaced is locked for good. */
export function createView(execution: Execution, statement: ViewStmt): void {
  const range = statement.view ?? {};
  const query = statement.query ?? execution.giveUp("a view without a query");
  const reading = new QueryReading(execution, false, true);
  const isRecursiveOrValues = !("SelectStmt" in query);
  if (isRecursiveOrValues) execution.giveUp("a view that is no SELECT");
  const outputs = readSelect(reading, query.SelectStmt, emptyScope);
  const columns = viewColumns(execution, outputs, stringsOf(statement.aliases));
  const options = viewOptions(execution, statement);
  const shape = { columns, ...readOf(execution, reading, query), ...opennessOf(outputs) };
  if (options["check_option"] !== undefined && !takesRows(shape, viewBase(execution, shape)))
    execution.fail("0A000", "WITH CHECK OPTION is supported only on automatically updatable views");
  const schema = schemaForCreation(
    execution,
    isTemporary(execution, reading) ? { ...range, relpersistence: "t" } : range,
  );
  const name = range.relname ?? "";
  const existing = statement.replace === true ? replacedView(execution, { schema, name }) : undefined;
  if (existing !== undefined) {
    replace(execution, existing, { ...shape, options });
    return;
  }
  const view: View = {
    kind: "view",
    id: newRelationId(execution.edit, { schema, name }),
    schema,
    name,
    persistence: schema === "pg_temp" ? "temporary" : "permanent",
    options,
    ...shape,
    indexes: [],
    populated: true,
    rules: [],
    triggers: [],
  };
  createRelation(execution, view);
  noteReads(execution, view);
}

/** What CREATE OR REPLACE finds under the view's name. */
function replacedView(execution: Execution, name: QualifiedName): Relation | undefined {
  return relationNamed(execution, name) ?? assumeRelation(execution, name, ["view"]);
}

/** A view over temporary tables is temporary. */
function isTemporary({ edit }: Execution, reading: Reading): boolean {
  return [...reading.relations.keys()].some((id) => edit.get("relation", id)?.persistence === "temporary");
}

/** The columns of a view from what its query yields. */
export function viewColumns(
  execution: Execution,
  outputs: readonly QueryColumn[],
  aliases: readonly string[],
): readonly Column[] {
  const { columns: known, open } = withoutRest(outputs);
  if (aliases.length > known.length && !open)
    execution.fail("42601", "CREATE VIEW specifies more column names than columns");
  const more = aliases.slice(known.length).map((name): QueryColumn => ({ name, type: undefined }));
  const columns = [...known, ...more].map(({ name, type, collation }, position) => ({
    number: position + 1,
    name: aliases[position] ?? name,
    type: type ?? (isOpenWorld(execution) ? unknownType : builtin("unknown")),
    ...(collation === undefined ? {} : { collation }),
    notNull: false,
    local: true,
    inherited: 0,
  }));
  const names = new Set<string>();
  for (const { name } of columns) {
    if (names.has(name)) execution.fail("42701", `column "${name}" specified more than once`);
    names.add(name);
  }
  return columns;
}

/** What is made from a query has columns that are not known where the query has. */
export function opennessOf(outputs: readonly QueryColumn[]): { readonly open?: true } {
  return withoutRest(outputs).open ? { open: true } : {};
}

/** What a view keeps of its query. */
export function readOf(
  execution: Execution,
  reading: Reading,
  query: Node,
): Pick<View, "query" | "reads" | "opaque" | "uses"> {
  return {
    query,
    reads: [...reading.relations].map(([relation, columns]) => ({
      relation,
      columns: [...columns].sort((a, b) => a - b),
    })),
    opaque: reading.opaque,
    uses: [...usedNames(execution, query), ...(reading.usedTypes ?? []), ...reading.keys],
  };
}

/** A view depends on what it reads, so that nothing of it goes without CASCADE. */
export function noteReads({ edit }: Execution, view: View): void {
  for (const { relation, columns } of view.reads)
    addDependent(edit, relation, { object: view.id, columns, strength: "normal" });
}

function replace(
  execution: Execution,
  existing: Relation,
  shape: Pick<View, "columns" | "query" | "reads" | "uses" | "options">,
): void {
  execution.lock(existing, "ACCESS EXCLUSIVE");
  if (existing.kind !== "view") return execution.fail("42809", `"${existing.name}" is not a view`);
  refuseIncompatible(execution, existing, shape.columns);
  refuseOtherCollation(execution, existing, shape);
  for (const { relation } of existing.reads) removeDependent(execution.edit, relation, existing.id);
  const columns = shape.columns.map((column, position) => {
    const { attributes } = existing.columns[position] ?? {};
    return attributes === undefined ? column : { ...column, attributes };
  });
  const changed: View = { ...existing, ...shape, columns };
  replaceRelation(execution.edit, changed);
  noteReads(execution, changed);
}

/** Only columns at the end may be added (checkViewColumns, view.c). */
function refuseIncompatible(
  execution: Execution,
  existing: { readonly columns: readonly Column[] },
  columns: readonly Column[],
): void {
  if (columns.length < existing.columns.length) execution.fail("42P16", "cannot drop columns from view");
  existing.columns.forEach((old, position) => {
    const now = columns[position];
    if (now === undefined) return;
    if (old.name !== now.name)
      execution.fail("42P16", `cannot change name of view column "${old.name}" to "${now.name}"`);
    if (isKnown(old) && isKnown(now) && !sameType(old, now))
      execution.fail(
        "42P16",
        `cannot change data type of view column "${old.name}" from ${formatType(execution, old.type)} to ${formatType(execution, now.type)}`,
      );
  });
}

/** From 15 on the collations must stay too. */
function refuseOtherCollation(
  execution: Execution,
  existing: View,
  read: Pick<View, "query" | "reads">,
): void {
  if (!execution.server.isSince(15)) return;
  const now = outputCollations(execution, read);
  outputCollations(execution, existing).forEach((old, position) => {
    const to = now[position];
    if (old !== undefined && to !== undefined && old !== to)
      execution.fail(
        "42P16",
        `cannot change collation of view column "${existing.columns[position]?.name ?? ""}" from "${old}" to "${to}"`,
      );
  });
}

function isKnown({ type }: Column): boolean {
  return type.id !== builtin("unknown").id;
}

function sameType({ type: one }: Column, { type: other }: Column): boolean {
  return (
    one.id === other.id && one.array === other.array && String(one.modifiers) === String(other.modifiers)
  );
}
