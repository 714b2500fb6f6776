import { type DraftFile, type FileTree, type MigrationDraft, type Project } from "./format.ts";
import { defineFormat } from "./defineFormat.ts";
import { isFolders, readFolders, writeFolders } from "./drizzleFolders.ts";
import { journalPath, readJournal, writeJournal } from "./drizzleJournal.ts";
import { foldersLedger, journalLedger } from "./drizzleLedger.ts";

/**
 * Drizzle (https://github.com/drizzle-team/drizzle-orm, read and run at drizzle-orm 0.45.4 and 1.0.0-rc.5). Up to 0.x
 * a journal lists the files (drizzleJournal.ts), from 1.0 on each migration is a folder (drizzleFolders.ts). Forward
 * only; all pending migrations run in one transaction, which none can leave.
 */
export const drizzle = defineFormat({
  id: "drizzle",
  label: "Drizzle",
  documentation: "https://orm.drizzle.team/docs/migrations",
  signs: ["drizzle.config.ts", "drizzle.config.js", "drizzle.config.mjs", "drizzle.config.json"],
  watches: ["_journal.json", "snapshot.json"],
  hasDown: false,
  // Buffer.toString() keeps it (migrator.ts).
  byteOrderMark: "sent",
  canAutocommit: false,
  detect,
  read: (tree) => (tree.paths.includes(journalPath) ? readJournal(tree) : readFolders(tree)),
  ledger: journalLedger,
  refuses: [],
  ledgerFor: ({ migrations }) =>
    isFolders(migrations.flatMap(({ paths }) => paths)) ? foldersLedger(migrations) : journalLedger,
  write,
});

/** Prisma's lock file beside folders of `migration.sql` speaks for Prisma, a snapshot in such a folder for Drizzle. */
function detect(tree: FileTree): number {
  if (tree.paths.includes(journalPath)) return 1;
  if (!isFolders(tree.paths) || tree.paths.includes("migration_lock.toml")) return 0;
  return tree.paths.some((path) => /^[^/]+\/snapshot\.json$/.test(path)) ? 1 : 0.02;
}

/** New projects get folders, as Drizzle makes them from 1.0 on; until it is out, who has a journal keeps it. */
function write(drafts: readonly MigrationDraft[], project: Project, now: string): readonly DraftFile[] {
  const hasFolders = isFolders(project.migrations.flatMap(({ paths }) => paths));
  return hasFolders ? writeFolders(drafts, project, now) : writeJournal(drafts, project, now);
}
