import type { Node } from "@pgsql/types";
import type { Bodies, Execution } from "./execution.ts";
import { callRoutine } from "./plpgsql/call.ts";
import { runProgram } from "./plpgsql/run.ts";
import { dataModifying } from "./dml/dataModifying.ts";
import { withEventTriggers } from "./eventTriggers/fire.ts";
import { families } from "./families.ts";
import { evaluate } from "./query/evaluate.ts";
import { select } from "./query/select.ts";
import { on, type Registration } from "./registry.ts";
import { createSchema } from "./objects/schemas.ts";
import { treatsSystem } from "./systemCatalogs/systemRelations.ts";
import { refuseInReadOnly } from "./session/readOnly.ts";

/** To add a kind of statement: write `on(kind, interpreter)` in the list of its family. */
const registrations: readonly Registration[] = [
  ...families,
  on("CreateSchemaStmt", (execution, statement) => createSchema(execution, statement, interpretElement)),
];

const byKind: ReadonlyMap<string, Registration> = new Map(
  registrations.map((registration) => [registration.kind, registration]),
);

/** The interpreter of a parse tree, or undefined where there is none for this kind of statement yet. */
export function interpreterOf(node: Node): ((execution: Execution) => void) | undefined {
  const registration = registrationOf(node);
  if (registration === undefined) return undefined;
  return (execution) => {
    refuseInReadOnly(execution, node);
    if (treatsSystem(execution, node)) return;
    withEventTriggers(execution, node, () => {
      registration.interpret(execution, node);
    });
  };
}

export const bodies: Bodies = {
  interpreterOf,
  callRoutine,
  runProgram,
  evaluate,
  select,
  change: dataModifying,
};

function registrationOf(node: Node): Registration | undefined {
  return byKind.get(Object.keys(node)[0] ?? "");
}

/** A part of CREATE SCHEMA is no statement of its own. */
function interpretElement(execution: Execution, node: Node): void {
  const registration =
    registrationOf(node) ?? execution.giveUp("CREATE SCHEMA holds a statement of an unknown kind");
  registration.interpret(execution, node);
}
