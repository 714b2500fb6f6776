import type { Surprise } from "../interpret/effects.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule } from "./rule.ts";
import { tellSurprises } from "./support/surprises.ts";

export const changesStoredFunction = defineRule({
  id: "changes-stored-function",
  group: "data",
  severity: "warning",
  summary: "An index, CHECK or generated column keeps what the function gave before it was replaced",
  why: `PostgreSQL stores the results of a function in expression indexes, in their WHERE and in stored generated columns, and
checks a CHECK when a row is written. Another body changes none of it: a query by the index finds the old values, two rows get
past a unique one, and a dump may not load again. The same holds where the function is no longer IMMUTABLE.`,
  instead: `Create the new function under another name, build what uses it anew (the index CONCURRENTLY), and drop the old. If the
results are the same for every row that is there, nothing is to be done.`,
  withoutPlan:
    "Whether the results differ only you know. If they do: REINDEX INDEX CONCURRENTLY afterwards, and write the rows again for a generated column.",
  references: [
    "https://www.postgresql.org/docs/current/sql-createindex.html",
    "https://www.postgresql.org/docs/current/xfunc-volatility.html",
  ],
  messages: {
    stale:
      "What {parts} holds was computed by the {function} as it was, and stays so. Where the results differ now, queries may miss rows: rebuild it afterwards (REINDEX, or write the rows again).",
  },
  recipes: [],
  statement: (statement, context) =>
    tellSurprises(statement, context, {
      code: "stored-by-old-function",
      message: "stale",
      data: (surprises) => ({
        parts: enumerateFew([...new Set(surprises.map(({ part = "" }) => part))], 2),
        function: functionName(surprises),
      }),
    }),
  examples: [
    {
      before:
        "CREATE FUNCTION plain(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)'; CREATE FUNCTION shout(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)'; CREATE TABLE users (id bigint PRIMARY KEY, name text); CREATE INDEX users_plain ON users (plain(name));",
      bad: "CREATE OR REPLACE FUNCTION plain(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(trim($1))';",
      good: "CREATE OR REPLACE FUNCTION shout(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper(trim($1))';",
    },
  ],
});

function functionName([first]: readonly Surprise[]): string {
  return first?.other ?? "function";
}
