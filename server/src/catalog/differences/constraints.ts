import type { Catalog } from "../catalog.ts";
import { displayName, isAssumedConstraint } from "../ids.ts";
import { isTable, type Constraint, type ForeignKeyConstraint, type Table } from "../relations.ts";
import { expressionFacts, fact, internal, named, yesNo, type Described, type Fact } from "./described.ts";
import type { Words } from "./inWords.ts";
import { partKey, relationKey } from "./relationKeys.ts";

/** All constraints but NOT NULL, which is told with its column. */
export function describeConstraints(catalog: Catalog, table: Table, words: Words): readonly Described[] {
  return table.constraints
    .filter(({ kind }) => kind !== "not-null")
    .map((constraint) => ({
      key: partKey("constraint", table, constraint.name),
      kind: kinds[constraint.kind],
      name: `${displayName(table)}.${constraint.name}`,
      within: [relationKey(table), ...handedDownBy(catalog, table, constraint)],
      ...(isAssumedConstraint(constraint.id) ? { assumed: true } : {}),
      facts: () => [...constraintFacts(table, constraint, words), ...internals(constraint)],
    }));
}

const kinds: Readonly<Record<Constraint["kind"], string>> = {
  check: "check constraint",
  "not-null": "NOT NULL constraint",
  "primary-key": "primary key",
  unique: "unique constraint",
  exclusion: "exclusion constraint",
  "foreign-key": "foreign key",
};

/** The same constraint of a parent; where that is missing, its children's are too. */
function handedDownBy(catalog: Catalog, table: Table, { name, inherited }: Constraint): readonly string[] {
  if (inherited === 0) return [];
  return table.parents.flatMap((id) => {
    const parent = catalog.get("relation", id);
    const isThere = isTable(parent) && parent.constraints.some((constraint) => constraint.name === name);
    return isThere ? [partKey("constraint", parent, name)] : [];
  });
}

function constraintFacts(table: Table, constraint: Constraint, words: Words): readonly Fact[] {
  const { kind, valid, enforced, deferrable, initiallyDeferred, noInherit } = constraint;
  const common = [
    fact("kind", kinds[kind]),
    yesNo("valid", valid),
    yesNo("enforced", enforced),
    fact("deferrable", initiallyDeferred ? "initially deferred" : deferrable ? "yes" : "no"),
  ];
  switch (constraint.kind) {
    case "check":
      return [
        ...common,
        yesNo("NO INHERIT", noInherit),
        ...expressionFacts("condition", constraint.expression, words),
      ];
    case "foreign-key":
      return [
        ...common,
        fact("columns", words.columns(table.id, constraint.columns)),
        fact(
          "references",
          `${words.relation(constraint.references)} (${words.columns(constraint.references, constraint.referencedColumns)})`,
        ),
        fact("ON UPDATE", constraint.onUpdate),
        fact("ON DELETE", constraint.onDelete),
        fact("columns that ON DELETE sets", setColumns(table, constraint, words)),
        fact("MATCH", constraint.matchFull === true ? "FULL" : "SIMPLE"),
        internal("referenced index", words.relation(constraint.index)),
      ];
    case "not-null":
      return common;
    default:
      return [
        ...common,
        fact("columns", words.columns(table.id, constraint.columns)),
        internal("index", words.relation(constraint.index)),
      ];
  }
}

function setColumns(table: Table, { deleteSets }: ForeignKeyConstraint, words: Words): string {
  return deleteSets === undefined ? "all" : named([words.columns(table.id, [...deleteSets].sort(ascending))]);
}

function ascending(one: number, other: number): number {
  return one - other;
}

function internals({ local, inherited, noInherit, kind }: Constraint): readonly Fact[] {
  return [
    internal("local", local),
    internal("inherited", inherited),
    ...(kind === "check" ? [] : [internal("no inherit", noInherit)]),
  ];
}
