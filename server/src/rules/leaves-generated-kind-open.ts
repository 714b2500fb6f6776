import { isTable } from "../catalog/relations.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { phrase } from "./support/ranges.ts";

export const leavesGeneratedKindOpen = defineRule({
  id: "leaves-generated-kind-open",
  group: "migration",
  severity: "info",
  summary: "Without STORED or VIRTUAL, a generated column is VIRTUAL on 18 and a syntax error before",
  why: `Up to 17, \`GENERATED ALWAYS AS (…)\` needs \`STORED\`; from 18 on the word may be left out, and then the column is
\`VIRTUAL\`: nothing is stored, no index can be built on it, and each read computes it.`,
  instead: "Write `STORED`, or on 18 `VIRTUAL`.",
  withoutPlan: "Which of the two is meant only you know: write it.",
  references: ["https://www.postgresql.org/docs/current/ddl-generated-columns.html"],
  messages: {
    open: "This makes a VIRTUAL column, which is computed at each read; before 18 it is a syntax error. Write STORED or VIRTUAL.",
  },
  recipes: [],
  statement(statement, context) {
    if (phrase(statement.statement, "virtual") !== undefined) return [];
    const found = firstAffected(statement, makesVirtual);
    if (found === undefined) return [];
    return [report(found, context, "open", { at: phrase(statement.statement, "generated", "always", "as") })];
  },
  examples: [
    {
      before: "CREATE TABLE orders (id bigint PRIMARY KEY, net numeric);",
      bad: "ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 1.21);",
      good: "ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 1.21) STORED;",
    },
  ],
});

function makesVirtual({ outcome, before }: TimelineEntry): boolean {
  return outcome.changes.some(({ collection, key, value }) => {
    if (collection !== "relation" || !isTable(value)) return false;
    if (!value.columns.some(({ generated }) => generated?.kind === "virtual")) return false;
    const old = before.get("relation", key);
    const known = isTable(old) ? old.columns : [];
    return value.columns.some(
      ({ generated, number }) =>
        generated?.kind === "virtual" && !known.some((column) => column.number === number),
    );
  });
}
