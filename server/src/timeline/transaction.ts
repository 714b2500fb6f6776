import type { TransactionStmt } from "@pgsql/types";
import type { Catalog } from "../catalog/catalog.ts";
import type { Change } from "../catalog/collections.ts";
import type { Failure, Lock } from "../interpret/effects.ts";
import type { Outcome } from "../interpret/interpret.ts";
import { keptByRollback } from "../interpret/session/transactionCharacteristics.ts";
import type { Statement } from "../sql/statement.ts";
import { HeldLocks } from "./held.ts";

/** How the section's statements reach the server; see formats/format.ts, whose words these are. */
export type TransactionMode = "single" | "implicit" | "autocommit" | "pipeline" | "all-pending";

/** What ROLLBACK TO brings back: the catalog, and the locks held then; newer ones are released (section 13.3). */
interface Savepoint {
  readonly name: string;
  readonly catalog: Catalog;
  readonly held: HeldLocks;
}

/** An implicit transaction: that of one string with several statements, or of a pipeline of the extended protocol. */
type Implicit = "string" | "pipeline";

/** The transaction around a statement. */
export interface TransactionState {
  /** True where a transaction block is open, so that CONCURRENTLY and the like are refused (25001). */
  readonly open: boolean;
  /** Opened by BEGIN in the file; ends at COMMIT or ROLLBACK. */
  readonly explicit: boolean;
  /** What is open without a BEGIN, where that is not a block of the tool's own: savepoints are refused then. */
  readonly implicit: Implicit | undefined;
  /** What is open once a transaction ends: a multi-statement string or a pipeline always has an implicit one. */
  readonly otherwise: Implicit | undefined;
  /** True where nothing of a pipeline's transaction has run: what refuses a transaction can still run. */
  readonly first: boolean;
  /** The catalog when the transaction began. */
  readonly start: Catalog;
  /** Locks on relations that existed then, taken by earlier statements of it. */
  readonly held: HeldLocks;
  /** Oldest first; the same name may stand here twice, and the newer one counts. */
  readonly savepoints: readonly Savepoint[];
}

/** Whether two states would treat the next statement alike. */
export function sameTransaction(one: TransactionState, other: TransactionState): boolean {
  return (
    one === other ||
    (one.open === other.open &&
      one.explicit === other.explicit &&
      one.implicit === other.implicit &&
      one.otherwise === other.otherwise &&
      one.first === other.first &&
      one.start === other.start &&
      one.held === other.held &&
      one.savepoints === other.savepoints)
  );
}

const noSavepoints: readonly Savepoint[] = [];

/**
 * The state before the first statement. A sole statement sent as a string of its own runs in autocommit; several
 * share one implicit transaction block (PostgreSQL documentation, 53.2.2.1 Multiple Statements in a Simple Query), and
 * what follows a COMMIT in such a string is in the next one. `splits`: the tool sends them one by one.
 */
export function begin(
  start: Catalog,
  mode: TransactionMode,
  statements: number,
  splits = false,
): TransactionState {
  const asOneString = mode !== "autocommit" && !splits && statements > 1;
  const otherwise = mode === "pipeline" ? "pipeline" : asOneString ? "string" : undefined;
  const isBlock = mode === "single" || mode === "all-pending";
  const implicit = isBlock ? undefined : otherwise;
  return {
    open: isBlock || implicit !== undefined,
    explicit: false,
    implicit,
    otherwise,
    first: implicit === "pipeline",
    start,
    held: HeldLocks.none,
    savepoints: noSavepoints,
  };
}

interface Next {
  readonly catalog: Catalog;
  readonly transaction: TransactionState;
}

/** A statement that was just executed, as far as its transaction needs to know. */
interface Executed {
  readonly statement: Statement;
  readonly outcome: Outcome;
  readonly effects: { readonly locks: readonly Lock[] };
}

/** The state after a statement. */
export function afterStatement(after: Catalog, state: TransactionState, entry: Executed): Next {
  const command = transactionCommand(entry.statement);
  if (command !== undefined) return control(after, state, command);
  if (!state.open) return ended(after, state, false);
  const held = state.held.and(entry.effects.locks);
  const same = held === state.held && !state.first;
  return { catalog: after, transaction: same ? state : { ...state, held, first: false } };
}

function control(after: Catalog, state: TransactionState, statement: TransactionStmt): Next {
  const { kind, chain = false, savepoint_name: name = "" } = statement;
  switch (kind) {
    case "TRANS_STMT_BEGIN":
    case "TRANS_STMT_START":
      // In a block that is open already it is only a warning; an implicit block becomes an explicit one.
      return { catalog: after, transaction: { ...state, open: true, explicit: true, implicit: undefined } };
    case "TRANS_STMT_COMMIT":
    case "TRANS_STMT_PREPARE":
      return ended(after, state, chain);
    case "TRANS_STMT_ROLLBACK":
      return ended(state.open ? state.start : after, state, chain);
    case "TRANS_STMT_SAVEPOINT": {
      const savepoints = [...state.savepoints, { name, catalog: after, held: state.held }];
      return { catalog: after, transaction: state.open ? { ...state, savepoints } : state };
    }
    case "TRANS_STMT_RELEASE":
      return { catalog: after, transaction: { ...state, savepoints: before(name, state) } };
    case "TRANS_STMT_ROLLBACK_TO":
      return rolledBackTo(name, after, state);
    default:
      return { catalog: after, transaction: state };
  }
}

/** Why the server refuses a transaction command, which only what is open decides (xact.c). */
export function refusalOf(
  statement: Statement,
  { open, implicit, savepoints }: TransactionState,
): Failure | undefined {
  const command = transactionCommand(statement);
  if (command === undefined) return undefined;
  const { kind, savepoint_name: name = "", chain = false } = command;
  const words = (chain ? chains : savepointCommands)[kind ?? ""];
  if (words === undefined) return undefined;
  if (!open || implicit !== undefined)
    return { sqlstate: "25P01", message: `${words} can only be used in transaction blocks`, when: "always" };
  if (chain || kind === "TRANS_STMT_SAVEPOINT" || savepoints.some((each) => each.name === name))
    return undefined;
  return { sqlstate: "3B001", message: `savepoint "${name}" does not exist`, when: "always" };
}

const savepointCommands: Readonly<Record<string, string | undefined>> = {
  TRANS_STMT_SAVEPOINT: "SAVEPOINT",
  TRANS_STMT_RELEASE: "RELEASE SAVEPOINT",
  TRANS_STMT_ROLLBACK_TO: "ROLLBACK TO SAVEPOINT",
};

const chains: Readonly<Record<string, string | undefined>> = {
  TRANS_STMT_COMMIT: "COMMIT AND CHAIN",
  TRANS_STMT_ROLLBACK: "ROLLBACK AND CHAIN",
};

/** The kind is asked first: nodes have hundreds of shapes, and this is asked for every statement at every keystroke. */
function transactionCommand({ kind, node }: Statement): TransactionStmt | undefined {
  if (kind !== "TransactionStmt" || node === undefined) return undefined;
  return "TransactionStmt" in node ? node.TransactionStmt : undefined;
}

export function isTransactionCommand(statement: Statement): boolean {
  return transactionCommand(statement) !== undefined;
}

/** ROLLBACK and ROLLBACK TO: the catalog goes back to an earlier one. */
export function isRollback(statement: Statement): boolean {
  const kind = transactionCommand(statement)?.kind;
  return kind === "TRANS_STMT_ROLLBACK" || kind === "TRANS_STMT_ROLLBACK_TO";
}

/** Whether a transaction ends with the statement, and what SET LOCAL set in it. */
export function forgetsLocalSettings(statement: Statement, { open }: TransactionState): boolean {
  const command = transactionCommand(statement);
  if (command === undefined) return !open;
  const { kind } = command;
  return kind === "TRANS_STMT_COMMIT" || kind === "TRANS_STMT_PREPARE" || kind === "TRANS_STMT_ROLLBACK";
}

/** The savepoint itself stays, and can be returned to again. */
function rolledBackTo(name: string, after: Catalog, state: TransactionState): Next {
  const savepoint = state.savepoints.findLast((each) => each.name === name);
  if (savepoint === undefined) return { catalog: after, transaction: state };
  const savepoints = [...before(name, state), savepoint];
  const catalog = savepoint.catalog.apply(keptByRollback(after));
  return { catalog, transaction: { ...state, held: savepoint.held, savepoints } };
}

function before(name: string, { savepoints }: TransactionState): readonly Savepoint[] {
  const at = savepoints.findLastIndex((each) => each.name === name);
  return at < 0 ? savepoints : savepoints.slice(0, at);
}

/** `chain`: AND CHAIN opens the next transaction at once. */
function ended(catalog: Catalog, { otherwise }: TransactionState, chain: boolean): Next {
  const start = withoutLocalSettings(catalog);
  const implicit = chain ? undefined : otherwise;
  return {
    catalog: start,
    transaction: {
      open: chain || implicit !== undefined,
      explicit: chain,
      implicit,
      otherwise,
      first: implicit === "pipeline",
      start,
      held: HeldLocks.none,
      savepoints: noSavepoints,
    },
  };
}

/** Before a statement that is sent by itself: what the pipeline holds so far is committed, and nothing is open. */
export function setApart(catalog: Catalog, state: TransactionState): Next {
  const { catalog: start, transaction } = ended(catalog, state, false);
  return { catalog: start, transaction: { ...transaction, open: false, implicit: undefined, first: false } };
}

/** Majors that come to the same catalog go on from the same one. */
const forgotten = new WeakMap<Catalog, Catalog>();

/** SET LOCAL lasts until the end of the transaction. */
function withoutLocalSettings(catalog: Catalog): Catalog {
  const known = forgotten.get(catalog);
  if (known !== undefined) return known;
  const changes = [...catalog.all("localSetting").keys()].map((key): Change => ({
    collection: "localSetting",
    key,
    value: undefined,
  }));
  const left = catalog.apply(changes);
  forgotten.set(catalog, left);
  return left;
}
