import { atLeast } from "../interpret/locks.ts";
import { defineRecipe } from "./recipe.ts";
import { entryOf, missingLimit } from "./support/subject.ts";

export const addLockTimeout = defineRecipe({
  id: "add-lock-timeout",
  title: "Limit the wait for the lock with lock_timeout",
  kind: "quickfix",
  mitigates: true,
  summary:
    "SET LOCAL lock_timeout before the statement: when the lock is not granted in time the migration fails and can be tried again, instead of making later queries queue behind it. Where the tool commits each statement by itself, it stands between SET lock_timeout and RESET.",
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users ADD COLUMN country text;",
    },
  ],
  applies: (facts) =>
    entryOf(facts)?.effects.locks.some(({ mode }) => atLeast(mode, "SHARE")) === true &&
    missingLimit(facts) !== undefined,
  plan(facts) {
    return {
      recipe: "add-lock-timeout",
      title: "Limit the wait for the lock",
      name: "lock_timeout",
      steps: [
        {
          phase: "expand",
          title: "Limit the wait for the lock",
          transaction: "same",
          up: [facts.statement.statement.text],
          down: [],
        },
      ],
      pending: [],
    };
  },
  isInverse: () => false,
});
