import type { Expression } from "../../catalog/expression.ts";
import {
  isIndex,
  isTable,
  type Column,
  type Index,
  type Relation,
  type Table,
} from "../../catalog/relations.ts";

/** What becomes of one expression; the same object where nothing does. */
export type Follow = (expression: Expression) => Expression;

/** A relation with each expression that it keeps changed: defaults, CHECKs, WHEN, policies, keys, predicates. */
export function mapExpressions(relation: Relation, follow: Follow): Relation {
  if (isTable(relation)) return mapTable(relation, follow);
  return isIndex(relation) ? mapIndex(relation, follow) : relation;
}

export function mapTable(table: Table, follow: Follow): Table {
  const { partitionKey } = table;
  return {
    ...table,
    columns: table.columns.map((column) => mapColumn(column, follow)),
    constraints: table.constraints.map((each) =>
      each.kind === "check" ? { ...each, expression: follow(each.expression) } : each,
    ),
    triggers: table.triggers.map((each) => mapPart(each, "when", follow)),
    policies: table.policies.map((each) => mapPart(mapPart(each, "using", follow), "check", follow)),
    ...(partitionKey === undefined
      ? {}
      : {
          partitionKey: {
            ...partitionKey,
            parts: partitionKey.parts.map((part) => (typeof part === "number" ? part : follow(part))),
          },
        }),
  };
}

function mapColumn(column: Column, follow: Follow): Column {
  const { generated } = column;
  const mapped = mapPart(column, "default", follow);
  return generated === undefined
    ? mapped
    : { ...mapped, generated: { ...generated, expression: follow(generated.expression) } };
}

function mapIndex(index: Index, follow: Follow): Index {
  const columns = index.columns.map((each) =>
    typeof each.on === "number" ? each : { ...each, on: follow(each.on) },
  );
  return mapPart({ ...index, columns }, "predicate", follow);
}

function mapPart<K extends string, T extends { readonly [P in K]?: Expression }>(
  object: T,
  key: K,
  follow: Follow,
): T {
  const expression = object[key];
  return expression === undefined ? object : { ...object, [key]: follow(expression) };
}
