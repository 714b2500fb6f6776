import { objectWords } from "../timeline/words/losses.ts";
import { objectsHit } from "./support/objects.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { commandsOf } from "./support/commands.ts";
import { firstAffected, report } from "./support/affected.ts";

export const revokesAccess = defineRule({
  id: "revokes-access",
  group: "breaking",
  severity: "warning",
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
  statement(statement, context) {
    const found = firstAffected(
      statement,
      (entry) =>
        closed(entry, context).length > 0 ||
        objectsHit(entry, context, "old-code-loses-privilege").length > 0,
    );
    if (found === undefined) return [];
    const objects = objectsHit(found.entry, context, "old-code-loses-privilege").map(objectWords);
    const tablesHit = enumerateFew([...new Set([...closed(found.entry, context), ...objects])]);
    const [command] = commandsOf(statement.statement, ["AT_EnableRowSecurity", "AT_ForceRowSecurity"]);
    const isForced = command?.command.subtype === "AT_ForceRowSecurity";
    const [given] = commandsOf(statement.statement, ["AT_ChangeOwner"]);
    const message =
      given !== undefined ? "owner" : command === undefined ? "revoke" : isForced ? "force" : "hide";
    return [report(found, context, message, { at: (command ?? given)?.span, data: { tablesHit } })];
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
    },
  ],
});

function closed({ effects }: TimelineEntry, context: RuleContext): readonly string[] {
  return effects.breaks.flatMap(({ code, relation }) =>
    code === "old-code-loses-privilege" && context.existed(relation.id) ? [relation.name] : [],
  );
}
