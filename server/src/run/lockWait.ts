import type { PlannedStep } from "./plannedStep.ts";
import { sectionsOf, type RunProject } from "./project.ts";
import type { RunContext } from "./runContext.ts";
import { RunError } from "./runError.ts";
import { sleep } from "./sleep.ts";

const mostAttempts = 5;
/** Milliseconds before the second attempt; each further pause is twice as long. */
const firstPause = 1_000;
/** lock_not_available. */
const timedOut = "55P03";

/**
 * Limits how long a migration waits for each lock, as the project's configuration says, unless the file sets a limit of
 * its own. Not where something is built CONCURRENTLY: that would leave an INVALID index.
 */
export async function limitWait(
  { project, session }: RunContext,
  steps: readonly PlannedStep[],
): Promise<void> {
  const { lockTimeout } = project;
  if (lockTimeout === undefined || steps.some((step) => isConcurrent(project, step))) return;
  await session.work.query("SELECT pg_catalog.set_config('lock_timeout', $1, false)", [lockTimeout]);
}

function isConcurrent(project: RunProject, { migration, direction }: PlannedStep): boolean {
  return sectionsOf(migration, direction).some(({ path, span }) =>
    /\bconcurrently\b/i.test((project.files[path] ?? "").slice(span.start, span.end)),
  );
}

/**
 * Tries again what did not get its lock in time, a few times with growing pauses, in which those who queue behind it go
 * on. Only where nothing of the attempt stays. Throws what the last attempt threw.
 */
export async function withAttempts<T>(
  { project, signal, waiting }: RunContext,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let number = 1; ; number++) {
    try {
      return await attempt();
    } catch (error) {
      const isLate = error instanceof RunError && error.failure.code === timedOut && error.failure.rolledBack;
      if (!isLate || project.lockTimeout === undefined || number === mostAttempts) throw error;
      const pause = firstPause * 2 ** (number - 1);
      const version = error.failure.version ?? "The run";
      waiting(
        `${version} did not get its lock within ${project.lockTimeout} (attempt ${number} of ${mostAttempts}); it is tried again in ${pause / 1_000} s`,
      );
      await sleep(pause, signal);
      if (signal.aborted) throw error;
    }
  }
}
