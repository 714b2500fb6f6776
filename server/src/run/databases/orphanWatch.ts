import { Worker } from "node:worker_threads";

/**
 * Ends this process soon after its parent is gone. A thread of its own looks, because a long statement blocks the
 * main one, and an orphan would hold the data directory until that statement ends.
 */
export function endWithParent(): void {
  const watch = `
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) setTimeout(() => process.kill(process.pid, "SIGKILL"), 2000);
    }, 500);
  `;
  new Worker(watch, { eval: true }).unref();
}
