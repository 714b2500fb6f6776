import type { AlterEventTrigStmt, CreateEventTrigStmt } from "@pgsql/types";
import type { EventTrigger } from "../../catalog/eventTriggers.ts";
import type { Execution } from "../execution.ts";
import { routinesNamed } from "../names/lookup.ts";
import { itemsOf, stringsOf } from "../nodes.ts";
import { addDependent } from "../objects/objects.ts";
import { otherKey, otherNamed, putOther } from "../objects/otherObjects.ts";
import { isOpenWorld } from "../openWorld/world.ts";

/** CREATE EVENT TRIGGER: no relation is locked. */
export function createEventTrigger(execution: Execution, statement: CreateEventTrigStmt): void {
  const { trigname: name = "", eventname: event = "" } = statement;
  refuseEvent(execution, event);
  const tags = (statement.whenclause ?? []).flatMap((node) =>
    "DefElem" in node && node.DefElem.defname === "tag" ? stringsOf(itemsOf(node.DefElem.arg)) : [],
  );
  if (otherNamed(execution, "event trigger", name) !== undefined)
    execution.fail("42710", `event trigger "${name}" already exists`);
  const words = stringsOf(statement.funcname).join(".");
  const called = routinesNamed(execution, statement.funcname).find(
    (routine) => routine.arguments.length === 0,
  );
  if (called === undefined && isOpenWorld(execution)) return undefined;
  if (called === undefined) return execution.fail("42883", `function ${words}() does not exist`);
  if (called.returnsEventTrigger !== true)
    execution.fail("42P17", `function ${words} must return type event_trigger`);
  putOther(execution, "event trigger", name);
  addDependent(execution.edit, called.id, {
    object: otherKey("event trigger", name),
    columns: [],
    strength: "normal",
  });
  putEventTriggers(execution, [
    ...eventTriggers(execution),
    { name, event, tags: tags.map((tag) => tag.toUpperCase()), function: called.id, enabled: "origin" },
  ]);
}

function refuseEvent(execution: Execution, event: string): void {
  const known = ["ddl_command_start", "ddl_command_end", "sql_drop", "table_rewrite"];
  if (!known.includes(event) && (event !== "login" || !execution.server.isSince(17)))
    execution.fail("42601", `unrecognized event name "${event}"`);
}

/** ALTER EVENT TRIGGER … ENABLE or DISABLE. */
export function alterEventTrigger(execution: Execution, statement: AlterEventTrigStmt): void {
  const { trigname: name = "", tgenabled: code = "O" } = statement;
  const all = eventTriggers(execution);
  if (!all.some((one) => one.name === name)) return;
  const enabled = states[code] ?? "origin";
  putEventTriggers(
    execution,
    all.map((one) => (one.name === name ? { ...one, enabled } : one)),
  );
}

/** pg_event_trigger.evtenabled. */
const states: Readonly<Record<string, EventTrigger["enabled"] | undefined>> = {
  O: "origin",
  D: "disabled",
  R: "replica",
  A: "always",
};

export function forgetEventTrigger(execution: Execution, name: string): void {
  putEventTriggers(
    execution,
    eventTriggers(execution).filter((one) => one.name !== name),
  );
}

export function renameEventTrigger(execution: Execution, from: string, to: string): void {
  putEventTriggers(
    execution,
    eventTriggers(execution).map((one) => (one.name === from ? { ...one, name: to } : one)),
  );
}

export function eventTriggers({ edit }: Execution): readonly EventTrigger[] {
  return edit.get("eventTriggers", "all") ?? none;
}

const none: readonly EventTrigger[] = [];

function putEventTriggers({ edit }: Execution, triggers: readonly EventTrigger[]): void {
  const value = triggers.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  edit.put({ collection: "eventTriggers", key: "all", value: value.length === 0 ? undefined : value });
}
