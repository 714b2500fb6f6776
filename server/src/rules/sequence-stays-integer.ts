import { enumerateFew } from "../timeline/words/lists.ts";
import { builtinName } from "../interpret/types/typeRefs.ts";
import { isTable } from "../catalog/relations.ts";
import type { Surprise } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { catalogAtEnd } from "./support/sectionEnd.ts";
import { hasSurprise, tellSurprises } from "./support/surprises.ts";

export const sequenceStaysInteger = defineRule({
  id: "sequence-stays-integer",
  group: "data",
  severity: "warning",
  summary: "The column becomes bigint, and the sequence that fills it still ends at 2147483647",
  why: `A \`serial\` column is an integer column with a sequence of type \`integer\`. Changing the column's type does not change
the sequence: nextval fails with 2200H once it has given 2147483647, which is what the change was to prevent. (The sequence
of an identity column follows its column.)`,
  instead: "`ALTER SEQUENCE … AS bigint` in the same migration: it writes the catalog alone.",
  withoutPlan:
    "It is one statement, and a brief lock: ALTER SEQUENCE … AS bigint, with lock_timeout (add-lock-timeout).",
  references: ["https://www.postgresql.org/docs/current/sql-altersequence.html"],
  messages: {
    stays:
      "Inserts still fail once {sequences} comes to its end: it keeps its own, smaller type. ALTER SEQUENCE … AS bigint as well.",
  },
  recipes: [],
  concerns: (statement) => hasSurprise(statement, "integer-sequence"),
  section: (context, concerned) =>
    concerned.flatMap((statement) =>
      tellSurprises(statement, context, {
        code: "integer-sequence",
        message: "stays",
        holds: (surprise, { entry }) => isStillSo(surprise, entry, statement, context),
        data: (surprises) => ({ sequences: enumerateFew(surprises.map(({ other = "" }) => other)) }),
      }).map((report) => ({ ...report, statement })),
    ),
  examples: [
    {
      before: "CREATE TABLE users (id serial PRIMARY KEY);",
      bad: "ALTER TABLE users ALTER COLUMN id TYPE bigint;",
      good: "ALTER TABLE users ALTER COLUMN id TYPE bigint; ALTER SEQUENCE users_id_seq AS bigint;",
    },
  ],
});

/** Whether the section ends with the column, and a sequence of its that is no bigint. */
function isStillSo(
  { relation, part }: Surprise,
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): boolean {
  const end = catalogAtEnd(entry, statement, context);
  const table = end?.get("relation", relation.id);
  const column = isTable(table) ? table.columns.find(({ name }) => name === part) : undefined;
  return (end?.get("dependents", relation.id) ?? []).some(({ object }) => {
    const sequence = end?.get("relation", object);
    const isOwn = sequence?.kind === "sequence" && sequence.ownedBy?.column === column?.number;
    return isOwn && builtinName(sequence.type) !== "int8";
  });
}
