/** Steps that all bodies which one statement runs may take, one by one. */
export const mostSteps = 5000;

/**
 * How far the bodies are followed that one statement runs, whatever calls or fires them. Once the budget is spent,
 * nothing is followed round by round any more: what is left of each loop is gone through once, with values that are not
 * known, and so is each further body.
 */
export class Budget {
  private taken = 0;
  private readonly skimmed = new Set<string>();

  /** Steps taken so far, those after the end of the budget too. */
  get steps(): number {
    return this.taken;
  }

  get isSpent(): boolean {
    return this.taken > mostSteps;
  }

  take(): void {
    this.taken++;
  }

  /** Whether a body is to be run: once the budget is spent, each only once more. */
  mayEnter(body: string): boolean {
    if (!this.isSpent) return true;
    if (this.skimmed.has(body)) return false;
    this.skimmed.add(body);
    return true;
  }
}
