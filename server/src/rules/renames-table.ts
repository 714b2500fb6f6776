import { nameKey } from "../catalog/ids.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { isTable, isView, type Column, type Relation } from "../catalog/relations.ts";
import { takesWrites } from "../interpret/views/viewBase.ts";
import type { RelationName } from "../interpret/effects.ts";
import type { Span } from "../sql/span.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { defineRule, type AnalysedStatement, type RuleContext, type SectionReport } from "./rule.ts";
import { firstAffected, locksOnOld, onSome, report } from "./support/affected.ts";
import { lostReaders } from "./support/lostReaders.ts";
import { catalogAtEnd, catalogAtStart } from "./support/sectionEnd.ts";
import { phrase } from "./support/ranges.ts";

export const renamesTable = defineRule({
  id: "renames-table",
  group: "breaking",
  severity: "error",
  summary:
    "Renaming a table, or moving it to another schema, breaks the application version that is now running",
  why: `From the moment of the rename, every query of the running application that names the table fails.`,
  instead: `Rename it and create an updatable view with the old name in the same transaction, deploy the application with
the new name, drop the view later.`,
  references: ["https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS"],
  messages: {
    rename:
      "This breaks every running query that uses the old name. It takes {locks}, which {blocks}, {duration}.",
    unlocked: "This breaks every running query that uses the old name.",
    ungranted:
      "{roles} can no longer read {relation}: what has its name then was made without their GRANT. Grant it again in the same migration.",
  },
  recipes: ["rename-table-behind-view"],
  concerns: (statement) =>
    onSome(statement, ({ effects }) => effects.breaks.some(({ code }) => code === "old-code-reads-table")),
  section(context, concerned) {
    return concerned.flatMap((statement) => {
      const { node } = statement.statement;
      if (node === undefined || "DropStmt" in node) return [];
      const at = phrase(statement.statement, "rename") ?? phrase(statement.statement, "set", "schema");
      const found = firstAffected(statement, (entry) =>
        entry.effects.breaks.some(
          ({ code, relation }) =>
            code === "old-code-reads-table" &&
            context.existed(relation.id) &&
            hadName(entry, relation, statement, context) &&
            !entry.effects.destroys.some((gone) => gone.relation?.id === relation.id) &&
            !hasStandIn(entry, relation, statement, context),
        ),
      );
      if (found === undefined) return ungranted(statement, context, at);
      const isLocked = locksOnOld(found.entry, context).length > 0;
      return [{ ...report(found, context, isLocked ? "rename" : "unlocked", { at }), statement }];
    });
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY);",
      bad: "ALTER TABLE users RENAME TO members;",
      good: "CREATE VIEW members AS SELECT id FROM users;",
    },
  ],
});

/** Whether it has the name that it began the section with: nobody knows one that the section has given it. */
function hadName(
  entry: TimelineEntry,
  { id }: RelationName,
  statement: AnalysedStatement,
  context: RuleContext,
): boolean {
  const known = catalogAtStart(entry, statement, context)?.get("relation", id);
  const now = entry.before.get("relation", id);
  return known === undefined || now === undefined || nameKey(known) === nameKey(now);
}

/**
 * Whether the same transaction ends with something under the old name that has all of its columns under the names that the
 * transaction began with: a view that takes writes, or another table in its place.
 */
function hasStandIn(
  entry: TimelineEntry,
  { id }: RelationName,
  statement: AnalysedStatement,
  context: RuleContext,
): boolean {
  const old = entry.before.get("relation", id);
  if (!entry.transaction.open || entry.transaction.explicit || !isTable(old)) return false;
  const now = namedSo(catalogAtEnd(entry, statement, context), old);
  if (!isTable(now) && !(isView(now) && takesWrites(now))) return false;
  const began = catalogAtStart(entry, statement, context)?.get("relation", id);
  const isKept = ({ number }: Column): boolean => old.columns.some((column) => column.number === number);
  // What is dropped in between is another rule's.
  const columns = isTable(began) ? began.columns.filter(isKept) : old.columns;
  return columns.every(({ name }) => now.columns.some((column) => column.name === name));
}

function namedSo(catalog: Catalog | undefined, old: Relation): Relation | undefined {
  const id = catalog?.get("relationName", nameKey(old));
  return id === undefined ? undefined : catalog?.get("relation", id);
}

/** What stands in for a table that is renamed away, and may not be read by those who were granted the table. */
function ungranted(
  statement: AnalysedStatement,
  context: RuleContext,
  at: Span | undefined,
): readonly SectionReport[] {
  const found = firstAffected(statement, (entry) => lostIn(entry, statement, context) !== undefined);
  const data = found && lostIn(found.entry, statement, context);
  if (found === undefined || data === undefined) return [];
  return [{ ...report(found, context, "ungranted", { at, data, severity: "warning" }), statement }];
}

function lostIn(
  entry: TimelineEntry,
  statement: AnalysedStatement,
  context: RuleContext,
): { readonly roles: string; readonly relation: string } | undefined {
  const end = catalogAtEnd(entry, statement, context);
  for (const { code, relation } of entry.effects.breaks) {
    const old = entry.before.get("relation", relation.id);
    if (code !== "old-code-reads-table" || old === undefined || !context.existed(relation.id)) continue;
    const now = namedSo(end, old);
    if (end === undefined || now === undefined || now.id === old.id) continue;
    const roles = lostReaders([entry.before, old], [end, now]);
    if (roles !== undefined) return { roles, relation: relation.name };
  }
  return undefined;
}
