import type { Migration, Section } from "../../formats/format.ts";
import type { Grammar } from "../../sql/grammar.ts";
import { StatementCache, readStatements } from "../../sql/parse.ts";
import type { PlacedStatement } from "../../sql/statement.ts";
import { rangeOf } from "../position.ts";
import { uriOf, type RunProject } from "../project.ts";
import { RunError } from "../runError.ts";

/**
 * Refuses a project on a server that others use when a statement of it reaches beyond its own database: a scratch
 * database shields nobody from that. Throws a RunError.
 */
export function refuseClusterWide(project: RunProject, grammar: Grammar): void {
  const cache = new StatementCache();
  for (const migration of project.migrations)
    for (const section of migration.sections) {
      const text = project.files[section.path] ?? "";
      const { statements } = readStatements(text, section.span, grammar, cache);
      const found = statements.find(({ statement }) => reachesOut(statement));
      if (found !== undefined) throw refusal(project, migration, section, found);
    }
}

const kinds: ReadonlySet<string> = new Set([
  "AlterDatabaseRefreshCollStmt",
  "AlterDatabaseSetStmt",
  "AlterDatabaseStmt",
  "AlterRoleSetStmt",
  "AlterRoleStmt",
  "AlterSubscriptionStmt",
  "AlterSystemStmt",
  "AlterTableSpaceOptionsStmt",
  "CreateRoleStmt",
  "CreateSubscriptionStmt",
  "CreateTableSpaceStmt",
  "CreatedbStmt",
  "DropOwnedStmt",
  "DropRoleStmt",
  "DropSubscriptionStmt",
  "DropTableSpaceStmt",
  "DropdbStmt",
  "GrantRoleStmt",
  "ReassignOwnedStmt",
]);

/** The same inside the text of a block, where what is run may be put together. */
const inBlock =
  /\b(?:(?:create|alter|drop)\s+(?:role|user|group|database|tablespace|subscription)|alter\s+system|(?:drop|reassign)\s+owned|on\s+(?:database|tablespace))\b/i;

function reachesOut({ kind, text, node }: PlacedStatement["statement"]): boolean {
  if (kinds.has(kind)) return true;
  if (node !== undefined && "GrantStmt" in node)
    return ["OBJECT_DATABASE", "OBJECT_TABLESPACE"].includes(node.GrantStmt.objtype ?? "");
  if (node !== undefined && "RenameStmt" in node)
    return ["OBJECT_DATABASE", "OBJECT_ROLE", "OBJECT_TABLESPACE"].includes(node.RenameStmt.renameType ?? "");
  return kind === "DoStmt" && inBlock.test(text);
}

function refusal(
  project: RunProject,
  { version }: Migration,
  { path }: Section,
  { statement, span }: PlacedStatement,
): RunError {
  const first = statement.text.replace(/\s+/g, " ").slice(0, 60);
  return new RunError({
    version,
    uri: uriOf(project, path),
    range: rangeOf(project.files[path] ?? "", span),
    code: "reaches-other-databases",
    message: `Nothing was run: \`${first}\` changes the whole server and not only the scratch database. Verify with --database embedded, which is a server of its own.`,
    rolledBack: true,
  });
}
