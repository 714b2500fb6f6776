import { Catalog } from "../../catalog/catalog.ts";
import { type Change } from "../../catalog/collections.ts";
import { type OtherObject } from "../../catalog/collections.ts";
import { CatalogEdit } from "../../catalog/edit.ts";
import type { Routine } from "../../catalog/functions.ts";
import { nameKey, type RelationId } from "../../catalog/ids.ts";
import { ofEverySession } from "../../catalog/settings.ts";
import { isTable, type Relation, type Table } from "../../catalog/relations.ts";
import { Execution } from "../../interpret/execution.ts";
import { bodies } from "../../interpret/interpreters.ts";
import { inlinedVolatility, sqlStatements } from "../../interpret/functions/sqlBody.ts";
import { otherKey } from "../../interpret/objects/otherObjects.ts";
import type { Major } from "../../interpret/target.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { liveDependents } from "./dependents.ts";
import { groupedBy } from "./groupedBy.ts";
import { Live } from "./live.ts";
import { liveRoutine } from "./routines.ts";
import type { LiveRows } from "./rows.ts";
import { liveRelations } from "./tables.ts";
import { liveTypes } from "./types.ts";

/** The catalog that rows of pg_catalog stand for, in the form in which the interpreter goes on from it. */
export function buildCatalog(
  rows: LiveRows,
  settings: ReadonlyMap<string, string>,
  major: Major,
  grammar: Grammar,
): Catalog {
  const live = new Live(rows, grammar);
  const relations = withReferences(liveRelations(live));
  const types = liveTypes(live);
  const routines = rows.routines.map((row) => liveRoutine(live, row));
  const catalog = Catalog.empty.apply([
    ...schemaChanges(rows),
    ...relations.flatMap(relationChanges),
    ...types.flatMap((type): readonly Change[] => [
      { collection: "typeName", key: nameKey(type), value: type.id },
      { collection: "type", key: type.id, value: type },
    ]),
    ...routineChanges(routines),
    ...otherChanges(live),
    ...[...liveDependents(live, relations, types, routines)].map(([key, value]): Change => ({
      collection: "dependents",
      key,
      value,
    })),
    ...[...settings].map(([name, value]): Change => ({
      collection: "setting",
      key: ofEverySession(name),
      value,
    })),
    ...[...relations.flatMap(idsIn), ...types.map(({ id }) => id), ...routines.map(({ id }) => id)].map(
      (key): Change => ({ collection: "generation", key, value: 1 }),
    ),
  ]);
  return withInlining(catalog, live, routines, major);
}

/** A database need not have the schema `public`. */
function schemaChanges(rows: LiveRows): readonly Change[] {
  const there = rows.schemas.map(({ name }): Change => ({
    collection: "schema",
    key: name,
    value: { name },
  }));
  const hasPublic = rows.schemas.some(({ name }) => name === "public");
  return hasPublic ? there : [...there, { collection: "schema", key: "public", value: undefined }];
}

function relationChanges(relation: Relation): readonly Change[] {
  return [
    { collection: "relationName", key: nameKey(relation), value: relation.id },
    { collection: "relation", key: relation.id, value: relation },
  ];
}

/** Ids were given out for a relation and all that has none of its own place. */
function idsIn(relation: Relation): readonly string[] {
  if (!isTable(relation)) return [relation.id];
  const { constraints, triggers, policies, rules } = relation;
  return [relation.id, ...[...constraints, ...triggers, ...policies, ...rules].map(({ id }) => id)];
}

function routineChanges(routines: readonly Routine[]): readonly Change[] {
  const byName = groupedBy(routines, nameKey);
  return [
    ...routines.map((value): Change => ({ collection: "function", key: value.id, value })),
    ...[...byName].map(([key, overloads]): Change => ({
      collection: "functionName",
      key,
      value: overloads.map(({ id }) => id),
    })),
  ];
}

/** A publication has a row for each of its tables. */
function otherChanges(live: Live): readonly Change[] {
  const foreign = live.rows.foreign.map(({ kind, name, on_kind, on_name }): Change => {
    const uses = on_kind === null || on_name === null ? {} : { uses: [otherKey(on_kind, on_name)] };
    const value: OtherObject = { kind, name, relations: [], ...uses };
    return { collection: "other", key: otherKey(kind, name), value };
  });
  const byKey = groupedBy(live.rows.others, ({ kind, name }) => otherKey(kind, name));
  const others = [...byKey].flatMap(([key, rows]): readonly Change[] => {
    const [first] = rows;
    if (first === undefined) return [];
    const relations = rows.flatMap(({ relation }) =>
      relation === null ? [] : [live.names.relation(relation)],
    );
    const value: OtherObject = { kind: first.kind, name: first.name, relations };
    return [{ collection: "other", key, value }];
  });
  return [...others, ...foreign];
}

/** Enters in each table the foreign keys that refer to it. */
function withReferences(relations: readonly Relation[]): readonly Relation[] {
  const found = new Map<RelationId, Table["referencedBy"][number][]>();
  for (const relation of relations) {
    if (!isTable(relation)) continue;
    for (const constraint of relation.constraints) {
      if (constraint.kind !== "foreign-key") continue;
      const list = found.get(constraint.references) ?? [];
      list.push({ table: relation.id, constraint: constraint.id });
      found.set(constraint.references, list);
    }
  }
  return relations.map((relation) => {
    const referencedBy = found.get(relation.id);
    return isTable(relation) && referencedBy !== undefined ? { ...relation, referencedBy } : relation;
  });
}

/** What a call of a simple SQL function is once its body stands in its place; oldest first, as they were made. */
function withInlining(catalog: Catalog, live: Live, routines: readonly Routine[], major: Major): Catalog {
  const edit = new CatalogEdit(catalog);
  live.rows.routines.forEach(({ definition, settings }, position) => {
    const routine = routines[position];
    if (routine === undefined || definition === null || settings) return;
    const body = live.statement(definition)?.body;
    const execution = new Execution(edit, { major, inTransaction: false, timeZone: "UTC" }, body, bodies);
    const inlined = inlinedVolatility(execution, routine, sqlStatements(execution, routine));
    if (inlined === undefined) return;
    edit.put({ collection: "function", key: routine.id, value: { ...routine, inlined } });
  });
  return edit.catalog;
}
