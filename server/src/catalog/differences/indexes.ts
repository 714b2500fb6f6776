import { defaultOperatorClass } from "../builtins/operatorClasses.ts";
import { ServerVersion } from "../serverVersion.ts";
import type { Catalog } from "../catalog.ts";
import { displayName, isAssumed } from "../ids.ts";
import { isTable, isView, type Index, type IndexColumn } from "../relations.ts";
import { expressionFacts, fact, named, yesNo, type Described, type Fact } from "./described.ts";
import type { Words } from "./inWords.ts";
import { partKey, relationKey, schemaKey } from "./relationKeys.ts";
import { commonFacts } from "./tables.ts";

/** An index; one behind a constraint, or behind a partitioned one, is missing with that. */
export function describeIndex(catalog: Catalog, index: Index, words: Words, major: number): Described {
  return {
    key: relationKey(index),
    kind: index.unique ? "unique index" : "index",
    name: displayName(index),
    within: [schemaKey(index.schema), ...ownersOf(catalog, index)],
    facts: () => [
      ...commonFacts(index),
      fact("table", words.relation(index.table)),
      fact("method", index.method),
      fact(
        "columns",
        index.columns.map((column) => keyInWords(catalog, index, column, words, major)).join(", "),
      ),
      fact("included columns", named(index.including.map((number) => words.column(index.table, number)))),
      ...index.columns.flatMap(({ on }, position) =>
        typeof on === "number" ? [] : expressionFacts(`expression ${position + 1}`, on, words),
      ),
      ...expressionFacts("predicate", index.predicate, words),
      yesNo("unique", index.unique),
      yesNo("primary key", index.primary),
      yesNo("NULLS NOT DISTINCT", index.nullsNotDistinct),
      yesNo("valid", index.valid),
      fact("constraint", words.constraint(index.table, index.constraint)),
      ...parentFacts(index, words),
    ],
    ...(isAssumed(index.id) ? { assumed: true } : {}),
  };
}

function parentFacts(index: Index, words: Words): readonly Fact[] {
  return [
    fact("partition of", words.relation(index.parent)),
    { ...fact("partitions", named(index.children.map((id) => words.relation(id)))), internal: true },
  ];
}

function ownersOf(catalog: Catalog, index: Index): readonly string[] {
  const table = catalog.get("relation", index.table);
  const parent = index.parent === undefined ? undefined : catalog.get("relation", index.parent);
  const constraint = isTable(table) ? table.constraints.find(({ id }) => id === index.constraint) : undefined;
  return [
    ...(table === undefined ? [] : [relationKey(table)]),
    ...(parent === undefined ? [] : [relationKey(parent)]),
    ...(table === undefined || constraint === undefined
      ? []
      : [partKey("constraint", table, constraint.name)]),
  ];
}

/** `email text_pattern_ops DESC NULLS LAST`. */
function keyInWords(
  catalog: Catalog,
  index: Index,
  column: IndexColumn,
  words: Words,
  major: number,
): string {
  const { on, collation, descending, nullsFirst } = column;
  const usual = nullsFirst === descending;
  const operatorClass = classInWords(catalog, index, column, major);
  return [
    typeof on === "number" ? words.column(index.table, on) : "(…)",
    ...(collation === undefined || collation === collationOf(catalog, index, column)
      ? []
      : [`COLLATE ${collation}`]),
    ...(operatorClass === undefined ? [] : [operatorClass]),
    ...(descending ? ["DESC"] : []),
    ...(usual ? [] : [nullsFirst ? "NULLS FIRST" : "NULLS LAST"]),
  ].join(" ");
}

/** Classes that fit every array, every enum and so on, and are the default there. */
const general = ["array_ops", "enum_ops", "range_ops", "multirange_ops", "record_ops"];

/** A class that is written though it is the type's default goes without saying; the server does not tell it. */
function classInWords(
  catalog: Catalog,
  index: Index,
  column: IndexColumn,
  major: number,
): string | undefined {
  const name = column.operatorClass?.split(".").at(-1);
  if (name === undefined || general.includes(name)) return undefined;
  const type = typeof column.on === "number" ? columnOf(catalog, index, column.on)?.type : undefined;
  const builtin =
    type === undefined || type.array ? undefined : /^type:pg_catalog\.(.*)$/u.exec(type.id)?.[1];
  if (builtin === undefined) return name;
  const likeText = builtin === "varchar" ? "text" : builtin;
  return defaultOperatorClass(index.method, likeText, new ServerVersion(major)) === name ? undefined : name;
}

/** An index column that is collated as its column is says nothing. */
function collationOf(catalog: Catalog, index: Index, { on }: IndexColumn): string {
  return (typeof on === "number" ? columnOf(catalog, index, on)?.collation : undefined) ?? "default";
}

function columnOf(catalog: Catalog, index: Index, number: number) {
  const table = catalog.get("relation", index.table);
  return isTable(table) || isView(table)
    ? table.columns.find((column) => column.number === number)
    : undefined;
}
