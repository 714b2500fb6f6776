import type { CreateSubscriptionStmt } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { optionValue } from "../indexes/definition.ts";
import { putOther } from "../objects/otherObjects.ts";
import { refuseInTransaction } from "../refusals.ts";

/** CREATE SUBSCRIPTION: a slot is made on the other side unless it says otherwise, which no transaction can undo. */
export function createSubscription(execution: Execution, statement: CreateSubscriptionStmt): void {
  const isOff = (name: string): boolean =>
    (statement.options ?? []).some(
      (node) =>
        "DefElem" in node &&
        node.DefElem.defname === name &&
        ["false", "off", "0"].includes(optionValue(node.DefElem)),
    );
  if (!isOff("connect") && !isOff("create_slot"))
    refuseInTransaction(execution, "CREATE SUBSCRIPTION ... WITH (create_slot = true)");
  putOther(execution, "subscription", statement.subname ?? "");
}
