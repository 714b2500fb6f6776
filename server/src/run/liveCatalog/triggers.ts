import type { Trigger } from "../../catalog/relations.ts";
import type { Live } from "./live.ts";
import { ownSchemas } from "./ownSchemas.ts";

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
  /** The whole CREATE TRIGGER where it has a WHEN: the expression alone cannot be had. */
  readonly definition: string | null;
}

/** Triggers of foreign keys and of deferrable keys are the server's own; so are, up to 14, a partition's copies. */
export const triggerQuery = `
SELECT t.oid, t.tgrelid AS relation, t.tgname::text AS name, t.tgfoid AS function, t.tgtype AS type,
       t.tgattr::int2[] AS columns, t.tgenabled::text AS enabled, t.tgconstraint <> 0 AS "constraint",
       t.tgparentid <> 0 AS copied, CASE WHEN t.tgqual IS NOT NULL THEN pg_get_triggerdef(t.oid) END AS definition
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_constraint k ON k.oid = t.tgconstraint
 WHERE ${ownSchemas} AND (NOT t.tgisinternal OR t.tgparentid <> 0) AND coalesce(k.contype, 't') = 't'
 ORDER BY t.oid`;

/** The triggers of one relation, oldest first. */
export function liveTriggers(live: Live, relation: number): readonly Trigger[] {
  return live.triggersOf(relation).map((row) => liveTrigger(live, row));
}

function liveTrigger(live: Live, row: TriggerRow): Trigger {
  const when = whenOf(live, row);
  return {
    id: live.names.trigger(row),
    name: row.name,
    function: live.names.ownRoutine(row.function),
    columns: [...new Set([...row.columns, ...(when?.columns ?? [])])],
    ...(when === undefined ? {} : { when }),
    timing: (row.type & 2) !== 0 ? "before" : (row.type & 64) !== 0 ? "instead-of" : "after",
    events: events.filter(([, bit]) => (row.type & bit) !== 0).map(([event]) => event),
    forEachRow: (row.type & 1) !== 0,
    enabled: states[row.enabled] ?? "origin",
    constraint: row.constraint,
    ...(row.copied ? { copied: true } : {}),
  };
}

const events = [
  ["insert", 4],
  ["update", 16],
  ["delete", 8],
  ["truncate", 32],
] as const;

const states: Readonly<Record<string, Trigger["enabled"]>> = {
  O: "origin",
  D: "disabled",
  R: "replica",
  A: "always",
};

function whenOf(live: Live, row: TriggerRow): Trigger["when"] {
  const node = row.definition === null ? undefined : live.statement(row.definition)?.node;
  const clause = node !== undefined && "CreateTrigStmt" in node ? node.CreateTrigStmt.whenClause : undefined;
  if (clause === undefined) return undefined;
  const called = live.names.ownRoutine(row.function);
  const uses = live.dependencies.uses("pg_trigger", row.oid).filter((id) => id !== called);
  const columns = live.columnsIn(clause, live.columnsOf(row.relation));
  return { node: clause, columns, ...(uses.length === 0 ? {} : { uses }) };
}
