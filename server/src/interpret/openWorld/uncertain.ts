import { isAssumed, isAssumedType } from "../../catalog/ids.ts";
import type { Relation } from "../../catalog/relations.ts";
import { doubtedName, everythingInDoubt } from "./uncertainNames.ts";
import type { Failure } from "../effects.ts";
import type { Execution } from "../execution.ts";
import { StatementError } from "../statementError.ts";
import { isOpen, isOpenWorld } from "./world.ts";

/**
 * Errors that do not hang on what is not known: the statement may not stand where it does, or what it names is missing
 * though every look-up assumes what the history has not dropped.
 */
const certain: ReadonlySet<string> = new Set(
  "0LP01 25001 25P01 26000 2BP01 2D000 3F000 42601 42701 42703 42P01 42P07 55P04".split(" "),
);

/** Whether an error may not come about on some server, since what led to it is assumed or in doubt. */
export function isUncertain(execution: Execution, failure: Failure): boolean {
  if (!isOpenWorld(execution)) return false;
  const { edit } = execution;
  if (edit.get("uncertainName", everythingInDoubt) === true || doubtedName(edit, failure) !== undefined)
    return true;
  return !certain.has(failure.sqlstate) && leansOnUnknown(execution);
}

/** Runs a part of a statement; an error in it that may not come about leaves the rest to go on. */
export function goOn(execution: Execution, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof StatementError) || !isUncertain(execution, error.failure)) throw error;
    execution.assume({ kind: "fits", about: error.failure.message });
  }
}

function leansOnUnknown(execution: Execution): boolean {
  const { edit } = execution;
  return edit.reads.some(({ collection, key = "" }) => {
    if (collection === "type") return isAssumedType(key);
    if (collection !== "relation") return false;
    if (isAssumed(key)) return true;
    const relation: Relation | undefined = edit.get("relation", key);
    return relation !== undefined && isOpen(execution, relation);
  });
}
