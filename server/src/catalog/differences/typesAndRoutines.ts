import type { Routine } from "../functions.ts";
import { displayName, isAssumedType, nameKey } from "../ids.ts";
import type { DomainType, Type } from "../types.ts";
import { expressionFacts, fact, internal, named, yesNo, type Described, type Fact } from "./described.ts";
import type { Words } from "./inWords.ts";
import { schemaKey } from "./relationKeys.ts";

/** A type with a name of its own; a composite one is told as the relation that it is. */
export function describeType(type: Type, words: Words): readonly Described[] {
  if (type.kind === "composite") return [];
  const own: Described = {
    key: `type ${nameKey(type)}`,
    kind: kinds[type.kind],
    name: displayName(type),
    within: [schemaKey(type.schema)],
    facts: () => [fact("kind", kinds[type.kind]), ...typeFacts(type, words)],
    ...(isAssumedType(type.id) ? { assumed: true } : {}),
  };
  return type.kind === "domain" ? [own, ...domainChecks(type, words, own.key)] : [own];
}

const kinds: Readonly<Record<Exclude<Type["kind"], "composite">, string>> = {
  base: "base type",
  enum: "enum",
  domain: "domain",
  range: "range type",
  multirange: "multirange type",
  shell: "shell type",
};

function typeFacts(type: Type, words: Words): readonly Fact[] {
  switch (type.kind) {
    case "enum":
      return [fact("values", type.values.join(", "))];
    case "domain":
      return [
        fact("base type", words.type(type.base)),
        ...expressionFacts("default", type.default, words),
        yesNo(
          "NOT NULL",
          type.constraints.some(({ kind }) => kind === "not-null"),
        ),
      ];
    case "range":
    case "multirange":
      return [fact("subtype", words.type(type.subtype))];
    default:
      return [];
  }
}

function domainChecks(domain: DomainType, words: Words, key: string): readonly Described[] {
  return domain.constraints
    .filter(({ kind }) => kind === "check")
    .map(({ name, valid, expression }) => ({
      key: `domain constraint ${nameKey(domain)}\u0000${name}`,
      kind: "domain constraint",
      name: `${displayName(domain)}.${name}`,
      within: [key],
      facts: () => [yesNo("valid", valid), ...expressionFacts("condition", expression, words)],
    }));
}

/** A function, told from its overloads by its parameters' types. */
export function describeRoutine(routine: Routine, words: Words): Described {
  const name = words.routine(routine.id);
  const compiled = routine.language === "c" || routine.language === "internal";
  return {
    key: `function ${name}`,
    kind: routine.kind === "window" ? "window function" : routine.kind,
    name,
    within: [schemaKey(routine.schema)],
    facts: () => [
      fact("kind", routine.kind),
      fact("language", routine.language),
      fact("volatility", routine.volatility),
      fact("result", resultOf(routine, words)),
      fact("parameter names", routine.argumentNames.join(", ")),
      fact("parameters with a default", String(routine.defaults ?? 0)),
      ...(compiled || routine.body === undefined ? [] : [fact("body", routine.body)]),
      fact("settings", named(Object.entries(routine.settings ?? {}).map((each) => each.join(" = ")))),
      internal("body in SQL-standard form", routine.atomic !== undefined),
      internal("reads", named((routine.reads ?? []).map((id) => words.relation(id)))),
      internal("inlined", routine.inlined ?? "no"),
      internal(
        "output columns",
        named((routine.columns ?? []).map((column) => `${column.name} ${words.type(column.type)}`)),
      ),
    ],
  };
}

/** A row of several outputs is written as `record`, or not at all. */
function resultOf({ returns, returnsTrigger, returnsSet }: Routine, words: Words): string {
  const isRow = returns === undefined || returns.id === "type:pg_catalog.record";
  const type = returnsTrigger ? "trigger" : isRow ? "none or a row" : words.type(returns);
  return returnsSet ? `set of ${type}` : type;
}
