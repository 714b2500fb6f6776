import { isTable, type Constraint } from "../catalog/relations.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { catalogAtEnd, catalogAtStart } from "./support/sectionEnd.ts";

export const renamesKey = defineRule({
  id: "renames-key",
  group: "breaking",
  severity: "warning",
  together: true,
  summary: "Renaming a key breaks running code that knows it by its name",
  why: `\`INSERT … ON CONFLICT ON CONSTRAINT name\` fails with 42704 as soon as the constraint is called otherwise. Code that tells
by the name in the error which key a row violates (Ecto and many error handlers do) no longer knows it. What names the columns,
\`ON CONFLICT (email)\`, goes on.`,
  instead:
    "Let the application name the columns first, or keep the name: nothing but people reads it otherwise.",
  withoutPlan:
    "A constraint has one name. Deploy a version that says ON CONFLICT (columns) and does not ask for the name, then rename.",
  references: [
    "https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT",
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME",
  ],
  messages: {
    rename:
      "Running code that says ON CONFLICT ON CONSTRAINT with the old name fails (42704), and what looks for that name in errors no longer finds it: {names}.",
  },
  recipes: [],
  concerns: (statement) =>
    onSome(statement, ({ effects }) => effects.breaks.some(({ code }) => code === "old-code-upserts-on-key")),
  section(context, concerned) {
    // A plan gives its own new key the name of the old one.
    if (context.isRolloutStep()) return [];
    return concerned.flatMap((statement) => {
      const found = firstAffected(statement, (entry) => renamed(entry, statement, context).length > 0);
      if (found === undefined) return [];
      const names = enumerateFew(renamed(found.entry, statement, context));
      return [{ ...report(found, context, "rename", { data: { names } }), statement }];
    });
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, email text CONSTRAINT users_email_key UNIQUE);",
      bad: "ALTER TABLE users RENAME CONSTRAINT users_email_key TO users_email_unique;",
      good: "ALTER TABLE users RENAME CONSTRAINT users_pkey TO users_key; ALTER TABLE users RENAME CONSTRAINT users_key TO users_pkey;",
    },
  ],
});

/** `public.users.a is b now`: the keys that have another name, which nothing of the table has when the migration ends. */
function renamed(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly string[] {
  const start = catalogAtStart(entry, statement, context);
  const end = catalogAtEnd(entry, statement, context);
  const constraintsOf = (catalog: typeof end, id: string): readonly Constraint[] => {
    const table = catalog?.get("relation", id);
    return isTable(table) ? table.constraints : [];
  };
  return entry.effects.breaks.flatMap(({ code, relation, part }) => {
    if (code !== "old-code-upserts-on-key" || !context.existed(relation.id)) return [];
    const old = constraintsOf(entry.before, relation.id).find(({ name }) => name === part);
    const now = constraintsOf(entry.after, relation.id).find(({ id }) => id === old?.id);
    if (old === undefined || now === undefined || now.name === old.name) return [];
    // Who names the table fails anyway where that is called otherwise, and its rule says so.
    if (start?.get("relation", relation.id)?.name !== end?.get("relation", relation.id)?.name) return [];
    // A name that the migration itself gave, nobody uses yet.
    const isOwn = !constraintsOf(start, relation.id).some(({ name }) => name === old.name);
    const isBack = constraintsOf(end, relation.id).some(({ name }) => name === old.name);
    return isBack || isOwn ? [] : [`${relation.name}.${old.name} is ${now.name} now`];
  });
}
