import { plainFailure, RunError } from "./runError.ts";
import { sleep } from "./sleep.ts";

const pollInterval = 200;

export interface LockOptions {
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly limit: number;
  readonly onWait: () => void;
}

/** Whom a lock is waited for, and what is said of who has it when the limit is over. */
interface Holder {
  readonly whom: string;
  readonly held: () => Promise<string>;
}

/** Tries again and again until it is true. Throws a RunError where the limit is over, or somebody cancels. */
export async function untilTaken(
  attempt: () => Promise<boolean>,
  { signal, limit, onWait }: LockOptions,
  { whom, held }: Holder,
): Promise<void> {
  const deadline = Date.now() + limit;
  let waited = false;
  while (!(await attempt())) {
    if (signal.aborted)
      throw new RunError(plainFailure("cancelled", `Cancelled while waiting for ${whom}. Nothing was run.`));
    if (Date.now() > deadline) throw new RunError(plainFailure("locked-by-another-runner", await held()));
    if (!waited) onWait();
    waited = true;
    await sleep(pollInterval, signal);
  }
}
