import type { Catalog } from "../../catalog/catalog.ts";
import type { Table, Trigger } from "../../catalog/relations.ts";
import type { InnerSql, ProgramStep } from "../../sql/program.ts";
import { ofRollouts } from "../../timeline/madeAgain.ts";

/**
 * What the user's own triggers make of a backfill, for which each row is updated. `none`: they do not fire. `restored`:
 * all they do is change the row, which can be put back. `silenced`: they do more, so that they must not fire, and
 * only a role that may set session_replication_role can see to that.
 */
export type OwnTriggers = "none" | "restored" | "silenced";

export function ownTriggersOf({ triggers }: Table, catalog: Catalog): OwnTriggers {
  // Those of other rollouts act where their own columns are written, and give way to each other's backfills.
  const firing = triggers.filter(
    ({ name, events, updateOf, enabled }) =>
      !name.includes(ofRollouts) &&
      events.includes("update") &&
      updateOf === undefined &&
      enabled !== "disabled" &&
      enabled !== "replica",
  );
  if (firing.length === 0) return "none";
  return firing.every((trigger) => onlyChangesRow(trigger, catalog)) ? "restored" : "silenced";
}

function onlyChangesRow({ timing, forEachRow, function: id }: Trigger, catalog: Catalog): boolean {
  if (timing !== "before" || !forEachRow || id === undefined) return false;
  const program = catalog.get("function", id)?.program;
  if (program?.language !== "plpgsql" || program.block === undefined) return false;
  const initial = program.variables.flatMap((variable) => variable.initial ?? []);
  return (
    initial.every((sql) => isQuiet(sql, catalog)) && [program.block].every((step) => isOwn(step, catalog))
  );
}

/** Whether a step of a body does nothing but compute and assign. */
function isOwn(step: ProgramStep, catalog: Catalog): boolean {
  const all = (steps: readonly ProgramStep[]): boolean => steps.every((each) => isOwn(each, catalog));
  switch (step.kind) {
    case "block":
      return all(step.steps) && (step.handlers ?? []).every(({ steps }) => all(steps));
    case "assign":
      return isQuiet(step.value, catalog);
    case "if":
      return (
        (step.subject === undefined || isQuiet(step.subject.value, catalog)) &&
        step.arms.every(({ condition, steps }) => isQuiet(condition, catalog) && all(steps)) &&
        all(step.otherwise ?? [])
      );
    case "return":
      return step.value === undefined || isQuiet(step.value, catalog);
    default:
      return false;
  }
}

const acting =
  /^(?:nextval|setval|set_config|pg_notify|lo_\w+|pg_\w*lock\w*|dblink\w*|pg_logical_emit_message)$/;

/** Whether an expression calls neither a function of the user nor one that acts, and reads no table. */
function isQuiet({ text }: InnerSql, catalog: Catalog): boolean {
  if (/\b(?:select|insert|update|delete|merge)\b/i.test(text)) return false;
  const called = [...text.matchAll(/([\w$]+)"?\s*\(/g)].map(([, name = ""]) => name.toLowerCase());
  return called.every((name) => !acting.test(name) && !isOfUser(name, catalog));
}

function isOfUser(name: string, catalog: Catalog): boolean {
  for (const routine of catalog.all("function").values())
    if (routine.name.toLowerCase() === name) return true;
  return false;
}
