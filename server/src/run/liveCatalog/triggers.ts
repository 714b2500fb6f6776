import type { CreateTrigStmt } from "@pgsql/types";
import type { Trigger } from "../../catalog/relations.ts";
import { stringsOf } from "../../interpret/nodes.ts";
import type { Live } from "./live.ts";
import type { TriggerRow } from "./rows/triggers.ts";

/** The triggers of one relation, oldest first. */
export function liveTriggers(live: Live, relation: number): readonly Trigger[] {
  return live.triggersOf(relation).map((row) => liveTrigger(live, row));
}

function liveTrigger(live: Live, row: TriggerRow): Trigger {
  const created = createdBy(live, row);
  const when = whenOf(live, row, created);
  const given = stringsOf(created?.args);
  return {
    id: live.names.trigger(row),
    name: row.name,
    function: live.names.ownRoutine(row.function),
    columns: [...new Set([...row.columns, ...(when?.columns ?? [])])],
    ...(when === undefined ? {} : { when }),
    ...(row.columns.length === 0 ? {} : { updateOf: row.columns }),
    ...(given.length === 0 ? {} : { arguments: given }),
    ...(row.transition_tables.length === 0 ? {} : { transitionTables: row.transition_tables }),
    ...(row.deferred ? { deferred: true } : {}),
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

function createdBy(live: Live, { definition }: TriggerRow): CreateTrigStmt | undefined {
  const node = definition === null ? undefined : live.statement(definition)?.node;
  return node !== undefined && "CreateTrigStmt" in node ? node.CreateTrigStmt : undefined;
}

function whenOf(live: Live, row: TriggerRow, created: CreateTrigStmt | undefined): Trigger["when"] {
  const clause = created?.whenClause;
  if (clause === undefined) return undefined;
  const called = live.names.ownRoutine(row.function);
  const uses = live.dependencies.uses("pg_trigger", row.oid).filter((id) => id !== called);
  const columns = live.columnsIn(clause, live.columnsOf(row.relation));
  return { node: clause, columns, ...(uses.length === 0 ? {} : { uses }) };
}
