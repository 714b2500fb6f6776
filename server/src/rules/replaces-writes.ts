import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { firstAffected, report } from "./support/affected.ts";
import { phrase } from "./support/ranges.ts";

export const replacesWrites = defineRule({
  id: "replaces-writes",
  group: "breaking",
  severity: "warning",
  summary: "A rule that does something INSTEAD changes what running code's writes do",
  why: `The statement of the application is rewritten before it runs: with \`DO INSTEAD NOTHING\` its rows are lost without
an error, INSERT … RETURNING and ON CONFLICT fail (0A000), and the counts of rows that it gets back are others.`,
  instead: "Use a trigger, or change what the application writes.",
  withoutPlan:
    "What writes are to do is your decision. Try the rule with the application's own statements, or use an INSTEAD OF trigger.",
  references: [
    "https://www.postgresql.org/docs/current/sql-createrule.html",
    "https://www.postgresql.org/docs/current/rules-update.html",
  ],
  messages: {
    replace:
      "Running code that writes to {hit} does something else from then on. It takes {locks}, which {blocks}, {duration}.",
  },
  recipes: [],
  statement(statement, context) {
    const found = firstAffected(statement, ({ effects }) =>
      effects.breaks.some(
        ({ code, relation }) => code === "old-code-writes-replaced" && context.existed(relation.id),
      ),
    );
    if (found === undefined) return [];
    const hit = found.entry.effects.breaks.flatMap(({ code, relation }) =>
      code === "old-code-writes-replaced" ? [relation.name] : [],
    );
    const data = { hit: enumerateFew([...new Set(hit)]) };
    return [report(found, context, "replace", { at: phrase(statement.statement, "instead"), data })];
  },
  examples: [
    {
      before: "CREATE TABLE notes (id bigint PRIMARY KEY);",
      bad: "CREATE RULE keep AS ON DELETE TO notes DO INSTEAD NOTHING;",
      good: "CREATE RULE tell AS ON DELETE TO notes DO ALSO NOTIFY notes;",
    },
  ],
});
