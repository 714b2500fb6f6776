import { breaksObject } from "../breakage/objects.ts";
import { forgetOther } from "../objects/otherObjects.ts";
import { alterPublication, createPublication } from "./publications.ts";
import { createSubscription } from "./subscriptions.ts";
import { on, type Registration } from "../registry.ts";

/** Publications and subscriptions. */
export const publicationsStatements: readonly Registration[] = [
  on("CreatePublicationStmt", createPublication),
  on("AlterPublicationStmt", alterPublication),
  on("DropSubscriptionStmt", (execution, { subname = "" }) => {
    forgetOther(execution, "subscription", subname);
    breaksObject(execution, {
      code: "replication-stops",
      object: `subscription ${subname}`,
      assumed: true,
    });
  }),
  on("CreateSubscriptionStmt", createSubscription),
];
