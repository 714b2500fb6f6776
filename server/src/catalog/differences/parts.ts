import { displayName } from "../ids.ts";
import type { Table, View } from "../relations.ts";
import { expressionFacts, fact, internal, named, yesNo, type Described } from "./described.ts";
import type { Words } from "./inWords.ts";
import { partKey, relationKey } from "./relationKeys.ts";

/** A partition's copy of a trigger goes with the original, but may be disabled by itself. */
export function describeTriggers(relation: Table | View, words: Words): readonly Described[] {
  return relation.triggers.map((trigger) => ({
    key: partKey("trigger", relation, trigger.name),
    kind: "trigger",
    name: `${displayName(relation)}.${trigger.name}`,
    within: [relationKey(relation)],
    facts: () => [
      fact("state", trigger.enabled),
      fact("fires", `${trigger.timing} ${trigger.events.join(" or ")}`),
      fact("for each", trigger.forEachRow ? "row" : "statement"),
      fact("function", words.routine(trigger.function)),
      fact("columns", named(trigger.columns.map((number) => words.column(relation.id, number)))),
      yesNo("constraint trigger", trigger.constraint),
      ...expressionFacts("condition", trigger.when, words),
      internal("copied", trigger.copied === true),
    ],
  }));
}

export function describePolicies(table: Table, words: Words): readonly Described[] {
  return table.policies.map((policy) => ({
    key: partKey("policy", table, policy.name),
    kind: "policy",
    name: `${displayName(table)}.${policy.name}`,
    within: [relationKey(table)],
    facts: () => [
      yesNo("restrictive", policy.restrictive === true),
      fact("for", policy.command ?? "all"),
      fact("to", [...(policy.roles ?? ["public"])].sort().join(", ")),
      ...expressionFacts("USING", policy.using, words),
      ...expressionFacts("WITH CHECK", policy.check, words),
    ],
  }));
}

export function describeRules(relation: Table | View, words: Words): readonly Described[] {
  return relation.rules.map((rule) => ({
    key: partKey("rule", relation, rule.name),
    kind: "rule",
    name: `${displayName(relation)}.${rule.name}`,
    within: [relationKey(relation)],
    facts: () => [
      yesNo("enabled", rule.enabled),
      yesNo("instead", rule.instead),
      fact("uses", named(rule.uses.map((id) => words.relation(id)))),
      internal("columns", named(rule.columns.map((number) => words.column(relation.id, number)))),
    ],
  }));
}
