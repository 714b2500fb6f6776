import type { CallStmt, Node } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { routinesNamed } from "../names/lookup.ts";
import { stringsOf } from "../nodes.ts";
import { doubtEverything } from "../openWorld/uncertainNames.ts";
import { runCall } from "../query/reading.ts";
import { emptyScope } from "../query/scope.ts";
import { runQuery } from "../query/statements.ts";

/** CALL. A procedure may end the transaction where no block is open around it and it sets nothing for itself. */
export function callProcedure(execution: Execution, { funccall }: CallStmt): void {
  if (funccall === undefined) return;
  const arguments_: Node = {
    SelectStmt: { targetList: (funccall.args ?? []).map((val) => ({ ResTarget: { val } })) },
  };
  runQuery(execution, arguments_);
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
    runCall(execution, funccall, emptyScope);
  });
}
