import { sessionSetting } from "../catalog/settings.ts";
import { quantityOf } from "../interpret/session/quantity.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";

export const settingHasNoEffect = defineRule({
  id: "setting-has-no-effect",
  group: "transaction",
  severity: "warning",
  summary:
    "SET LOCAL outside a transaction sets nothing, and a lock_timeout behind statement_timeout never strikes",
  why: `\`SET LOCAL\` lasts until the end of its transaction. Where each statement is sent by itself there is none: the server says
so in a WARNING and goes on, and the statement after it waits without a limit. \`statement_timeout\` counts the wait for locks too: if
it is the shorter of the two, it ends the statement first, with 57014 in place of 55P03.`,
  instead:
    "`SET`, with `RESET` at the end of the file; and a lock_timeout that is shorter than statement_timeout.",
  withoutPlan:
    "Write SET in place of SET LOCAL where no transaction is open, with RESET at the end of the file.",
  references: ["https://www.postgresql.org/docs/current/sql-set.html"],
  messages: {
    local:
      "{name} is not set by this: SET LOCAL needs a transaction, and none is open here. Write SET, and RESET {name} at the end.",
    behind:
      "lock_timeout never strikes: statement_timeout = {other} ends the statement before, and counts the wait for locks too. Make lock_timeout the shorter one.",
  },
  recipes: [],
  statement(statement, context) {
    const { node } = statement.statement;
    if (node === undefined || !("VariableSetStmt" in node)) return [];
    const { is_local: isLocal, name = "", kind } = node.VariableSetStmt;
    if (kind !== "VAR_SET_VALUE") return [];
    const alone = firstAffected(
      statement,
      ({ transaction }) => isLocal === true && !transaction.open && isSentAlone(context),
    );
    if (alone !== undefined) return [report(alone, context, "local", { data: { name } })];
    const found = firstAffected(statement, (entry) => shorterLimit(entry, name) !== undefined);
    if (found === undefined) return [];
    return [report(found, context, "behind", { data: { other: shorterLimit(found.entry, name) ?? "" } })];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "SET LOCAL lock_timeout = '5s'; ALTER TABLE users ADD COLUMN country text;",
      good: "SET lock_timeout = '5s'; ALTER TABLE users ADD COLUMN country text;",
      transaction: "autocommit",
    },
  ],
});

function isSentAlone({ section }: RuleContext): boolean {
  return section.transaction === "autocommit";
}

/** The statement_timeout that ends a statement before the lock_timeout does, as either of them is set. */
function shorterLimit({ after }: TimelineEntry, name: string): string | undefined {
  if (name !== "lock_timeout" && name !== "statement_timeout") return undefined;
  const [lock, whole] = ["lock_timeout", "statement_timeout"].map(
    (setting) => sessionSetting(after, setting) ?? "0",
  );
  const [shorter, longer] = [whole, lock].map((value) => quantityOf(value ?? "0", "ms") ?? 0);
  if (shorter === undefined || longer === undefined || shorter === 0 || longer === 0) return undefined;
  return shorter < longer ? whole : undefined;
}
