import { isFunctionId } from "../catalog/ids.ts";
import type { ObjectBreakage } from "../interpret/effects.ts";
import { sameTypes } from "../interpret/types/typeRefs.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { objectWords } from "../timeline/words/losses.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { objectsHit } from "./support/objects.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";

export const makesCallsAmbiguous = defineRule({
  id: "makes-calls-ambiguous",
  group: "breaking",
  severity: "warning",
  summary: "A second function with defaults makes calls of the first one ambiguous",
  why: `CREATE OR REPLACE FUNCTION with one more parameter makes a second function beside the first. Where the new parameter has a
default, both fit a call that leaves it out, and PostgreSQL refuses the call with 42725, “function is not unique”. It does not
prefer the one that takes just what is given.`,
  instead: `Drop the old function in the same transaction, before the new one is made: calls with fewer arguments then find that
one. Or give the new one another name.`,
  withoutPlan:
    "Which of the two calls are to mean is your decision. Drop the old one in the same migration, or leave the default out.",
  references: ["https://www.postgresql.org/docs/current/typeconv-func.html"],
  messages: {
    either:
      "Running code that calls {functions} fails from then on (42725): {others} fits as well, by its defaults.",
  },
  recipes: [],
  concerns: (statement) =>
    onSome(statement, ({ effects }) =>
      (effects.breaksObjects ?? []).some(({ code }) => code === "old-code-calls-either"),
    ),
  section(context, concerned) {
    return concerned.flatMap((statement) => {
      const found = firstAffected(statement, (entry) => ambiguous(entry, statement, context).length > 0);
      if (found === undefined) return [];
      const hit = ambiguous(found.entry, statement, context);
      const data = {
        functions: enumerateFew([...new Set(hit.map(objectWords))]),
        others: enumerateFew([...new Set(hit.map(({ beside = "" }) => beside))]),
      };
      return [{ ...report(found, context, "either", { data }), statement }];
    });
  },
  examples: [
    {
      before: "CREATE FUNCTION price(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
      bad: "CREATE FUNCTION price(integer, text DEFAULT 'EUR') RETURNS integer LANGUAGE sql AS 'SELECT 2';",
      good: "DROP FUNCTION price(integer); CREATE FUNCTION price(integer, text DEFAULT 'EUR') RETURNS integer LANGUAGE sql AS 'SELECT 2';",
    },
  ],
});

/** One that the migration drops afterwards leaves the calls to the other. */
function ambiguous(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): readonly ObjectBreakage[] {
  const end = catalogAtEnd(entry, statement, context);
  return objectsHit(entry, context, "old-code-calls-either").filter(({ named, arguments: types = [] }) => {
    const found = named === undefined ? undefined : end?.get(named.collection, named.key);
    return (
      Array.isArray(found) &&
      found.some((id: string) => {
        const routine = isFunctionId(id) ? end?.get("function", id) : undefined;
        return routine !== undefined && sameTypes(routine.arguments, types);
      })
    );
  });
}
