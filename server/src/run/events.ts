import type { Range } from "vscode-languageserver-protocol";
import type { Direction } from "../formats/format.ts";
import type { Span } from "../sql/span.ts";
import type { Blocker, Waiter } from "./blockers.ts";
import type { StatementProgress } from "./statementProgress.ts";

/** What happens in a run, as it happens. A migration's own steps come between its two events. */
export type RunEvent =
  | {
      readonly event: "migration-began";
      readonly direction: Direction;
      readonly version: string;
      readonly name: string;
      /** How many of the run are done, and how many there are. */
      readonly done: number;
      readonly total: number;
    }
  | {
      readonly event: "migration-done";
      readonly direction: Direction;
      readonly version: string;
      readonly milliseconds: number;
    }
  | ({ readonly event: "sent" } & Sent)
  | ({ readonly event: "answered"; readonly milliseconds: number; readonly failed: boolean } & Sent)
  | ({ readonly event: "progress"; readonly message: string } & StatementProgress)
  | {
      /** A statement of `repair --undo`, which stands in no file, was answered. */
      readonly event: "taken-back";
      readonly version: string;
      readonly sql: string;
      readonly milliseconds: number;
      readonly failed: boolean;
    }
  | {
      readonly event: "waiting";
      readonly message: string;
      /** Who holds the lock that a statement waits for; empty where another runner is waited for. */
      readonly blockers: readonly Blocker[];
    }
  | {
      /** The run went beyond a limit of the configuration, and its statement is cancelled. */
      readonly event: "stopping";
      readonly message: string;
      readonly waiters: readonly Waiter[];
      /** Milliseconds. */
      readonly replicaLag: number;
    };

/** A text that the tool sends at once: a statement, or several as one string. */
interface Sent {
  readonly version: string;
  /** Relative to the migrations folder. */
  readonly path: string;
  /** Zero-based, in UTF-16. */
  readonly range: Range;
  readonly statements: number;
}

export type OnEvent = (event: RunEvent) => void;

/**
 * Told of each portion of a section before it goes: how many statements it is, and where they stand. What it gives is
 * told of the answer.
 */
export type OnSend = (statements: number, span: Span) => Promise<((failed: boolean) => void) | undefined>;
