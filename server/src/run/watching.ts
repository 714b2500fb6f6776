import type { Control } from "./control.ts";
import type { Session } from "./session.ts";

/** Milliseconds between two looks; what is over sooner is not worth a word. */
const interval = 1_000;

/**
 * Looks again and again, on the second connection, at what the migration's session does. Ends when the returned function
 * is called. Not on the embedded PostgreSQL, which has one session.
 */
export function watchSession(
  { control, pid }: Session,
  look: (control: Control, pid: number | undefined) => Promise<void>,
): () => void {
  if (control === undefined) return () => undefined;
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    // Who may not look, or is cut off, goes on without.
    void look(control, pid)
      .catch(() => undefined)
      .finally(() => (asking = false));
  }, interval);
  return () => clearInterval(timer);
}
