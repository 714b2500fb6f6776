import { ownSchemas } from "../ownSchemas.ts";

/** A row of pg_rewrite: a rule, or what makes a view a view (`_RETURN`). */
export interface RuleRow {
  readonly oid: number;
  readonly relation: number;
  readonly name: string;
  readonly enabled: boolean;
  readonly instead: boolean;
  /** pg_rewrite.ev_type: 1 SELECT, 2 UPDATE, 3 INSERT, 4 DELETE. */
  readonly event: string;
  /** The whole CREATE RULE, but for views. */
  readonly definition: string | null;
}

export const ruleQuery = `
SELECT r.oid, r.ev_class AS relation, r.rulename::text AS name, r.ev_enabled <> 'D' AS enabled,
       r.is_instead AS instead, r.ev_type::text AS event,
       CASE WHEN r.ev_type <> '1' THEN pg_get_ruledef(r.oid) END AS definition
  FROM pg_rewrite r
  JOIN pg_class c ON c.oid = r.ev_class
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE ${ownSchemas}
 ORDER BY r.oid`;
