import { NotificationType, RequestType, RequestType0 } from "vscode-languageserver-protocol";
import type { Position, Range } from "vscode-languageserver-protocol";

/*
 * The custom requests between the editor and the language server. With `protocol/` the only server files that the client may
 * import; it holds types and names, no behaviour. Positions are LSP's: zero-based, UTF-16.
 */

export type Risk = "none" | "low" | "medium" | "high" | "critical";
export type DatabaseKind = "embedded" | "container" | "server";
/**
 * Whose findings are shown. `new`: of migrations that are neither applied in the database that is ready nor as they
 * are on the base branch; `pending` and `changed`: by one of these alone; `open`: of open files.
 */
export type FindingsShown = "new" | "pending" | "changed" | "open" | "all";

/** Sent with `initialize`. */
export interface InitializationOptions {
  /** False in an untrusted workspace: analysis only, nothing is executed and no database is reached. */
  readonly trusted: boolean;
  /** A folder that outlives the window, for embedded databases and caches. */
  readonly storagePath: string;
  /** The client's command that shows one of our pages, called with its name, like `rules/drops-table`. */
  readonly openPageCommand: string;
  /**
   * True where the client puts what is done about findings behind one entry of its menu: then it gets that of the whole
   * statement wherever in it the cursor is. An editor that asks for the cursor and for each underlined range on its line,
   * as VS Code does, would otherwise show the entry twice, with another count each time.
   */
  readonly groupsFindings: boolean;
}

/** Editor settings (section `lockkeeper`) that the server reads; personal or local things only. */
export interface EditorSettings {
  /** What a statement does to others, above it. */
  readonly codeLens: boolean;
  /** The same behind its first line. */
  readonly inlayHints: boolean;
  readonly findings: FindingsShown;
  /** Runs are watched: what each statement locks, and for how long. */
  readonly observeRuns: boolean;
  /** PostgreSQL majors where the project's configuration names none. */
  readonly postgres: readonly number[];
  readonly database: {
    /** `auto`: a container where an engine answers, else the embedded PostgreSQL. */
    readonly kind: "auto" | DatabaseKind;
    readonly image: string;
    /** Without a password; that one is in the secret storage and handed over per request. */
    readonly url: string;
    /** Seconds to wait for a started container to accept connections. */
    readonly startTimeout: number;
  };
}

/**
 * Where a migration stands in the ledger of the selected database; `unknown` while none is connected, `unfinished`
 * where a run began it and did not finish.
 */
export type MigrationState = "unknown" | "pending" | "applied" | "changed" | "missing" | "unfinished";

export interface StatementItem {
  /** The statement's first words, one line. */
  readonly label: string;
  readonly range: Range;
  readonly risk: Risk;
}

export interface SectionItem {
  readonly direction: "up" | "down";
  readonly uri: string;
  readonly range: Range;
  readonly risk: Risk;
  readonly statements: readonly StatementItem[];
}

export interface MigrationItem {
  readonly version: string;
  readonly name: string;
  /** The file to open; undefined for a migration that is in the ledger but not in the folder (`missing`). */
  readonly uri: string | undefined;
  readonly state: MigrationState;
  /** The up section's risk. */
  readonly risk: Risk;
  /** Where it stopped and what its tool makes of that, of one that is not finished, as far as it is known. */
  readonly stopped?: string;
  /** What the last run failed with in it, until its file or the database changes. */
  readonly failure: string | undefined;
  /** Why its findings are not shown: it is applied, or as on the base branch, or not open. */
  readonly history: "applied" | "unchanged" | "closed" | undefined;
  readonly sections: readonly SectionItem[];
}

/** What is found in a project and not shown. */
export interface HiddenItem {
  readonly findings: number;
  /** Of them, those that a baseline of findings accepts. */
  readonly accepted: number;
  /** How many migrations are history. */
  readonly migrations: number;
  /** The branch that files are held against, e.g. `origin/main`; undefined where none is known. */
  readonly base: string | undefined;
  /** True where somebody asked to see everything: the findings are shown then, and would not be otherwise. */
  readonly shown: boolean;
}

/** What is done in a rollout: a migration, a version of the application, or the last phase that is not written yet. */
export type RolloutStepItem =
  | {
      readonly kind: "migration";
      readonly version: string;
      readonly name: string;
      readonly uri: string;
      readonly range: Range;
      readonly state: MigrationState;
      readonly phase: "expand" | "migrate" | "contract";
      /** What it does: a sentence for each thing. */
      readonly titles: readonly string[];
    }
  | { readonly kind: "deploy"; readonly what: string }
  | {
      readonly kind: "finish";
      readonly titles: readonly string[];
      readonly preconditions: readonly string[];
    };

/** A change in several phases that is under way: its last phase is not written, or not known to be applied. */
export interface RolloutItem {
  readonly id: string;
  readonly title: string;
  readonly uri: string;
  readonly range: Range;
  /** In the order in which they are taken. */
  readonly steps: readonly RolloutStepItem[];
}

export interface ProjectItem {
  /** URI of the migrations folder; the project's key in all other requests. */
  readonly uri: string;
  readonly label: string;
  /** Format id and its label, e.g. `golang-migrate`. */
  readonly format: string;
  readonly formatLabel: string;
  readonly hasDown: boolean;
  readonly migrations: readonly MigrationItem[];
  readonly hidden: HiddenItem;
  readonly rollouts: readonly RolloutItem[];
  /** What is wrong with the project as a whole, e.g. duplicate versions, as sentences. */
  readonly problems: readonly string[];
}

export type DatabaseStatus = "none" | "stopped" | "starting" | "ready" | "failed";

export interface DatabaseState {
  readonly kind: DatabaseKind;
  readonly status: DatabaseStatus;
  /** One line for the view, e.g. `PostgreSQL 18.4 at 127.0.0.1:49153`. Never holds a password. */
  readonly description: string;
  /** The last failure in the user's words, with what to do. */
  readonly problem: string | undefined;
  /** Which kinds can be had here, and why not, for the picker. */
  readonly choices: readonly {
    readonly kind: DatabaseKind;
    readonly label: string;
    readonly unavailable?: string;
  }[];
}

/** Which database a request means. `password` and `allowHost` live as long as the request. */
export interface DatabaseChoice {
  readonly kind: DatabaseKind;
  readonly url?: string;
  readonly password?: string;
  /** The host the user confirmed by name; required unless it is loopback or a socket. */
  readonly allowHost?: string;
}

export type RunCommand = "up" | "down" | "redo" | "upTo" | "downTo";

/** Counts as applied, counts as not applied, or the edited file is accepted. */
export type RepairAction = "mark" | "unmark" | "accept" | "finish" | "undo";

export interface RepairParams {
  readonly project: string;
  readonly action: RepairAction;
  readonly version: string;
}

export interface RunParams {
  readonly project: string;
  readonly command: RunCommand;
  /** For upTo and downTo: the migration that is the last one applied afterwards (upTo) or kept (downTo). */
  readonly version?: string;
  /** For up and down: how many; default all pending for up, one for down. */
  readonly steps?: number;
  /** Looks at each statement while it runs; what is sent as one string is then sent statement by statement. */
  readonly observe?: boolean;
}

export interface RunStep {
  readonly version: string;
  readonly name: string;
  readonly direction: "up" | "down";
  readonly milliseconds: number;
}

export interface RunFailure {
  readonly version: string | undefined;
  /** A file and the exact spot, where the server named one. */
  readonly uri: string | undefined;
  readonly range: Range | undefined;
  /** The server's SQLSTATE, or a code of ours such as `cancelled`, `locked-by-another-runner`. */
  readonly code: string;
  readonly message: string;
  /** The part of the message that says what happened, without what stayed and how to go on. */
  readonly reason?: string;
  /** What stayed of the failing migration, in sentences; empty where nothing did. */
  readonly stays?: string;
  /** True where the migration counts as unfinished from now on: nothing more is run until that is settled. */
  readonly unfinished?: boolean;
  /** True when nothing of the failing migration stayed in the database. */
  readonly rolledBack: boolean;
  /**
   * The version of a migration left half-way of which it is known to the statement where it stopped: the action `finish`
   * runs the rest, and `undo` takes back what is done.
   */
  readonly finishes?: string;
  /** Of a rollout that may not end yet: what does not hold. */
  readonly missing?: readonly string[];
  /** Of a query: the word of the sent text that the server points at, UTF-16. */
  readonly span?: { readonly start: number; readonly end: number };
}

export interface RunResult {
  readonly steps: readonly RunStep[];
  readonly failure: RunFailure | undefined;
}

export interface RunProgress {
  readonly project: string;
  readonly message: string;
  /** The migration that is under way, once one is. */
  readonly version?: string;
  /** True where the run waits for somebody else, whom the message names. */
  readonly waiting?: boolean;
  readonly done: number;
  readonly total: number;
}

export interface QueryParams {
  readonly sql: string;
  /** The most rows that are brought back. */
  readonly limit: number;
  /** True for the plan of the one statement that `sql` is; it is not run. */
  readonly explained?: boolean;
}

export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** e.g. `SELECT 3`. */
  readonly command: string;
  /** True when rows beyond the limit were left out. */
  readonly truncated: boolean;
}

export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: RunFailure };

/** One object where a database differs from what its migrations would have created. */
export interface DriftDifference {
  /** `missing`: the database lacks it; `unexpected`: no applied migration made it; `different`: both have it. */
  readonly change: "missing" | "unexpected" | "different";
  /** What it is, e.g. `column`, `unique index`. */
  readonly kind: string;
  /** e.g. `public.users.email`. */
  readonly name: string;
  /** For `different`: what of it, what the migrations say, and what the database has. */
  readonly property?: string;
  readonly expected?: string;
  readonly found?: string;
  /** All that as a sentence. */
  readonly message: string;
}

/** The selected database held against the migrations that its ledger says are applied. */
export interface DriftResult {
  /** e.g. `PostgreSQL 18.4 at 127.0.0.1:49153`. */
  readonly database: string;
  /** The server's major version. */
  readonly postgres: number;
  /** How many migrations are applied. */
  readonly applied: number;
  /** By name. */
  readonly differences: readonly DriftDifference[];
  /** What may explain some of them, e.g. a statement that could not be followed; sentences. */
  readonly notes: readonly string[];
}

export const projectsRequest = new RequestType0<readonly ProjectItem[], void>("lockkeeper/projects");
/** The tree or the ledger changed: ask again. */
export const projectsChanged = new NotificationType<null>("lockkeeper/projectsChanged");
export const trustChanged = new NotificationType<{ readonly trusted: boolean }>("lockkeeper/trustChanged");

export const databaseStateRequest = new RequestType0<DatabaseState, void>("lockkeeper/database/state");
export const databaseChanged = new NotificationType<DatabaseState>("lockkeeper/database/changed");
export const databaseSelect = new RequestType<DatabaseChoice, Reply<DatabaseState>, void>(
  "lockkeeper/database/select",
);
/** Selects a database that answers; where it does not, what was selected before stays. */
export const databaseConnect = new RequestType<DatabaseChoice, Reply<DatabaseState>, void>(
  "lockkeeper/database/connect",
);
/** Finds out whether what is selected runs already, and starts nothing. */
export const databaseAttach = new RequestType0<Reply<DatabaseState>, void>("lockkeeper/database/attach");
export const databaseStart = new RequestType0<Reply<DatabaseState>, void>("lockkeeper/database/start");
export const databaseStop = new RequestType0<Reply<DatabaseState>, void>("lockkeeper/database/stop");
/** What a start is doing, e.g. pulling an image or waiting for connections; one short sentence. */
export const databaseProgress = new NotificationType<{ readonly message: string }>(
  "lockkeeper/database/progress",
);
/** Drops everything in the database and starts empty; embedded and container only. */
export const databaseReset = new RequestType0<Reply<DatabaseState>, void>("lockkeeper/database/reset");
export const databaseQuery = new RequestType<QueryParams, Reply<QueryResult>, void>(
  "lockkeeper/database/query",
);

/** Cancel the request to cancel the run; the migration under way is rolled back where it can be. */
export const runRequest = new RequestType<RunParams, Reply<RunResult>, void>("lockkeeper/run");
/** Settles an unfinished, changed or missing migration in the tool's ledger; runs nothing. The answer is a sentence. */
export const repairRequest = new RequestType<RepairParams, Reply<string>, void>("lockkeeper/repair");
/** Compares the database with what the applied migrations make; nothing is changed. */
export const driftRequest = new RequestType<{ readonly project: string }, Reply<DriftResult>, void>(
  "lockkeeper/drift",
);
/** A migration that is yet to be written: its files, and where its first statement goes. */
export interface NewMigration {
  readonly files: readonly {
    readonly uri: string;
    readonly content: string;
    /** True for a file of the tool's own that is there already, such as a journal. */
    readonly replaces: boolean;
  }[];
  /** The file to open, and the place in it. */
  readonly open: string;
  readonly position: Position;
}

/** Null where the project is gone, or nothing in the name could name a file. Nothing is written. */
export const newMigrationRequest = new RequestType<
  { readonly project: string; readonly name: string },
  NewMigration | null,
  void
>("lockkeeper/migration/new");

/** The lock timeline of a section of a migration: that at the position, else the way up. Null for what is no migration. */
export interface LockTimeline {
  /** An SVG element. What stands for a statement has `data-offset`: UTF-16, in the file. */
  readonly svg: string;
}

export const lockTimelineRequest = new RequestType<
  { readonly textDocument: { readonly uri: string }; readonly position?: Position },
  LockTimeline | null,
  void
>("lockkeeper/lockTimeline");

export const runProgress = new NotificationType<RunProgress>("lockkeeper/runProgress");

/** Finishes a rollout: checks its preconditions on the database, then gives the contract migration's files. */
export const rolloutFinish = new RequestType<
  { readonly project: string; readonly id: string },
  Reply<{ readonly files: readonly { readonly uri: string; readonly content: string }[] }>,
  void
>("lockkeeper/rollout/finish");
