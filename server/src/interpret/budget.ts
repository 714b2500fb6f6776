import { UndoLog } from "../catalog/undoLog.ts";

/** Steps that all bodies which one statement runs may take, one by one. */
export const mostSteps = 5000;

/** Bodies that are still entered once those steps are taken. */
const mostSkims = 1000;

/**
 * How far the bodies are followed that one statement runs, whatever calls or fires them. Once the budget is spent,
 * nothing is followed round by round any more: what is left of each loop is gone through once, with values that are not
 * known, and so is each further body.
 */
export class Budget {
  private taken = 0;
  private bodies = 0;
  private skims = 0;
  private readonly skimmed = new Set<string>();
  private readonly log = new UndoLog();

  /** Steps taken so far, those after the end of the budget too. */
  get steps(): number {
    return this.taken;
  }

  /** How many bodies were entered. */
  get entered(): number {
    return this.bodies;
  }

  get isSpent(): boolean {
    return this.taken > mostSteps;
  }

  /** True where not even each body can be gone through once, since what they do is rolled back again and again. */
  get isOverdrawn(): boolean {
    return this.skims > mostSkims;
  }

  take(): void {
    this.taken++;
  }

  /** Whether a body is to be run: once the budget is spent, each only once more. */
  mayEnter(body: string): boolean {
    this.bodies++;
    if (!this.isSpent) return true;
    if (this.skimmed.has(body) || this.isOverdrawn) return false;
    this.skims++;
    this.log.add(this.skimmed, body);
    return true;
  }

  /** What is rolled back, savepoint by savepoint, has to be gone through again. */
  savepoint(): () => void {
    return this.log.mark();
  }
}
