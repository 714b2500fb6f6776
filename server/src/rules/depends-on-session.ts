import { defineRule } from "./rule.ts";
import { namesOf } from "./support/leftSettings.ts";

export const dependsOnSession = defineRule({
  id: "depends-on-session",
  group: "migration",
  severity: "warning",
  summary: "The migration does something else when it is applied in one run with an earlier one",
  why: `An earlier migration leaves a setting in its session. When both are pending they are applied in one session and this one
finds the setting; when the earlier one was released before, it does not. So a new database and the production database may
differ, or only one of the two fails.`,
  instead:
    "End the earlier migration with `RESET`, or write here what does not depend on it: the schema before each name.",
  withoutPlan:
    "Which of the two is meant only you know: set in this file what it needs, or reset in the other file what it leaves behind.",
  references: ["https://www.postgresql.org/docs/current/sql-set.html"],
  messages: {
    fails:
      "Applied in the same run as {file}, this fails: {message} (SQLSTATE {sqlstate}), because {settings} is still what that file set.",
    differs:
      "Applied in the same run as {file}, this does something else, because {settings} is still what that file set.",
    relies:
      "This works only in the same run as {file}, which leaves {settings} set; applied later, in a session of its own, it fails.",
  },
  recipes: [],
  section({ section, inSameSession: difference }) {
    const statement = difference === undefined ? undefined : section.statements[difference.index];
    const [first] = difference?.settings ?? [];
    if (difference === undefined || statement === undefined || first === undefined) return [];
    const { fails, relies, settings, majors } = difference;
    const data = {
      file: first.by,
      settings: namesOf(settings),
      message: fails?.message ?? "",
      sqlstate: fails?.sqlstate ?? "",
    };
    const message = relies ? "relies" : fails === undefined ? "differs" : "fails";
    return [{ message, statement, majors, data }];
  },
  examples: [
    {
      before:
        "SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.users (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users ADD COLUMN country text;",
      good: "ALTER TABLE public.users ADD COLUMN country text;",
    },
  ],
});
