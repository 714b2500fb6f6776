import { ownSchemas } from "../ownSchemas.ts";

/** A row of pg_trigger. */
export interface TriggerRow {
  readonly oid: number;
  readonly relation: number;
  readonly name: string;
  readonly function: number;
  /** The bits of pg_trigger.tgtype. */
  readonly type: number;
  readonly columns: readonly number[];
  readonly enabled: string;
  readonly constraint: boolean;
  readonly copied: boolean;
  /** Names of the transition tables. */
  readonly transition_tables: readonly string[];
  readonly deferred: boolean;
  /** The whole CREATE TRIGGER where it has a WHEN, since the expression alone cannot be had, or arguments. */
  readonly definition: string | null;
}

/** Triggers of foreign keys and of deferrable keys are the server's own; so are, up to 14, a partition's copies. */
export const triggerQuery = `
SELECT t.oid, t.tgrelid AS relation, t.tgname::text AS name, t.tgfoid AS function, t.tgtype AS type,
       t.tgattr::int2[] AS columns, t.tgenabled::text AS enabled, t.tgconstraint <> 0 AS "constraint",
       t.tgparentid <> 0 AS copied, t.tginitdeferred AS deferred,
       array_remove(ARRAY[t.tgoldtable::text, t.tgnewtable::text], NULL) AS transition_tables,
       CASE WHEN t.tgqual IS NOT NULL OR t.tgnargs > 0 THEN pg_get_triggerdef(t.oid) END AS definition
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_constraint k ON k.oid = t.tgconstraint
 WHERE ${ownSchemas} AND (NOT t.tgisinternal OR t.tgparentid <> 0) AND coalesce(k.contype, 't') = 't'
 ORDER BY t.oid`;
