import type { PlaceholderKind } from "../sql/placeholders.ts";
import type { Span, SqlProblem } from "../sql/span.ts";
import type { LockRow } from "./lockRow.ts";
import type { Query } from "./query.ts";

export interface Unread {
  readonly code: "file-too-large" | "unreadable-file";
  readonly message: string;
}

/** The files of a folder, as data: formats never touch the disk. Paths are relative, with `/`. */
export interface FileTree {
  /** Every file below the folder, in any order. */
  readonly paths: readonly string[];
  /** The text of a file, or undefined where it cannot be read as text. May be called often; must be cheap. */
  text(path: string): string | undefined;
  /** Why a file has no text, where it was not read: it is too large, or it may not be. */
  unread?(path: string): Unread | undefined;
  /**
   * The text of a file outside the folder, e.g. `../package.json`: a tool's version or its configuration may decide
   * how a folder is read. Undefined where there is none; absent where nothing is known of the surroundings.
   */
  outside?(path: string): string | undefined;
  /** Whether sqlparser 0.61 reads a script; absent where that parser is not at hand. */
  sqlparserReads?(sql: string): boolean;
}

/** What a tree knows besides its own files. */
export type Surroundings = Pick<FileTree, "outside" | "sqlparserReads">;

/** The same surroundings for a part of a tree, or for one of its files alone. */
export function surroundingsOf(tree: FileTree): Surroundings {
  return {
    ...(tree.outside === undefined ? {} : { outside: (path) => tree.outside?.(path) }),
    ...(tree.sqlparserReads === undefined
      ? {}
      : { sqlparserReads: (sql) => tree.sqlparserReads?.(sql) === true }),
  };
}

export type Direction = "up" | "down";

/**
 * How the statements of one section reach the server, as far as it changes what they may do:
 * - `single`: inside one transaction that the tool opens;
 * - `implicit`: as one simple-query string without BEGIN; several statements form an implicit transaction, a
 *   sole statement runs in autocommit;
 * - `autocommit`: split and sent one by one;
 * - `pipeline`: split, and sent as one pipeline of the extended protocol with a single Sync at its end: an implicit
 *   transaction without a block, where LOCK TABLE and SAVEPOINT are refused. What cannot run in a transaction goes by
 *   itself, after what stands before it was committed;
 * - `all-pending`: inside one transaction that spans all pending migrations.
 */
export type TransactionMode = "single" | "implicit" | "autocommit" | "pipeline" | "all-pending";

/** What a tool reads or replaces itself in a file, so that the server never sees it. */
export interface ClientSyntax {
  /** Placeholders that it replaces in every file. */
  readonly placeholders: readonly PlaceholderKind[];
  /** Whether it sends the rows that follow COPY … FROM stdin as such. */
  readonly copyData: boolean;
  /** Whether it runs psql's backslash commands. */
  readonly metaCommands: boolean;
}

/** The up or the down part of a migration. */
export interface Section {
  readonly direction: Direction;
  /** Path of the file, relative to the tree's root. */
  readonly path: string;
  /** Where the section's SQL stands in that file, directives and markers of the tool excluded at both ends. */
  readonly span: Span;
  readonly transaction: TransactionMode;
  /** Whether the tool itself splits the text into statements (goose, Supabase) or sends it as one string. */
  readonly splits: boolean;
  /** Why it is sent so, where the file or the tool's version decides: a clause that ends "… sends it so, because". */
  readonly because?: string;
  /** True where nothing says which tool it is, so that how it is sent is a guess. */
  readonly assumed?: boolean;
  /** The parts that the tool cuts it into, each sent as one string, where it goes by marks and not by statements. */
  readonly portions?: readonly Span[];
  /** Regular expressions (case-insensitive) for statements that the tool takes out of a `pipeline` and sends alone. */
  readonly alone?: readonly string[];
  /** True where the tool is told to leave its placeholders in it as they are (Flyway's script configuration). */
  readonly keepsPlaceholders?: boolean;
  /** True where the tool replaces `${NAME}` in it by environment variables first (goose's ENVSUB). */
  readonly substitutesEnvironment?: boolean;
  /** A regular expression for what the tool replaces in it by values that are not known here (tern's templates). */
  readonly fillsIn?: string;
}

export interface Migration {
  /**
   * What tells it from the others, e.g. `0002` or `20240101120000`; `Ledger.key` turns it into the ledger's notation.
   * Unique in a project, unless a `duplicate-version` problem says otherwise.
   */
  readonly version: string;
  /** The human part of the file or folder name, e.g. `add_users`; may be empty. */
  readonly name: string;
  /** In the order the tool would send them; a direction may be absent. */
  readonly sections: readonly Section[];
  /** Every file that belongs to it, relative to the tree's root; the first is the one to open. */
  readonly paths: readonly string[];
  /** What it is called in the ledger, where `Ledger.key` cannot tell from its version (Drizzle: the journal's `when`). */
  readonly ledgerKey?: string;
  /** Repeatable migrations (Flyway `R__`) run after all others whenever their checksum changes. */
  readonly repeatable?: boolean;
  /** True where the tool runs it, too, when newer ones are applied already (refinery's `U`). */
  readonly anyOrder?: boolean;
  /** True for what is still being written, which the tool's migrate command does not run (graphile-migrate's current.sql). */
  readonly draft?: boolean;
  /** What the ledger keeps of its content, where that is of more than the up file (Atlas: of all files before it). */
  readonly checksum?: string;
}

/** A problem of the project or of one file, e.g. a duplicate version or a down without an up. */
export interface FormatProblem extends SqlProblem {
  readonly path: string;
  /**
   * What the tool refuses to run for it: this file, its section in one direction, or anything of the project. Absent
   * where it runs all the same; our runner never accepts what the tool refuses.
   */
  readonly refuses?: Direction | "file" | "project";
  /** True where `Format.seal` mends it: whoever changes files writes that with them. */
  readonly sealed?: true;
}

/** What `read` makes of a folder: migrations in the tool's own order. Never throws; bad input is a problem. */
export interface Project {
  readonly format: string;
  readonly migrations: readonly Migration[];
  readonly problems: readonly FormatProblem[];
  /** Texts by path of the tool's own files that a new migration changes or follows on (Drizzle's journal). */
  readonly companions?: Readonly<Record<string, string>>;
  /** What the tool's configuration says of its ledger; see `Format.ledgerFor`. */
  readonly ledgerSettings?: LedgerSettings;
}

/** A ledger that is not where the tool puts it by itself. */
export interface LedgerSettings {
  /** As SQL names it. */
  readonly table?: string;
  /** Schemas that are created before it. */
  readonly schemas?: readonly string[];
  /** Characters that do not count in checksums. */
  readonly ignored?: string;
}

/** What a tool needs to know of a migration to write its ledger row. */
export interface LedgerEntry {
  readonly version: string;
  /** `Migration.ledgerKey`. */
  readonly ledgerKey?: string;
  readonly name: string;
  /** Path of the up file relative to the project, for tools that store the script's name. */
  readonly path: string;
  /** Exact bytes of the up file, for tools that keep a checksum; undefined for those that do not. */
  readonly bytes: Uint8Array | undefined;
  /** `Migration.checksum`. */
  readonly checksum?: string;
  /** How many statements its up section holds, for tools that note it. */
  readonly countStatements?: () => number;
  /** What the runner measured, for tools that store it. */
  readonly executionMs: number;
  /** Given by the runner (the core has no clock and no randomness). ISO 8601, UTC. */
  readonly now: string;
  readonly uuid: string;
}

/**
 * How ledger and folder may differ: a file edited after it was applied; an applied migration without a file
 * (`missing-before`: only where a later one is in the folder); a pending one older than an applied one.
 */
export type Discrepancy = "changed" | "missing" | "missing-before" | "out-of-order";

export interface LedgerFailure {
  /** The server's words. */
  readonly message: string;
  readonly rolledBack: boolean;
}

/** An applied migration as the ledger tells it. */
export interface AppliedMigration {
  /** In the ledger's notation: compare with `Ledger.key(migration.version)`, never with the version itself. */
  readonly version: string;
  readonly name?: string;
  /** In the tool's own notation; compared with `checksum()` of the file to find edits after applying. */
  readonly checksum?: string;
  /** golang-migrate's `dirty`, Prisma's unfinished row: the tool refuses to go on. */
  readonly dirty?: boolean;
}

/**
 * The version table of a tool, as SQL and data. The runner executes; the ledger only describes.
 * `record` and `remove` are run in the transaction of the migration where there is one.
 */
export interface Ledger {
  /** Qualified or plain name as the tool creates it, for messages. */
  readonly table: string;
  /** Idempotent statements that create the table as the tool would. */
  readonly create: readonly string[];
  /**
   * Returns one row per applied migration, oldest first. It fails where the table is absent: ask
   * `to_regclass(table)` first, and where that is null nothing is applied.
   */
  readonly select: string;
  /** A migration's version in the ledger's notation, e.g. `2` for golang-migrate's file number `0002`. */
  key(version: string): string;
  /**
   * Whether the tool passes over a migration that is not in the ledger, in silence and for good, given what is applied
   * (Drizzle, where a newer one is).
   */
  passesOver?(key: string, applied: readonly AppliedMigration[]): boolean;
  /** Turns a row of `select` into what is applied. For one-row ledgers see `cumulative`. */
  read(row: Readonly<Record<string, unknown>>): AppliedMigration | undefined;
  /** True where the ledger keeps only the newest version, and all versions up to it count as applied. */
  readonly cumulative: boolean;
  record(entry: LedgerEntry, previous: readonly string[]): readonly Query[];
  /** `remaining` are the versions still applied afterwards, oldest first. */
  remove(entry: LedgerEntry, remaining: readonly string[]): readonly Query[];
  /**
   * What the tool commits before it sends a file, so that a run that ends half-way is seen: run in a transaction of
   * its own. `after` are the versions applied once the migration has gone through, oldest first.
   */
  begin?(entry: LedgerEntry, after: readonly string[]): readonly Query[];
  /** Instead of `record`, where `begin` has written the row already (same `uuid`). */
  finish?(entry: LedgerEntry): readonly Query[];
  /** What the tool writes about an up that failed. `rolledBack`: it ran in a transaction of the tool's. */
  fail?(entry: LedgerEntry, failure: LedgerFailure): readonly Query[];
  /** Takes the row of an unfinished migration away as the tool's own repair does; then it counts as not applied. */
  discard?(entry: LedgerEntry): readonly Query[];
  /** Writes the file's checksum of now into the row of an applied migration. */
  accept?(entry: LedgerEntry): readonly Query[];
  /** One short sentence: what the tool calls a database with such a row. */
  calls?(version: string): string;
  /**
   * One sentence or two: that the tool goes no further for this row, and how to go on in its own terms. `version` as
   * in the row, `before` the version applied before it.
   */
  wayOut?(version: string, before: string | undefined): string;
  /**
   * The tool's checksum of an up file, or undefined where it keeps none, or one that `Migration.checksum` holds. Hashing
   * is a pure library's job.
   */
  checksum?(bytes: Uint8Array, of: Pick<Migration, "version" | "name">): string;
  /**
   * True where the tool names the table without its schema, in the session of the migration: a search_path that a
   * migration leaves behind hides the table, and the tool fails with 42P01.
   */
  readonly bySearchPath?: true;
  /**
   * True where the tool writes the table on a connection of its own; else in the session of the migration, with the
   * role and the settings that this leaves behind.
   */
  readonly ownSession?: true;
  /** Where the tool refuses to make its table: what of the database keeps it from that. */
  readonly refusesToBegin?: {
    /** Gives a row where it refuses. */
    readonly where: string;
    /** Why, and how to go on; `first` is the project's first migration. */
    message(first: string): string;
  };
  /** True where the tool takes no lock of any kind: it neither waits for another runner nor keeps one out. */
  readonly lockless?: true;
  /** True where its table takes a second row, so that nothing at all keeps two from applying the same migration. */
  readonly takesTwice?: true;
  /** What the tool's own runner locks, so that two runners cannot interleave: the key of pg_try_advisory_lock. */
  advisoryLockKey?(database: string): string;
  /** What it writes for the same end, where it takes no such lock. */
  readonly lockRow?: LockRow;
}

/** What a recipe or `new migration` hands to a format for writing. SQL bodies end without a newline. */
export interface MigrationDraft {
  /** snake_case, short; the format adds its version. */
  readonly name: string;
  readonly up: string;
  /** Absent where there is nothing to undo or the tool has no down. */
  readonly down?: string;
  /**
   * True where the body must run outside a transaction (CREATE INDEX CONCURRENTLY). Most tools send a file as one
   * string, so such a body must be one statement: read the file back, and see whether its section `splits`.
   */
  readonly autocommit: boolean;
}

export interface DraftFile {
  readonly path: string;
  readonly content: string;
  /** True for a file of the tool's own that is there already, e.g. Drizzle's journal: `content` takes its place. */
  readonly replaces?: boolean;
}

/** A new down section: at the end of a file that is there, or in a file of its own. */
export interface DownPlace {
  readonly path: string;
  readonly isNew: boolean;
  /** What stands before its statements, with its line break: a marker, a directive; may be empty. */
  readonly before: string;
}

/**
 * One migration tool. Adding one is adding one file here; `npm run generate` lists it.
 * A format may not: touch the disk or a database, throw on bad input, or know what a statement does.
 */
export interface Format {
  /** Kebab-case, the tool's own name, e.g. `golang-migrate`. */
  readonly id: string;
  readonly label: string;
  readonly documentation: string;
  /**
   * How surely the tree is a project of this tool: 0 no, 1 certain. The highest wins; plain ordered SQL
   * answers with a low score for any folder that holds `.sql` files (see `detect.ts`).
   */
  detect(tree: FileTree): number;
  read(tree: FileTree): Project;
  /** Ends of paths of files beside or above the migrations that speak for the tool; one that ends in `/` is a folder. */
  readonly signs?: readonly string[];
  /** Names of files, other than SQL, that decide how a folder is read: the editor reads it again when they change. */
  readonly watches?: readonly string[];
  readonly ledger: Ledger;
  /** Over what the tool goes no further up; an unfinished migration stops every tool that marks one. */
  readonly refuses: readonly Discrepancy[];
  /** The ledger of a certain project, where that is not the same for all (Drizzle 1.0). */
  ledgerFor?(project: Pick<Project, "migrations" | "ledgerSettings">): Ledger;
  /**
   * The tool's own command that runs migrations, where we only read them: how it runs them, or what it writes about
   * that, is not ours to imitate.
   */
  readonly runBy?: string;
  /**
   * Whole files that follow from the others, as they must be for this folder, where they are not (`atlas.sum`, hashes in
   * headers). Whoever changes files of the folder writes these with them.
   */
  seal?(tree: FileTree): readonly DraftFile[];
  /** False for forward-only tools (Prisma): a missing down is then no finding. */
  readonly hasDown: boolean;
  /**
   * The settings that the tool brings back before the next file of a run, or `all`. Absent where it keeps one session
   * and resets nothing, so that what a migration sets is still set in the next one.
   */
  readonly resets?: "all" | readonly string[];
  /** True where lines of its own begin each file, so that nothing may be put in front of them. */
  readonly beginsFiles?: true;
  /** True where it refuses a migration of comments alone, so that something has to stand there. */
  readonly needsStatement?: true;
  /** Absent where the tool sends the text as it stands, so that all of it must be SQL. */
  readonly accepts?: ClientSyntax;
  /** What becomes of a byte order mark at the start of a file. */
  readonly byteOrderMark: ByteOrderMark;
  /** False where the tool can run nothing outside a transaction. */
  readonly canAutocommit: boolean;
  /** Where the tool runs all pending migrations in one transaction: how it is told to give each its own. */
  readonly eachInItsOwn?: string;
  /**
   * The files of new migrations that sort after `after` (a version of the project, default the newest) and, for
   * several drafts, in their order. `now` is ISO 8601 UTC, for tools that number by time.
   */
  write(
    drafts: readonly MigrationDraft[],
    project: Project,
    now: string,
    after?: string,
  ): readonly DraftFile[];
  /**
   * Where a migration that has no down section gets one; `autocommit` where it must run outside a transaction. Undefined
   * where this migration cannot have one; absent where the tool has none.
   */
  downPlace?(migration: Migration, autocommit: boolean): DownPlace | undefined;
  /** Where a new migration begins its life in no file of its own: how the tool has it, as a sentence. */
  readonly begins?: string;
  /**
   * Statements, each with its `;`, as they must stand inside a section, for tools that need marks around some of
   * them (goose). Absent where the text may stand as it is.
   */
  embed?(statements: string): string;
}

/** A migration's name in the ledger. */
export function ledgerKey(
  ledger: Ledger,
  { version, ledgerKey: own }: Pick<Migration, "version" | "ledgerKey">,
): string {
  return own ?? ledger.key(version);
}

/**
 * What a tool does with a byte order mark at the start of a file: takes it away, or sends it to PostgreSQL, which takes
 * it for a part of the first word. `assumed`: nobody has looked.
 */
export type ByteOrderMark = "removed" | "sent" | "assumed";
