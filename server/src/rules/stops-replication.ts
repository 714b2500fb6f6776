import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { namesOfObjects, objectsHit } from "./support/objects.ts";

export const stopsReplication = defineRule({
  id: "stops-replication",
  group: "data",
  severity: "warning",
  summary: "Taking tables out of a publication, or dropping it, leaves its subscribers behind",
  why: `Subscribers get no changes of these tables from then on, and nothing tells them. What was missed is not sent later: to
catch up, a table has to be copied as a whole. A subscription to a publication that is gone fails until it is changed.`,
  instead: "Change the subscribers first (`ALTER SUBSCRIPTION … SET PUBLICATION`), then the publication.",
  references: [
    "https://www.postgresql.org/docs/current/sql-alterpublication.html",
    "https://www.postgresql.org/docs/current/sql-droppublication.html",
  ],
  messages: { stop: "Changes that {objects} carried so far no longer arrive." },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(
      statement,
      (entry) => objectsHit(entry, context, "replication-stops").length > 0,
    );
    if (found === undefined) return [];
    const objects = namesOfObjects(objectsHit(found.entry, context, "replication-stops"));
    return [report(found, context, "stop", { data: { objects } })];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY); CREATE PUBLICATION feed FOR TABLE users;",
      bad: "ALTER PUBLICATION feed DROP TABLE users;",
      good: "ALTER PUBLICATION feed SET (publish_via_partition_root = true);",
    },
  ],
});
