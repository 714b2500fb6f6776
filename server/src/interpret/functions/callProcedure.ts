import type { CallStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { routinesNamed } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import { doubtEverything } from "../openWorld/uncertainNames.ts";
import { placeIn, evaluate } from "../query/place.ts";
import { QueryReading } from "../query/queryReading.ts";
import { bodyScope, emptyScope } from "../query/scope.ts";
import { valueOfCall } from "./calls.ts";

/** CALL. A procedure may end the transaction where no block is open around it and it sets nothing for itself. */
export function callProcedure(execution: Execution, { funccall }: CallStmt): void {
  if (funccall === undefined) return;
  const at = placeIn(new QueryReading(execution, true), execution.insideBody ? bodyScope : emptyScope);
  const values = (funccall.args ?? []).map((arg) => evaluate(at, arg).value);
  const called = routinesNamed(execution, funccall.funcname);
  if (called.length > 0 && called.every(({ kind }) => kind !== "procedure"))
    execution.fail("42809", `${stringsOf(funccall.funcname).join(".")}() is not a procedure`);
  if (called.length === 0) {
    execution.partly(`the procedure ${stringsOf(funccall.funcname).join(".")}() is not known here`);
    doubtEverything(execution);
    return;
  }
  const { insideBody, atomic } = execution.surroundings;
  const isAtomic = execution.target.inTransaction || (insideBody && atomic);
  execution.within({ atomic: isAtomic }, () => {
    valueOfCall(at, funccall, values);
  });
}
