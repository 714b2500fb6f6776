import { isAssumed, type RelationId } from "../catalog/ids.ts";
import { isTable } from "../catalog/relations.ts";
import { isPartOf } from "../timeline/risk.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { enumerateFew } from "../timeline/words/lists.ts";
import { defineRule, type RuleContext } from "./rule.ts";
import { firstAffected, locksOnOld, report } from "./support/affected.ts";
import { commandsOf } from "./support/commands.ts";

export const dropsKey = defineRule({
  id: "drops-key",
  group: "breaking",
  severity: "warning",
  summary: "Dropping a primary key or unique constraint breaks upserts and lets duplicates in",
  why: `Its index goes with it: INSERT … ON CONFLICT on these columns fails with 42P10, lookups scan the table, and from the
next moment on duplicates get in that keep the key from being built again. Without a primary key, a published table refuses
UPDATE and DELETE unless it has another replica identity. Foreign keys that reference the key make the drop fail, and with
CASCADE they go too.`,
  instead: `Build the new key's index CONCURRENTLY first, then drop the old constraint and add the new one USING INDEX in one
transaction.`,
  withoutPlan:
    "Who relies on the key (upserts, foreign keys, replication) only you know. Put another unique index in its place first (CREATE UNIQUE INDEX CONCURRENTLY), change what relies on it, then drop.",
  references: [
    "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-CONSTRAINT",
    "https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT",
    "https://www.postgresql.org/docs/current/logical-replication-publication.html",
  ],
  messages: {
    index:
      "Running code that inserts ON CONFLICT by the index {keys} fails, and nothing keeps duplicates out.",
    drop: "Running code that inserts ON CONFLICT on {keys} fails, and nothing keeps duplicates out. It takes {locks}, which {blocks}, {duration}.",
  },
  recipes: ["drop-with-its-column", "replace-key", "drop-key-in-phases"],
  statement(statement, context) {
    const found = firstAffected(statement, (entry) => keysLost(entry, context).length > 0);
    if (found === undefined) return [];
    const lost = [...new Set(keysLost(found.entry, context))];
    const commands = commandsOf(statement.statement, ["AT_DropConstraint"]).flatMap(({ command, span }) => {
      const keys = lost.filter((key) => key.endsWith(`.${command.name ?? ""}`));
      return keys.length === 0 ? [] : [{ span, keys }];
    });
    const places = commands.length === 0 ? [{ span: undefined, keys: lost }] : commands;
    return places.map(({ span, keys }) =>
      report(found, context, isOfIndex(found.entry) ? "index" : "drop", {
        at: span,
        data: { keys: enumerateFew(keys) },
      }),
    );
  },
  examples: [
    {
      before: "CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE);",
      bad: "ALTER TABLE users DROP CONSTRAINT users_email_key;",
      good: "CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email);",
      transaction: "autocommit",
    },
  ],
});

/** Of DROP INDEX another rule tells the locks. */
function isOfIndex({ effects }: TimelineEntry): boolean {
  return effects.destroys.every(({ code }) => code === "index");
}

/** Whether upserts into a table that others use relied on an index of this name. */
function servesUpserts(name: string, { effects, before }: TimelineEntry, context: RuleContext): boolean {
  return effects.breaks.some(({ code, relation, part = "" }) => {
    if (code !== "old-code-upserts-on-key" || !name.endsWith(`.${part}`)) return false;
    const table = before.get("relation", relation.id);
    const isKnown = (id: RelationId): boolean => !isAssumed(id) && before.get("relation", id)?.name === part;
    return context.existed(relation.id) && isTable(table) && table.indexes.some(isKnown);
  });
}

/** The constraints, and unique indexes, that a statement drops of tables where upserts lose their key by it. */
function keysLost(entry: TimelineEntry, context: RuleContext): readonly string[] {
  const locks = locksOnOld(entry, context);
  const { breaks, destroys } = entry.effects;
  return destroys.flatMap((gone) => {
    const isKey = breaks.some(
      ({ code, relation, part = "" }) =>
        code === "old-code-upserts-on-key" &&
        relation.id === gone.relation?.id &&
        gone.name.endsWith(`.${part}`),
    );
    const isGone = gone.code === "index" || (gone.code === "constraint" && isKey && isPartOf(gone, locks));
    const isIndexKey = gone.code !== "index" || servesUpserts(gone.name, entry, context);
    return isGone && isIndexKey && !gone.implied ? [gone.name] : [];
  });
}
