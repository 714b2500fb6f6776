import { isFunctionId, isRelationId } from "../../catalog/ids.ts";
import type { Column } from "../../catalog/relations.ts";
import type { Reading } from "./reading.ts";

/** A default that is used advances its sequence, that of an identity column too. */
export function lockDefaults(reading: Reading, column: Column): void {
  const { execution } = reading;
  if (column.identity !== undefined) {
    const sequence = execution.edit.get("relation", column.identity.sequence);
    if (sequence !== undefined) execution.lock(sequence, "ROW EXCLUSIVE");
  }
  // The sequences of a stored default are known by id, so that a rename does not matter.
  for (const id of column.default?.uses ?? []) {
    const used = isRelationId(id) ? execution.edit.get("relation", id) : undefined;
    if (used?.kind === "sequence") execution.lock(used, "ROW EXCLUSIVE");
    const routine = isFunctionId(id) ? execution.edit.get("function", id) : undefined;
    if (routine?.kind === "function" && reading.runs && !execution.plansOnly)
      execution.bodies.callRoutine(execution, routine, []);
  }
}
