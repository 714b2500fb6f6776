import { displayName, isAssumed } from "../ids.ts";
import type { Catalog } from "../catalog.ts";
import { isTable, type CompositeRelation, type Sequence, type View } from "../relations.ts";
import { describeColumns } from "./columns.ts";
import { fact, internal, named, type Described } from "./described.ts";
import type { Words } from "./inWords.ts";
import { describeRules, describeTriggers } from "./parts.ts";
import { partKey, relationKey, schemaKey } from "./relationKeys.ts";
import { commonFacts } from "./tables.ts";

/** A view: its columns, and what its query reads. */
export function describeView(view: View, words: Words): readonly Described[] {
  const reads = view.reads.map(({ relation, columns }) => {
    const names = columns.map((number) => words.column(relation, number));
    return `${words.relation(relation)} (${named(names)})`;
  });
  const own: Described = {
    key: relationKey(view),
    kind: view.kind === "view" ? "view" : "materialized view",
    name: displayName(view),
    within: [schemaKey(view.schema)],
    facts: () => [
      ...commonFacts(view),
      { ...fact("reads", named(reads)), unknown: view.opaque },
      internal("populated", view.populated),
      internal("indexes", named(view.indexes.map((id) => words.relation(id)))),
    ],
    ...(isAssumed(view.id) ? { assumed: true } : {}),
  };
  return [
    own,
    ...describeColumns(view, words),
    ...describeTriggers(view, words),
    ...describeRules(view, words),
  ];
}

/** A sequence; one that goes with a column is missing with it. */
export function describeSequence(catalog: Catalog, sequence: Sequence, words: Words): Described {
  const { ownedBy } = sequence;
  const table = ownedBy === undefined ? undefined : catalog.get("relation", ownedBy.table);
  const column =
    ownedBy !== undefined && isTable(table)
      ? table.columns.find(({ number }) => number === ownedBy.column)
      : undefined;
  return {
    key: relationKey(sequence),
    kind: "sequence",
    name: displayName(sequence),
    within: [
      schemaKey(sequence.schema),
      ...(table === undefined ? [] : [relationKey(table)]),
      ...(table === undefined || column === undefined ? [] : [partKey("column", table, column.name)]),
    ],
    facts: () => [
      ...commonFacts(sequence),
      fact("type", words.type(sequence.type)),
      fact(
        "owned by",
        table === undefined || column === undefined ? "none" : `${displayName(table)}.${column.name}`,
      ),
      internal("identity", ownedBy?.identity === true),
    ],
    ...(isAssumed(sequence.id) ? { assumed: true } : {}),
  };
}

export function describeComposite(composite: CompositeRelation, words: Words): readonly Described[] {
  const own: Described = {
    key: relationKey(composite),
    kind: "composite type",
    name: displayName(composite),
    within: [schemaKey(composite.schema)],
    facts: () => [...commonFacts(composite), internal("next column", composite.nextColumn)],
  };
  return [own, ...describeColumns(composite, words)];
}
