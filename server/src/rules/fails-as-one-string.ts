import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { phrase } from "./support/ranges.ts";

export const failsAsOneString = defineRule({
  id: "fails-as-one-string",
  group: "transaction",
  severity: "warning",
  summary:
    "The statement fails if the file is sent in one of the possible ways, and nothing says how it is sent",
  why: `Several statements that are sent as one string share one transaction. Some refuse that (CREATE INDEX CONCURRENTLY,
VACUUM), some cannot follow on others in the same transaction (the use of a value that ALTER TYPE … ADD VALUE has just added).
A tool that sends the statements one by one runs them. Others need a transaction (LOCK TABLE, SAVEPOINT): they fail unless the
tool opens one. Which happens is not known while the tool is not.`,
  instead: `Name the tool in \`lockkeeper.config.json\`, with \`plain\` for a runner of your own that sends each file as one
string. If it does, put the statement alone into a file.`,
  withoutPlan:
    "How the file is sent is decided by what runs it. Name the tool in the configuration, or divide the file so that it works both ways.",
  references: [
    "https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT",
    "src/backend/access/transam/xact.c: PreventInTransactionBlock",
  ],
  messages: {
    together:
      "If this file is sent as one string, this will fail: {message} (SQLSTATE {sqlstate}). Which tool sends it is not known: name it in lockkeeper.config.json.",
    alone:
      "Unless the tool opens a transaction for this file, this will fail: {message} (SQLSTATE {sqlstate}). Which tool sends it is not known: name it in lockkeeper.config.json.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, ({ ifTogether }) => ifTogether !== undefined);
    const fails = found?.entry.ifTogether;
    if (found === undefined || fails === undefined) return [];
    const { message, sqlstate } = fails;
    const at = phrase(statement.statement, "concurrently");
    return [
      report(found, context, sqlstate === "25P01" ? "alone" : "together", {
        at,
        data: { message, sqlstate },
      }),
    ];
  },
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, note text);",
      bad: "SET statement_timeout = 0; CREATE INDEX CONCURRENTLY orders_note ON orders (note);",
      good: "CREATE INDEX CONCURRENTLY orders_note ON orders (note);",
      transaction: "implicit",
      assumed: true,
    },
  ],
});
