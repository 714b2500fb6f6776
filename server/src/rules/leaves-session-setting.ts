import { defineRule } from "./rule.ts";
import { leftSettings, namesOf } from "./support/leftSettings.ts";

export const leavesSessionSetting = defineRule({
  id: "leaves-session-setting",
  group: "migration",
  severity: "info",
  summary: "A setting outlives the migration in one run and is gone in the next",
  why: `SET lasts as long as its session. Most tools apply all pending migrations in one session, so what this one sets is still
set in those after it when they are applied together, and is not when they are released later. So the same files do different
things in CI and in production. \`SELECT pg_catalog.set_config('search_path', '', false)\` at the top of every pg_dump is such a
setting: after it, names without a schema are no longer found.`,
  instead: `\`SET LOCAL\`, which ends with the transaction, or \`RESET\` at the end of the file; and set in each migration what it
needs.`,
  withoutPlan:
    "Whether later files are to have the setting only you know. SET LOCAL it, or RESET it at the end of the file.",
  references: ["https://www.postgresql.org/docs/current/sql-set.html"],
  messages: {
    stays:
      "{settings} {stay} set for the migrations that are applied after this one in the same run, but not in a later run. {advice}.",
  },
  recipes: [],
  section(context) {
    const left = leftSettings(context);
    const [first] = left;
    if (first === undefined) return [];
    const resets = left.map(({ name }) => `RESET ${name}`).join("; ");
    const local = context.section.transaction === "single" ? "Use SET LOCAL, or end" : "End";
    const data = {
      settings: namesOf(left),
      stay: left.length === 1 ? "stays" : "stay",
      advice: `${local} the file with ${resets}`,
    };
    return [{ message: "stays", statement: first.statement, majors: first.found.majors, data }];
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "SET lock_timeout = '5s'; ALTER TABLE users ADD COLUMN country text;",
      good: "SET LOCAL lock_timeout = '5s'; ALTER TABLE users ADD COLUMN country text;",
    },
    {
      bad: "SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.users (id bigint PRIMARY KEY);",
      good: "SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.users (id bigint PRIMARY KEY); RESET search_path;",
    },
  ],
});
