import type { LedgerEntry } from "../formats/format.ts";
import type { Query } from "../formats/query.ts";
import { ledgerEntry, runQueries } from "./ledger.ts";
import type { PlannedStep } from "./plannedStep.ts";
import type { RunContext } from "./runContext.ts";

/** What one step writes into the tool's ledger: before the file is sent where the tool does so, after it, or about its failure. */
export class LedgerMark {
  readonly #context: RunContext;
  readonly #step: PlannedStep;
  readonly #entry: LedgerEntry;
  /** Versions that are applied once the step has gone through. */
  readonly #after: readonly string[];
  #begun = false;

  constructor(context: RunContext, step: PlannedStep) {
    this.#context = context;
    this.#step = step;
    this.#after = appliedAfter(context.applied, step);
    this.#entry = ledgerEntry(context.project, step.migration, {
      executionMs: 0,
      now: context.clock.now().toISOString(),
      uuid: context.clock.uuid(),
    });
  }

  /** Commits the mark of a migration that is under way, where the tool has one. */
  async begin(): Promise<void> {
    const queries = this.#context.ledger.begin?.(this.#entry, this.#after);
    if (queries === undefined) return;
    await this.#commit(queries);
    this.#begun = true;
  }

  /** Writes that it has gone through, in whatever transaction is open. */
  async record(executionMs: number): Promise<void> {
    await runQueries(this.#context.session.work, this.recording(executionMs));
  }

  /** What writes that. */
  recording(executionMs: number): readonly Query[] {
    const { ledger, clock, applied } = this.#context;
    const entry = { ...this.#entry, executionMs, now: clock.now().toISOString() };
    const up = this.#step.direction === "up";
    return !up
      ? ledger.remove(entry, this.#after)
      : this.#begun && ledger.finish !== undefined
        ? ledger.finish(entry)
        : ledger.record(entry, applied);
  }

  /**
   * Writes what the tool writes after an error, on a connection without a transaction. `atomic`: the tool sent it in one;
   * `rolledBack`: nothing of it stays. Gives the way out where the tool goes no further from here; undefined where the
   * ledger knows nothing of the attempt.
   */
  async fail(
    message: string,
    { atomic, rolledBack }: { readonly atomic: boolean; readonly rolledBack: boolean },
  ): Promise<string | undefined> {
    const { ledger } = this.#context;
    const queries =
      this.#step.direction === "up"
        ? (ledger.fail?.(this.#entry, { message, rolledBack: atomic }) ?? [])
        : [];
    // Whoever may not write this either learns of the error itself.
    const written = await this.#commit(queries).then(
      () => queries.length > 0,
      () => false,
    );
    return this.#begun || written ? this.#wayOut(rolledBack) : undefined;
  }

  /** The way out where the mark of `begin` stands and nothing more can be written. */
  begunWayOut(): string | undefined {
    return this.#begun ? this.#wayOut(false) : undefined;
  }

  /** What the tool makes of its mark, and the next step: what stays of the migration, `status` finds out. */
  #wayOut(rolledBack: boolean): string | undefined {
    const { ledger } = this.#context;
    const { direction, migration } = this.#step;
    if (ledger.calls === undefined) return undefined;
    const row = ledger.cumulative ? this.#after.at(-1) : migration.version;
    const calls = ledger.calls(row === undefined ? "-1" : ledger.key(row));
    const [action, counts] = direction === "up" ? ["unmark", "not applied"] : ["mark", "applied"];
    const next = rolledBack
      ? `\`lockkeeper repair --${action} ${migration.version}\` counts it as ${counts}, and runs go on.`
      : "`lockkeeper status` shows what of it is in the database, and what settles it.";
    return `${calls} ${next}`;
  }

  async #commit(queries: readonly Query[]): Promise<void> {
    if (queries.length === 0) return;
    const { work } = this.#context.session;
    await work.query("BEGIN");
    try {
      await runQueries(work, queries);
      await work.query("COMMIT");
    } catch (error) {
      await work.query("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }
}

/** What is applied once a step has gone through, the newest last. */
export function appliedAfter(applied: readonly string[], step: PlannedStep): readonly string[] {
  const others = applied.filter((version) => version !== step.migration.version);
  return step.direction === "up" ? [...others, step.migration.version] : others;
}
