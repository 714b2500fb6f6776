import type { Rule } from "../../catalog/relations.ts";
import type { Live } from "./live.ts";
import { ownSchemas } from "./ownSchemas.ts";

/** A row of pg_rewrite: a rule, or what makes a view a view (`_RETURN`). */
export interface RuleRow {
  readonly oid: number;
  readonly relation: number;
  readonly name: string;
  readonly enabled: boolean;
  readonly instead: boolean;
}

export const ruleQuery = `
SELECT r.oid, r.ev_class AS relation, r.rulename::text AS name, r.ev_enabled <> 'D' AS enabled,
       r.is_instead AS instead
  FROM pg_rewrite r
  JOIN pg_class c ON c.oid = r.ev_class
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE ${ownSchemas}
 ORDER BY r.oid`;

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
      return {
        id: live.names.rule(row),
        name: row.name,
        enabled: row.enabled,
        instead: row.instead,
        uses: others.map((read) => live.names.relation(read)),
        columns: reads.get(relation) ?? [],
      };
    });
}
