import type { Node } from "@pgsql/types";
import type { EventTrigger } from "../../catalog/eventTriggers.ts";
import { withSettings } from "../functions/settings.ts";
import type { Execution } from "../execution.ts";
import { replicates } from "../triggers/rowChange.ts";
import { eventTriggers } from "./define.ts";
import { tagOf } from "./tags.ts";

/** Runs a statement with the event triggers around it (ProcessUtilitySlow, event_trigger.c). */
export function withEventTriggers(execution: Execution, node: Node, run: () => void): void {
  const tag = tagOf(node);
  if (tag === undefined || eventTriggers(execution).length === 0) {
    run();
    return;
  }
  fire(execution, "ddl_command_start", tag);
  const before = execution.effects();
  run();
  const after = execution.effects();
  const rewrites = after.work.filter(({ kind }) => kind === "rewrite").length;
  if (rewrites > before.work.filter(({ kind }) => kind === "rewrite").length && tag.startsWith("ALTER"))
    fire(execution, "table_rewrite", tag);
  const isDropped = after.destroys.slice(before.destroys.length).some(({ code }) => code !== "rows");
  if (isDropped) fire(execution, "sql_drop", tag);
  fire(execution, "ddl_command_end", tag);
}

function fire(execution: Execution, event: string, tag: string): void {
  for (const trigger of eventTriggers(execution))
    if (trigger.event === event && isFired(execution, trigger, tag)) runEventTrigger(execution, trigger, tag);
}

function isFired(execution: Execution, { tags, enabled }: EventTrigger, tag: string): boolean {
  if (tags.length > 0 && !tags.includes(tag)) return false;
  if (enabled === "disabled") return false;
  return enabled === "always" || (enabled === "replica") === replicates(execution);
}

function runEventTrigger(execution: Execution, trigger: EventTrigger, tag: string): void {
  const routine = execution.edit.get("function", trigger.function);
  const { running } = execution.surroundings;
  const key = `event trigger ${trigger.name}`;
  if (routine === undefined || running.includes(key) || !execution.budget.mayEnter(`${key} on ${tag}`))
    return;
  const { program, language } = routine;
  if (program?.language !== "plpgsql") {
    if (language !== "internal" && language !== "c")
      execution.partly(
        `the event trigger function ${routine.name}() is written in ${language}, which is not read`,
      );
    return;
  }
  const change = { running: [...running, key], body: program, insideBody: true, atomic: true };
  const parameters = new Map([
    ["tg_event", trigger.event],
    ["tg_tag", tag],
  ]);
  execution.within(change, () =>
    withSettings(execution, routine, () => execution.bodies.runProgram(execution, program, parameters)),
  );
}
