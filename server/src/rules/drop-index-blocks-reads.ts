import type { DropStmt } from "@pgsql/types";
import type { Lock } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import type { HeldLocks } from "../timeline/held.ts";
import { defineRule, type AnalysedStatement } from "./rule.ts";
import { firstAffected, locksOnOld, report } from "./support/affected.ts";
import { isBrief } from "./support/brief.ts";
import { droppedObjects, isNamed, placesOf } from "./support/namedObjects.ts";
import { partitionedTable } from "./support/partitioned.ts";
import { phrase } from "./support/ranges.ts";

export const dropIndexBlocksReads = defineRule({
  id: "drop-index-blocks-reads",
  group: "locking",
  severity: "warning",
  together: true,
  summary: "DROP INDEX without CONCURRENTLY locks the whole table, not only the index",
  why: `\`DROP INDEX\` takes ACCESS EXCLUSIVE on the index **and on its table**. It is quick once it has the lock, but
while it waits behind a long query, every later query on the table waits behind it.`,
  instead: `\`DROP INDEX CONCURRENTLY\`, alone in a migration that runs outside a transaction. It waits for all users
of the table instead of stopping them. Or set a short \`lock_timeout\`, in a transaction that holds nothing else, and try
again when it strikes: then this is a remark, no warning. An index that belongs to a constraint goes with \`DROP CONSTRAINT\`.`,
  references: [
    "https://www.postgresql.org/docs/current/sql-dropindex.html",
    "src/backend/commands/tablecmds.c: RangeVarCallbackForDropRelation",
  ],
  messages: {
    drop: "Queries on {tables} queue while this waits for its lock. It takes {locks}, {duration}. Drop it CONCURRENTLY.",
    each: "Queries on {tables} queue while this waits for its lock. It takes {locks}, {duration}. Drop each CONCURRENTLY, in a statement of its own.",
    cascade:
      "Queries on {tables} queue while this waits for its lock. It takes {locks}, {duration}. Drop it CONCURRENTLY, which takes no CASCADE: what depends on it is dropped first.",
    partitioned:
      "Queries on {tables} queue while this waits for its lock. It takes {locks}, {duration}. An index of a partitioned table has no CONCURRENTLY: set lock_timeout, and try again when it is not granted in time.",
  },
  outsideBodies: ["drop", "each", "cascade"],
  recipes: ["drop-with-its-column", "replace-index", "drop-key-in-phases", "drop-index-concurrently"],
  statement(statement, context) {
    const { node } = statement.statement;
    if (node === undefined || !("DropStmt" in node)) return [];
    const { removeType, concurrent } = node.DropStmt;
    if (removeType !== "OBJECT_INDEX" || concurrent === true) return [];
    const found = firstAffected(
      statement,
      (entry) =>
        locksOnOld(entry, context).some(({ mode }) => mode === "ACCESS EXCLUSIVE") &&
        !isLockedByBody(statement, entry),
    );
    if (found === undefined) return [];
    const locks = locksOnOld(found.entry, context);
    const places = placesOf(
      droppedObjects(statement.statement),
      (object) => locks.some(({ relation }) => isNamed(object, relation.name)),
      phrase(statement.statement, "drop", "index"),
    );
    const message =
      partitionedTable(found, context) === undefined ? concurrentForm(node.DropStmt) : "partitioned";
    const severity = isBrief(statement, found.entry, context) ? "info" : undefined;
    return places.map((at) => report(found, context, message, { at, severity }));
  },
  examples: [
    {
      before:
        "CREATE TABLE orders (id bigint PRIMARY KEY, note text); CREATE INDEX orders_note ON orders (note);",
      bad: "DROP INDEX orders_note;",
      good: "DROP INDEX CONCURRENTLY orders_note;",
      transaction: "autocommit",
    },
  ],
});

/** Whether the body in which the statement stands has locked its tables so before: here nothing waits for them. */
function isLockedByBody({ outer }: AnalysedStatement, { effects, held }: TimelineEntry): boolean {
  if (outer === undefined) return false;
  const before = [...outer.entries.values()].map((entry) => entry.held);
  const tables = effects.locks.filter(
    ({ relation: { kind } }) => kind === "table" || kind === "partitioned-table",
  );
  return tables.every((lock) => has(held, lock) && !before.some((locks) => has(locks, lock)));
}

function has(locks: HeldLocks, { relation, mode }: Lock): boolean {
  return locks.on(relation.id)?.mode === mode;
}

/** DROP INDEX CONCURRENTLY takes one index, and no CASCADE (RemoveRelations). */
function concurrentForm({ objects = [], behavior }: DropStmt): "drop" | "each" | "cascade" {
  if (objects.length > 1) return "each";
  return behavior === "DROP_CASCADE" ? "cascade" : "drop";
}
