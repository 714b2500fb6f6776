import type { TransactionStmtKind } from "@pgsql/types";
import type { Catalog, Change } from "../catalog/catalog.ts";
import type { Lock } from "../interpret/effects.ts";
import type { Outcome } from "../interpret/interpret.ts";
import type { Statement } from "../sql/statement.ts";
import { heldAfter } from "./held.ts";

/** How the section's statements reach the server; see formats/format.ts, whose words these are. */
export type TransactionMode = "single" | "implicit" | "autocommit" | "all-pending";

/** The transaction around a statement. */
export interface TransactionState {
  /** True where a transaction block is open, so that CONCURRENTLY and the like are refused (25001). */
  readonly open: boolean;
  /** Opened by BEGIN in the file; ends at COMMIT or ROLLBACK. */
  readonly explicit: boolean;
  /** What is open once an explicit block ends: a multi-statement string always has an implicit one. */
  readonly otherwise: boolean;
  /** The catalog when the transaction began. */
  readonly start: Catalog;
  /** Locks on relations that existed then, taken by earlier statements of it. */
  readonly held: readonly Lock[];
}

/** Whether two states would treat the next statement alike. */
export function sameTransaction(one: TransactionState, other: TransactionState): boolean {
  return (
    one === other ||
    (one.open === other.open &&
      one.explicit === other.explicit &&
      one.otherwise === other.otherwise &&
      one.start === other.start &&
      one.held === other.held)
  );
}

const nothingHeld: readonly Lock[] = [];

/**
 * The state before the first statement. A sole statement sent as a string of its own runs in autocommit; several
 * share one implicit transaction block (PostgreSQL documentation, 53.2.2.1 Multiple Statements in a Simple Query).
 */
export function begin(start: Catalog, mode: TransactionMode, statements: number): TransactionState {
  const open = mode === "single" || mode === "all-pending" || (mode === "implicit" && statements > 1);
  return {
    open,
    explicit: false,
    otherwise: mode === "implicit" && statements > 1,
    start,
    held: nothingHeld,
  };
}

/** The state after a statement. */
export function afterStatement(
  after: Catalog,
  state: TransactionState,
  entry: {
    readonly statement: Statement;
    readonly outcome: Outcome;
    readonly effects: { readonly locks: readonly Lock[] };
  },
): { readonly catalog: Catalog; readonly transaction: TransactionState } {
  switch (transactionCommand(entry.statement)) {
    case "TRANS_STMT_BEGIN":
    case "TRANS_STMT_START":
      return {
        catalog: after,
        transaction: state.open
          ? state
          : { ...fresh(after, true), explicit: true, otherwise: state.otherwise },
      };
    case "TRANS_STMT_COMMIT":
    case "TRANS_STMT_PREPARE":
      return ended(after, state);
    case "TRANS_STMT_ROLLBACK":
      return ended(state.open ? state.start : after, state);
    default:
      break;
  }
  if (!state.open) return ended(after, state);
  const held = heldAfter(state.held, entry.effects.locks);
  return { catalog: after, transaction: held === state.held ? state : { ...state, held } };
}

function transactionCommand(statement: Statement): TransactionStmtKind | undefined {
  const node = statement.node;
  return node !== undefined && "TransactionStmt" in node ? node.TransactionStmt.kind : undefined;
}

function ended(
  catalog: Catalog,
  state: TransactionState,
): { catalog: Catalog; transaction: TransactionState } {
  const next = catalog.apply(forgetLocalSettings(catalog));
  return { catalog: next, transaction: { ...fresh(next, state.otherwise), otherwise: state.otherwise } };
}

function fresh(start: Catalog, open: boolean): TransactionState {
  return { open, explicit: false, otherwise: open, start, held: nothingHeld };
}

/** SET LOCAL lasts until the end of the transaction. */
function forgetLocalSettings(catalog: Catalog): readonly Change[] {
  return [...catalog.all("localSetting").keys()].map((key) => ({
    collection: "localSetting",
    key,
    value: undefined,
  }));
}
