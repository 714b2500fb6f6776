import type { AppliedMigration, Ledger, Migration } from "../formats/format.ts";
import type { MigrationState } from "../protocol.ts";
import { bytesOf, sectionsOf } from "./project.ts";
import type { RunProject } from "./project.ts";

/** One migration of the folder or of the ledger, and where it stands. */
export interface MigrationStanding {
  readonly version: string;
  readonly name: string;
  readonly state: Exclude<MigrationState, "unknown">;
  /** The ledger marks it as begun and not finished. */
  readonly dirty: boolean;
  /** Undefined for what is in the ledger but not in the folder. */
  readonly migration: Migration | undefined;
}

export interface LedgerStatus {
  /** The ledger's table, for messages. */
  readonly table: string;
  /** In the order of the folder; missing ones stand after the migration that was applied before them. */
  readonly standings: readonly MigrationStanding[];
}

/** Holds the folder against the ledger's rows. Pure. */
export function standingsOf(
  project: RunProject,
  ledger: Ledger,
  applied: readonly AppliedMigration[],
): LedgerStatus {
  const rows = ledger.cumulative ? expand(project, ledger, applied) : applied;
  const byVersion = new Map(rows.map((row) => [row.version, row]));
  const standings = project.migrations.map((migration) =>
    standing(project, ledger, migration, byVersion.get(ledger.key(migration.version))),
  );
  const known = new Set(project.migrations.map((migration) => ledger.key(migration.version)));
  rows.forEach((row, index) => {
    if (known.has(row.version)) return;
    const before = rows[index - 1];
    const place = standings.findLastIndex(
      ({ version, migration }) =>
        before?.version === (migration === undefined ? version : ledger.key(version)),
    );
    standings.splice(place + 1, 0, missing(row));
  });
  return { table: ledger.table, standings };
}

/** A ledger that keeps only the newest version: every migration up to it is applied. */
function expand(
  project: RunProject,
  ledger: Ledger,
  applied: readonly AppliedMigration[],
): readonly AppliedMigration[] {
  const newest = applied.at(-1);
  if (newest === undefined) return [];
  const index = project.migrations.findIndex(({ version }) => ledger.key(version) === newest.version);
  const older = project.migrations.filter((migration) => precedes(migration, newest));
  const before = index < 0 ? older : project.migrations.slice(0, index);
  return [...before.map(({ version }) => ({ version: ledger.key(version) })), newest];
}

function precedes(migration: Migration, newest: AppliedMigration): boolean {
  return migration.version.localeCompare(newest.version, "en", { numeric: true }) < 0;
}

function standing(
  project: RunProject,
  ledger: Ledger,
  migration: Migration,
  row: AppliedMigration | undefined,
): MigrationStanding {
  const common = { version: migration.version, name: migration.name, migration };
  if (row === undefined) return { ...common, state: "pending", dirty: false };
  const dirty = row.dirty ?? false;
  return { ...common, state: isChanged(project, ledger, migration, row) ? "changed" : "applied", dirty };
}

function isChanged(
  project: RunProject,
  ledger: Ledger,
  migration: Migration,
  row: AppliedMigration,
): boolean {
  if (ledger.checksum === undefined || row.checksum === undefined) return false;
  const path = sectionsOf(migration, "up")[0]?.path;
  const file = path === undefined ? undefined : project.files[path];
  return file !== undefined && ledger.checksum(bytesOf(file)) !== row.checksum;
}

function missing(row: AppliedMigration): MigrationStanding {
  return {
    version: row.version,
    name: row.name ?? "",
    state: "missing",
    dirty: row.dirty ?? false,
    migration: undefined,
  };
}
