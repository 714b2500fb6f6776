import { forgetPrepared } from "../query/prepared.ts";
import { refuseInTransaction } from "../refusals.ts";
import { resetAll, setVariable } from "./set.ts";
import { setConstraints } from "./setConstraints.ts";
import { controlTransaction } from "./transactionCharacteristics.ts";
import { on, type Registration } from "../registry.ts";

/** Settings, transactions and what the session keeps. */
export const sessionStatements: readonly Registration[] = [
  on("VariableSetStmt", setVariable),
  on("DiscardStmt", (execution, { target }) => {
    if (target !== "DISCARD_ALL") return;
    refuseInTransaction(execution, "DISCARD ALL");
    resetAll(execution, true);
    forgetPrepared(execution);
  }),
  on("TransactionStmt", controlTransaction),
  on("ConstraintsSetStmt", setConstraints),
];
