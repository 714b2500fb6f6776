import type { Node } from "@pgsql/types";
import { UndoLog } from "../catalog/undoLog.ts";
import type { InnerSql } from "../sql/program.ts";
import type { Statement } from "../sql/statement.ts";

/** The step of the outermost body that is being run. */
export interface RunningStep {
  /** Undefined where the body is not part of the statement's text, as that of a routine. */
  readonly sql: InnerSql | undefined;
  /** Where in `sql` the text of its statements begins; undefined where they are not written there. */
  readonly offset: number | undefined;
}

/** A statement that a body ran. */
export interface RanStatement extends RunningStep {
  readonly statement: Statement;
}

/** What bodies ran, in order; `commit` where one ended the transaction. */
export type Ran = RanStatement | "commit";

/** More than these are not kept one by one: what follows is told of the whole alone. */
const most = 1000;

/** Notes which statements bodies run, those of routines that they call among them. */
export class RanStatements {
  readonly #log = new UndoLog();
  readonly #list: Ran[] = [];
  /** Nested this deep in statements that stand for what they set off. */
  #quiet = 0;

  get list(): readonly Ran[] {
    return this.#list;
  }

  /** Runs a statement; where it only calls what runs others, those count in its place. */
  note(ran: RanStatement | undefined, node: Node, run: () => void): void {
    const calls = "SelectStmt" in node || "CallStmt" in node || "DoStmt" in node;
    const before = this.#list.length;
    if (!calls) this.#quiet++;
    try {
      run();
    } finally {
      if (!calls) this.#quiet--;
    }
    if (ran !== undefined && this.#list.length === before) this.#push(ran);
  }

  /** Returns a function that takes back what is noted from now on. */
  savepoint(): () => void {
    return this.#log.mark();
  }

  committed(): void {
    this.#push("commit");
  }

  #push(ran: Ran): void {
    if (this.#quiet === 0 && this.#list.length < most) this.#log.push(this.#list, ran);
  }
}
