import type { Rule } from "../../catalog/relations.ts";
import { itemsOf } from "../../interpret/nodes.ts";
import type { Live } from "./live.ts";
import type { RuleRow } from "./rows/rules.ts";

/** The rule by which a view gives its rows. */
export const viewRule = "_RETURN";

/** The rules of one relation that somebody made, oldest first. */
export function liveRules(live: Live, relation: number): readonly Rule[] {
  return live
    .rulesOf(relation)
    .filter(({ name }) => name !== viewRule)
    .map((row) => {
      const reads = live.dependencies.reads("pg_rewrite", row.oid);
      const others = [...reads.keys()].filter((read) => read !== relation);
      const objects = live.dependencies.uses("pg_rewrite", row.oid);
      return {
        id: live.names.rule(row),
        name: row.name,
        enabled: row.enabled,
        instead: row.instead,
        ...eventOf(row),
        ...partsOf(live, row),
        uses: others.map((read) => live.names.relation(read)),
        columns: reads.get(relation) ?? [],
        ...(objects.length === 0 ? {} : { objects }),
      };
    });
}

const events: Readonly<Record<string, NonNullable<Rule["event"]>>> = {
  "1": "select",
  "2": "update",
  "3": "insert",
  "4": "delete",
};

function eventOf({ event }: RuleRow): Pick<Rule, "event"> {
  const known = events[event];
  return known === undefined ? {} : { event: known };
}

function partsOf(live: Live, { definition }: RuleRow): Pick<Rule, "condition" | "actions"> {
  const node = definition === null ? undefined : live.statement(definition)?.node;
  if (node === undefined || !("RuleStmt" in node)) return {};
  const { whereClause, actions } = node.RuleStmt;
  const steps = (actions ?? []).flatMap(itemsOf);
  return {
    ...(whereClause === undefined ? {} : { condition: whereClause }),
    ...(steps.length === 0 ? {} : { actions: steps }),
  };
}
