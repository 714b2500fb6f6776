import type { Execution } from "../execution.ts";
import { StatementError } from "../statementError.ts";
import type { Place } from "./place.ts";

/** Does what the evaluation of an expression leads to, as certainly as it is evaluated. */
export function happens({ execution, forRows, perhaps }: Place, run: () => void): void {
  const attempted = perhaps
    ? (): void => {
        attempt(execution, run);
      }
    : run;
  if (forRows) execution.ifRows(attempted);
  else attempted();
}

/** Where it is open whether something happens at all, an error in it cannot be foreseen. */
export function attempt(execution: Execution, run: () => void): void {
  const undo = execution.savepoint();
  try {
    execution.within({ uncertain: true }, run);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    undo();
  }
}
