import type { Node } from "@pgsql/types";
import { isAssumed } from "../catalog/ids.ts";
import { isIndex } from "../catalog/relations.ts";
import { bulkChange, changesManyRows as mayChangeMany, isUpsert } from "../timeline/bulk.ts";
import { defineRule } from "./rule.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { find } from "../interpret/walk.ts";
import { firstAffected, report } from "./support/affected.ts";
import { blockingHeld } from "./support/lockHolders.ts";

export const changesManyRows = defineRule({
  id: "changes-many-rows",
  group: "data",
  severity: "warning",
  together: true,
  summary: "A change of rows that names no key may lock many of them until its transaction ends",
  why: `Each row that the condition picks stays locked until the transaction ends, and is written anew: the application waits
on those rows, the table grows, replicas lag behind. How many there are, the migrations do not show; a backfill
(\`WHERE c IS NULL\`) picks nearly all, and so may \`INSERT … SELECT … ON CONFLICT DO UPDATE\`.`,
  instead: "Batches by primary key, with a commit after each, resumable; or name the rows by a unique key.",
  withoutPlan:
    "How many rows it picks, the statement alone cannot tell. If they are many, go by ranges of the key with a COMMIT after each, outside a transaction.",
  references: [
    "https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS",
    "https://www.postgresql.org/docs/current/sql-update.html",
  ],
  messages: {
    many: "Writes of the application wait for every row that this picks, until its transaction ends: the condition names no key. Where they are many, change them in batches.",
    upsert:
      "Writes of the application wait for every row that this finds and changes, until its transaction ends: how many, the query decides. Where they are many, go by ranges of the key.",
  },
  recipes: ["batch-update"],
  statement(statement, context) {
    if (bulkChange(statement.statement) !== "many-rows" || isBatch(statement.statement.node)) return [];
    const found = firstAffected(
      statement,
      (entry) =>
        mayChangeMany(entry) &&
        !(statement.outer !== undefined && namesOthers(entry)) &&
        // With a lock of DDL held there is more to say, and it is said.
        blockingHeld(entry, context).length === 0 &&
        entry.effects.locks.some(
          ({ relation, mode }) =>
            // Of a table that is not known, neither are its keys.
            mode === "ROW EXCLUSIVE" && context.existed(relation.id) && !isAssumed(relation.id),
        ),
    );
    const message = isUpsert(statement.statement.node) ? "upsert" : "many";
    return found === undefined ? [] : [report(found, context, message)];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, country text);",
      bad: "UPDATE users SET country = 'NL' WHERE country IS NULL;",
      good: "UPDATE users SET country = 'NL' WHERE id IN (7, 9);",
    },
  ],
});

/** Whether it picks rows by a query that ends after so many. */
function isBatch(node: Node | undefined): boolean {
  return find(node, (each) => ("SelectStmt" in each ? each.SelectStmt.limitCount : undefined)).length > 0;
}

/** Whether a condition names what is no column of the tables: a body goes by its variables, often in batches. */
function namesOthers({ statement: { node }, before, effects }: TimelineEntry): boolean {
  const columns = effects.locks.flatMap(({ relation }) => {
    const known = before.get("relation", relation.id);
    return known !== undefined && "columns" in known && !isIndex(known) ? known.columns : [];
  });
  const names = find(node, (each) => ("ColumnRef" in each ? each.ColumnRef.fields?.at(-1) : undefined));
  return names.some(
    (name) => "String" in name && !columns.some((column) => column.name === name.String.sval),
  );
}
