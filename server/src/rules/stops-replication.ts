import type { ObjectBreakage } from "../interpret/effects.ts";
import { defineRule, type Report } from "./rule.ts";
import { firstAffected, report, type Affected } from "./support/affected.ts";
import { namesOfObjects, objectsHit } from "./support/objects.ts";

export const stopsReplication = defineRule({
  id: "stops-replication",
  group: "data",
  severity: "warning",
  summary: "Taking tables out of a publication, or dropping it, leaves its subscribers behind",
  why: `Subscribers get no changes of these tables from then on, and nothing tells them. What was missed is not sent later: to
catch up, a table has to be copied as a whole. A subscription to a publication that is gone fails until it is changed. Without a replica identity
(\`REPLICA IDENTITY NOTHING\`, or the default without a primary key) changed and deleted rows cannot be told apart: where a
publication has such changes, the application's UPDATE and DELETE fail at once.`,
  instead: "Change the subscribers first (`ALTER SUBSCRIPTION … SET PUBLICATION`), then the publication.",
  withoutPlan:
    "Who reads the changes only you know. Give the table a replica identity first, or tell the subscribers.",
  references: [
    "https://www.postgresql.org/docs/current/sql-alterpublication.html",
    "https://www.postgresql.org/docs/current/sql-droppublication.html",
  ],
  messages: {
    stop: "Changes that {objects} carried so far no longer arrive.",
    unidentified:
      "UPDATE and DELETE of {objects} fail (55000) where a publication has it: nothing tells its rows apart. Give it a primary key, or REPLICA IDENTITY FULL.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(
      statement,
      (entry) => objectsHit(entry, context, "replication-stops").length > 0,
    );
    const blind = firstAffected(
      statement,
      (entry) => objectsHit(entry, context, "changes-unidentified").length > 0,
    );
    const told = (affected: Affected, code: ObjectBreakage["code"], message: string): Report => {
      const objects = namesOfObjects(objectsHit(affected.entry, context, code));
      return report(affected, context, message, { data: { objects } });
    };
    return [
      ...(found === undefined ? [] : [told(found, "replication-stops", "stop")]),
      ...(blind === undefined ? [] : [told(blind, "changes-unidentified", "unidentified")]),
    ];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY); CREATE PUBLICATION feed FOR TABLE users;",
      bad: "ALTER PUBLICATION feed DROP TABLE users;",
      good: "ALTER PUBLICATION feed SET (publish_via_partition_root = true);",
    },
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users REPLICA IDENTITY NOTHING;",
      good: "ALTER TABLE users REPLICA IDENTITY FULL;",
    },
  ],
});
