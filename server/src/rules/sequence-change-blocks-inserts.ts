import type { AlterSeqStmt } from "@pgsql/types";
import { blocksWrites } from "../interpret/locks.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, locksOnOld, report } from "./support/affected.ts";
import { isBrief } from "./support/brief.ts";
import { phrase } from "./support/ranges.ts";

export const sequenceChangeBlocksInserts = defineRule({
  id: "sequence-change-blocks-inserts",
  group: "locking",
  severity: "warning",
  summary: "ALTER SEQUENCE stops nextval, and with it every INSERT that draws from the sequence",
  why: `\`ALTER SEQUENCE\` (RESTART, INCREMENT, AS and the rest) takes SHARE ROW EXCLUSIVE on the sequence. \`nextval\` takes
ROW EXCLUSIVE and keeps it until its transaction ends, so the statement waits for every open transaction that has drawn a
value, and every INSERT that needs one waits behind it, until the migration's transaction ends. RESTART draws values again
that rows may have already: where they are unique, INSERTs fail with 23505.`,
  instead: `Move the value with \`SELECT setval('…', n)\`, which goes along with \`nextval\`. Where a real change is needed,
make it the only statement of its transaction, with a short \`lock_timeout\`.`,
  withoutPlan:
    "There is no weaker lock for it. setval() changes the value without one; for the rest lock_timeout and another try (add-lock-timeout).",
  references: [
    "https://www.postgresql.org/docs/current/sql-altersequence.html",
    "src/backend/commands/sequence.c: AlterSequence",
  ],
  messages: {
    restart:
      "{tables} draws values again that rows may have: INSERTs of running code fail where they must be unique. It takes {locks} until the transaction ends, and every INSERT that needs a value waits.",
    alter:
      "Every INSERT that draws from {tables} waits until the transaction ends, as nextval does. It takes {locks}.",
  },
  recipes: [],
  statement(statement, context) {
    const { node } = statement.statement;
    if (node === undefined || !("AlterSeqStmt" in node) || onlyMovesOwner(node.AlterSeqStmt)) return [];
    const restarts = has(node.AlterSeqStmt, "restart");
    const found = firstAffected(statement, (entry) =>
      locksOnOld(entry, context).some(
        ({ relation, mode }) => relation.kind === "sequence" && blocksWrites(mode),
      ),
    );
    if (found === undefined) return [];
    const severity = !restarts && isBrief(statement, found.entry, context) ? "info" : undefined;
    const at = phrase(statement.statement, "alter", "sequence");
    return [report(found, context, restarts ? "restart" : "alter", { at, severity })];
  },
  examples: [
    {
      before: "CREATE SEQUENCE invoice_numbers;",
      bad: "ALTER SEQUENCE invoice_numbers RESTART WITH 5000;",
      good: "SELECT setval('invoice_numbers', 5000, false);",
    },
  ],
});

/** OWNED BY is what a rename by expand and contract needs, in a short transaction of its own; there is no other way. */
function onlyMovesOwner({ options = [] }: AlterSeqStmt): boolean {
  return options.every((option) => "DefElem" in option && option.DefElem.defname === "owned_by");
}

function has({ options = [] }: AlterSeqStmt, name: string): boolean {
  return options.some((option) => "DefElem" in option && option.DefElem.defname === name);
}
