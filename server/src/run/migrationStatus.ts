import {
  ledgerKey,
  type AppliedMigration,
  type Direction,
  type Ledger,
  type Migration,
} from "../formats/format.ts";
import type { MigrationState } from "../protocol.ts";
import { journalNote, type JournalRow } from "./journal.ts";
import { bytesOf, sectionsOf } from "./project.ts";
import type { RunProject } from "./project.ts";

/** One migration of the folder or of the ledger, and where it stands. */
export interface MigrationStatus {
  readonly version: string;
  readonly name: string;
  readonly state: Exclude<MigrationState, "unknown">;
  /** Whether the ledger has it as applied, and not as unfinished. */
  readonly recorded: boolean;
  /** What it means and how to go on, where that needs saying: unfinished, or changed in its line ends only. */
  readonly note: string | undefined;
  /** Where it stopped, as far as the schema shows it; the part of the note that does not say how to go on. */
  readonly stopped?: string;
  /** What our own journal has of it, where it is unfinished. */
  readonly begun?: JournalRow;
  /** How far it came in its direction, where it is unfinished and the schema shows that. */
  readonly came?: Came;
  /** Pending by the ledger, but its tool will never run it (`Ledger.passesOver`). */
  readonly passedOver?: boolean;
  /** Applied by the ledger, but the database has nothing of it, and its tool will never run it (`tellLate`). */
  readonly isLate?: boolean;
  /** Undefined for what is in the ledger but not in the folder. */
  readonly migration: Migration | undefined;
}

/** At least, and at most, so many of its statements went through. */
export interface Came {
  readonly direction: Direction;
  readonly statements: number;
  readonly least: number;
  readonly most: number;
  /** The INVALID index that the next one left. */
  readonly invalid?: string;
}

export interface LedgerStatus {
  /** The ledger's table, for messages. */
  readonly table: string;
  /** In the order of the folder; missing ones stand after the migration that was applied before them. */
  readonly statuses: readonly MigrationStatus[];
}

/** Holds the folder against the ledger's rows. Pure. */
export function standingsOf(
  project: RunProject,
  ledger: Ledger,
  applied: readonly AppliedMigration[],
  journal: readonly JournalRow[] = [],
): LedgerStatus {
  const rows = ledger.cumulative ? expand(project, ledger, applied) : applied;
  const wayOut = (index: number, row: AppliedMigration): string | undefined =>
    ledger.wayOut?.(row.version, rows[index - 1]?.version);
  const notes = new Map(rows.map((row, index) => [row, wayOut(index, row)]));
  const byVersion = new Map(rows.map((row) => [row.version, row]));
  const statuses = project.migrations.map((migration) =>
    migrationStatus(project, ledger, migration, {
      row: byVersion.get(ledgerKey(ledger, migration)),
      rows,
      notes,
    }),
  );
  const known = new Set(project.migrations.map((migration) => ledgerKey(ledger, migration)));
  rows.forEach((row, index) => {
    if (known.has(row.version)) return;
    const before = rows[index - 1];
    const place = statuses.findLastIndex(
      ({ version, migration }) =>
        before?.version === (migration === undefined ? version : ledgerKey(ledger, migration)),
    );
    statuses.splice(place + 1, 0, missing(row, notes));
  });
  return { table: ledger.table, statuses: withJournal(statuses, journal) };
}

/** What our own journal knows to be unfinished, whatever the ledger says of it. */
function withJournal(
  statuses: readonly MigrationStatus[],
  journal: readonly JournalRow[],
): readonly MigrationStatus[] {
  const rows = new Map(journal.map((row) => [row.version, row]));
  const marked = statuses.map((migrationStatus): MigrationStatus => {
    const row = rows.get(migrationStatus.version);
    rows.delete(migrationStatus.version);
    return row === undefined
      ? migrationStatus
      : { ...migrationStatus, state: "unfinished", note: journalNote(row), begun: row };
  });
  const gone = [...rows.values()].map((row) => ({
    version: row.version,
    name: "",
    state: "unfinished" as const,
    recorded: false,
    note: journalNote(row),
    begun: row,
    migration: undefined,
  }));
  return [...marked, ...gone];
}

/** A ledger that keeps only the newest version: every migration up to it is applied. */
function expand(
  project: RunProject,
  ledger: Ledger,
  applied: readonly AppliedMigration[],
): readonly AppliedMigration[] {
  const newest = applied.at(-1);
  if (newest === undefined) return [];
  // golang-migrate's -1: nothing is applied, and a run down to there did not finish.
  if (newest.version.startsWith("-")) return [newest];
  const index = project.migrations.findIndex((migration) => ledgerKey(ledger, migration) === newest.version);
  const older = project.migrations.filter((migration) => precedes(migration, newest));
  const before = index < 0 ? older : project.migrations.slice(0, index);
  return [...before.map((migration) => ({ version: ledgerKey(ledger, migration) })), newest];
}

function precedes(migration: Migration, newest: AppliedMigration): boolean {
  return migration.version.localeCompare(newest.version, "en", { numeric: true }) < 0;
}

type Notes = ReadonlyMap<AppliedMigration, string | undefined>;

/** A migration's row, where it has one, among all rows of the ledger. */
interface Found {
  readonly row: AppliedMigration | undefined;
  readonly rows: readonly AppliedMigration[];
  readonly notes: Notes;
}

function migrationStatus(
  project: RunProject,
  ledger: Ledger,
  migration: Migration,
  { row, rows, notes }: Found,
): MigrationStatus {
  const common = { version: migration.version, name: migration.name, migration };
  if (row === undefined) {
    const passedOver = ledger.passesOver?.(ledgerKey(ledger, migration), rows) ?? false;
    return {
      ...common,
      state: "pending",
      recorded: false,
      note: undefined,
      ...(passedOver ? { passedOver } : {}),
    };
  }
  if (row.dirty === true)
    return {
      ...common,
      state: "unfinished",
      recorded: false,
      note: withRepair(notes.get(row), migration.version),
    };
  const edit = editOf(project, ledger, migration, row);
  return {
    ...common,
    state: edit === undefined ? "applied" : "changed",
    recorded: true,
    note: edit === "line-ends" ? lineEndsNote : undefined,
  };
}

const lineEndsNote =
  "Only its line ends differ from those of the file that was applied (CRLF or LF); a line `*.sql text eol=lf` in .gitattributes keeps them alike everywhere.";

/** The tool's way out, and ours to the same end. */
export function withRepair(wayOut: string | undefined, version: string): string {
  const ours = version.startsWith("-")
    ? `\`lockkeeper repair --unmark ${version}\` does the same.`
    : `\`lockkeeper repair --mark ${version}\` counts it as applied, \`--unmark ${version}\` as not applied.`;
  const begun = "A run began it and did not finish. See what of it is in the database.";
  return `${wayOut ?? begun} ${ours}`;
}

/** How a file differs from the one that was applied, by the checksum in the ledger. */
function editOf(
  project: RunProject,
  ledger: Ledger,
  migration: Migration,
  row: AppliedMigration,
): "text" | "line-ends" | undefined {
  if (row.checksum === undefined) return undefined;
  if (migration.checksum !== undefined) return migration.checksum === row.checksum ? undefined : "text";
  if (ledger.checksum === undefined) return undefined;
  const path = sectionsOf(migration, "up")[0]?.path;
  const file = path === undefined ? undefined : project.files[path];
  const same = (text: string): boolean => ledger.checksum?.(bytesOf(text), migration) === row.checksum;
  if (file === undefined || same(file)) return undefined;
  const unix = file.replaceAll("\r\n", "\n");
  return same(unix) || same(unix.replaceAll("\n", "\r\n")) ? "line-ends" : "text";
}

function missing(row: AppliedMigration, notes: Notes): MigrationStatus {
  return {
    version: row.version,
    name: row.name ?? "",
    state: row.dirty === true ? "unfinished" : "missing",
    recorded: row.dirty !== true,
    note: row.dirty === true ? withRepair(notes.get(row), row.version) : undefined,
    migration: undefined,
  };
}
