import { displayName } from "../ids.ts";
import type { Column, NotNullConstraint, Relation } from "../relations.ts";
import { expressionFacts, fact, internal, yesNo, type Described, type Fact } from "./described.ts";
import type { Words } from "./inWords.ts";
import { partKey, relationKey } from "./relationKeys.ts";

type WithColumns = Relation & { readonly columns: readonly Column[] };

export function describeColumns(relation: WithColumns, words: Words): readonly Described[] {
  return relation.columns.map((column) => ({
    key: partKey("column", relation, column.name),
    kind: relation.kind === "composite-type" ? "attribute" : "column",
    name: `${displayName(relation)}.${column.name}`,
    within: [relationKey(relation)],
    facts: () => columnFacts(relation, column, words),
  }));
}

function columnFacts(relation: WithColumns, column: Column, words: Words): readonly Fact[] {
  const { identity, generated } = column;
  return [
    // The model cannot always tell the type of what a view's query yields.
    {
      name: "type",
      value: words.type(column.type),
      unknown: column.type.id === "type:pg_catalog.unknown",
    },
    fact("collation", column.collation ?? "default"),
    ...notNullFacts(relation, column),
    ...expressionFacts("default", column.default, words),
    fact("identity", identity === undefined ? "none" : identity.always ? "always" : "by default"),
    fact("generated", generated?.kind ?? "no"),
    ...(generated === undefined ? [] : expressionFacts("generated as", generated.expression, words)),
    ...attributeFacts(column),
    internal("number", column.number),
    internal("local", column.local),
    internal("inherited", column.inherited),
    internal("sequence", words.relation(identity?.sequence)),
  ];
}

function attributeFacts({ attributes = {} }: Column): readonly Fact[] {
  const { comment, statistics, storage, compression, options = {} } = attributes;
  const given = Object.entries(options).map(([name, value]) => `${name} = ${value}`);
  return [
    fact("comment", comment ?? "none"),
    fact("statistics target", statistics === undefined ? "the default" : String(statistics)),
    fact("storage", storage ?? "the type's own"),
    fact("compression", compression ?? "the default"),
    fact("options", given.length === 0 ? "none" : given.sort().join(", ")),
  ];
}

/** From 18 on a constraint tells more of it; it counts as the column's. */
function notNullFacts(relation: WithColumns, column: Column): readonly Fact[] {
  const constraint = notNullOf(relation, column);
  const state = !column.notNull ? "no" : constraint?.valid === false ? "not valid" : "yes";
  if (constraint === undefined) return [fact("NOT NULL", state)];
  return [
    fact("NOT NULL", state),
    fact("name of the NOT NULL constraint", constraint.name),
    yesNo("NOT NULL with NO INHERIT", constraint.noInherit),
    internal("NOT NULL constraint is local", constraint.local),
    internal("NOT NULL constraint is inherited", constraint.inherited),
    internal("NOT NULL constraint is enforced", constraint.enforced),
  ];
}

function notNullOf(relation: WithColumns, { number }: Column): NotNullConstraint | undefined {
  if (!("constraints" in relation)) return undefined;
  for (const constraint of relation.constraints)
    if (constraint.kind === "not-null" && constraint.column === number) return constraint;
  return undefined;
}
