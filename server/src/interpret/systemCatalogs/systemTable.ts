import { nameKey } from "../../catalog/ids.ts";
import { isRunTimeName } from "../../catalog/runTimeNames.ts";
import { isTable, isView, type Relation, type Table, type View } from "../../catalog/relations.ts";
import type { Execution } from "../execution.ts";
import type { Row } from "../values/value.ts";

/** The texts that a column must be one of, by the column's name. */
export type Hints = ReadonlyMap<string, readonly string[]>;

/** A table or view of pg_catalog or information_schema, with the columns that the model can fill. */
export interface SystemTable {
  /** Those of the information schema with their schema. */
  readonly name: string;
  /** Columns that hold names of relations or types: of those that the history has made, it knows everything. */
  readonly names: readonly string[];
  /** False where the server has rows of which the model knows nothing. */
  readonly complete?: boolean;
  rows(execution: Execution, hints: Hints): Iterable<Row>;
}

/** The relations whose name the condition allows; `name` and `schema` are the columns that hold them. */
export function relationsFor(
  execution: Execution,
  hints: Hints,
  name: string,
  schema?: string,
): readonly Relation[] {
  const { edit } = execution;
  const names = hints.get(name);
  // What is only described stands for relations of which no name is known.
  if (names === undefined)
    return [...edit.all("relation")].flatMap(([, relation]) => (hasName(relation) ? relation : []));
  const schemas =
    (schema === undefined ? undefined : hints.get(schema)) ?? [...edit.all("schema")].map(([each]) => each);
  return schemas.flatMap((each) =>
    names.flatMap((one) => {
      const id = edit.get("relationName", nameKey({ schema: each, name: one }));
      return id === undefined ? [] : (edit.get("relation", id) ?? []);
    }),
  );
}

function hasName({ schema, name }: Relation): boolean {
  return schema !== "" && !isRunTimeName(name);
}

export function tablesFor(
  execution: Execution,
  hints: Hints,
  name: string,
  schema?: string,
): readonly Table[] {
  return relationsFor(execution, hints, name, schema).filter((relation) => isTable(relation));
}

export function viewsFor(execution: Execution, hints: Hints, name: string, schema?: string): readonly View[] {
  return relationsFor(execution, hints, name, schema).filter((relation) => isView(relation));
}
