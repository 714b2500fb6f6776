import { objectWords } from "../timeline/words/losses.ts";
import { objectsHit } from "./support/objects.ts";
import type { ObjectBreakage } from "../interpret/effects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { lettingAllPass } from "../catalog/policies.ts";
import { isTable } from "../catalog/relations.ts";
import { defineRule, type AnalysedStatement, type RuleContext } from "./rule.ts";
import { commandsOf } from "./support/commands.ts";
import { firstAffected, onSome, report } from "./support/affected.ts";
import { keepsCallers } from "./support/remadeRoutines.ts";
import { catalogAtEnd, catalogAtStart } from "./support/sectionEnd.ts";

export const revokesAccess = defineRule({
  id: "revokes-access",
  group: "breaking",
  severity: "warning",
  together: true,
  summary: "The running application may lose access to a table, schema or function, or see no rows",
  why: `After REVOKE, queries of that role fail with 42501 at once. Row security that is switched on fails nothing: a role that
does not own the table sees no row until a policy lets it, and its UPDATE and DELETE change none. An owner needs no GRANT: a
role that a table is taken from keeps only what it was granted.`,
  instead:
    "Make sure that the running application connects as another role, or create the policies before row security is enabled.",
  withoutPlan:
    "Who may do this is your decision. Deploy a version that does without it first; what one statement of the file takes away by itself can wait for that as a rollout.",
  references: [
    "https://www.postgresql.org/docs/current/sql-revoke.html",
    "https://www.postgresql.org/docs/current/ddl-rowsecurity.html",
  ],
  messages: {
    force:
      "Even the owner of {tablesHit} sees only the rows that policies let it see. It takes {locks}, which {blocks}, {duration}.",
    hide: "Roles that do not own {tablesHit} see only the rows that policies let them see, and none without a policy. It takes {locks}, which {blocks}, {duration}.",
    owner:
      "{tablesHit} gets another owner: what the old one may do without a GRANT, ALTER and DROP above all, fails with permission denied. It takes {locks}, which {blocks}, {duration}.",
    revoke: "Running code that uses {tablesHit} with what is taken away fails with permission denied.",
  },
  recipes: ["wait-for-deployment"],
  concerns: (statement) =>
    onSome(statement, ({ effects }) =>
      [...effects.breaks, ...(effects.breaksObjects ?? [])].some(
        ({ code }) => code === "old-code-loses-privilege",
      ),
    ),
  section(context, concerned) {
    return concerned.flatMap((statement) => {
      const found = firstAffected(statement, (entry) => closed(entry, statement, context).length > 0);
      if (found === undefined) return [];
      const tablesHit = enumerateFew(closed(found.entry, statement, context));
      const [command] = commandsOf(statement.statement, securing);
      const isForced = command?.command.subtype === "AT_ForceRowSecurity";
      const [given] = commandsOf(statement.statement, ["AT_ChangeOwner"]);
      const message =
        given !== undefined ? "owner" : command === undefined ? "revoke" : isForced ? "force" : "hide";
      const at = (command ?? given)?.span;
      return [{ ...report(found, context, message, { at, data: { tablesHit } }), statement }];
    });
  },
  examples: [
    {
      before: "CREATE TABLE notes (id bigint PRIMARY KEY);",
      bad: "REVOKE SELECT ON notes FROM PUBLIC;",
      good: "GRANT SELECT ON notes TO PUBLIC;",
    },
    {
      before: "CREATE TABLE notes (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE notes ENABLE ROW LEVEL SECURITY;",
      good: "ALTER TABLE notes ENABLE ROW LEVEL SECURITY; CREATE POLICY everything ON notes USING (true);",
    },
  ],
});

const securing = ["AT_EnableRowSecurity", "AT_ForceRowSecurity"] as const;

/** Row security hides nothing once the policies that the migration makes let everything pass. */
function closed(entry: TimelineEntry, statement: AnalysedStatement, context: RuleContext): readonly string[] {
  const isSecured = commandsOf(statement.statement, securing).length > 0;
  const end = isSecured ? catalogAtEnd(entry, statement, context) : undefined;
  const tables = entry.effects.breaks.flatMap(({ code, relation }) => {
    if (code !== "old-code-loses-privilege" || !context.existed(relation.id)) return [];
    const table = end?.get("relation", relation.id);
    return isTable(table) && lettingAllPass(table) ? [] : [relation.name];
  });
  const objects = objectsHit(entry, context, "old-code-loses-privilege")
    .filter((object) => !isClosedAgain(object, entry, statement, context))
    .map(objectWords);
  return [...new Set([...tables, ...objects])];
}

function isClosedAgain(
  { named }: ObjectBreakage,
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): boolean {
  const start = catalogAtStart(entry, statement, context);
  const end = catalogAtEnd(entry, statement, context);
  if (named?.collection !== "functionName" || start === undefined || end === undefined) return false;
  return keepsCallers(start, end, named.key);
}
