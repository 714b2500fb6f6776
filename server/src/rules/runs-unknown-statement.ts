import { defineRule } from "./rule.ts";
import { firstAffected } from "./support/affected.ts";

export const runsUnknownStatement = defineRule({
  id: "runs-unknown-statement",
  group: "migration",
  severity: "warning",
  summary: "EXECUTE runs a text that is known at run time alone",
  why: `What a body puts together and executes is read like any other statement, also where names in it come from a
query: then it is told what it does to whatever has such a name. Where not even the kind of statement can be told, it may lock,
rewrite or drop anything, and nobody who reviews the migration sees what.`,
  instead:
    "Write the statements out, or keep their words in the body and put names alone into them, with `format('… %I …')`.",
  withoutPlan:
    "What it runs is decided when it runs. Write the statements into the migration, where they can be read.",
  references: [
    "https://www.postgresql.org/docs/current/plpgsql-statements.html#PLPGSQL-STATEMENTS-EXECUTING-DYN",
  ],
  messages: {
    unknown:
      "What it executes cannot be analysed: {reason}. Which locks it takes and what it loses is not known here.",
  },
  recipes: [],
  statement(statement) {
    const found = firstAffected(statement, ({ effects }) => (effects.runsUnknown ?? []).length > 0);
    const [reason] = found?.entry.effects.runsUnknown ?? [];
    if (found === undefined || reason === undefined) return [];
    return [{ message: "unknown", majors: found.majors, data: { reason } }];
  },
  examples: [
    {
      before: "CREATE TABLE steps (command text);",
      bad: "DO $$ DECLARE step record; BEGIN FOR step IN SELECT command FROM steps LOOP EXECUTE step.command; END LOOP; END $$;",
      good: "DO $$ BEGIN EXECUTE 'CREATE TABLE steps_done (command text)'; END $$;",
    },
  ],
});
