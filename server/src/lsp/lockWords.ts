import type { LockMode } from "../interpret/locks.ts";

/**
 * What each lock mode keeps others from doing, in plain words.
 * Source: the conflict table of the PostgreSQL documentation, section 13.3.1.
 */
const meanwhile: Readonly<Record<LockMode, string>> = {
  "ACCESS SHARE": "reads and writes go on; it waits behind DROP, TRUNCATE and most ALTER TABLE",
  "ROW SHARE": "reads and writes go on",
  "ROW EXCLUSIVE": "reads and writes go on; building an index waits",
  "SHARE UPDATE EXCLUSIVE": "reads and writes go on; other schema changes and VACUUM wait",
  SHARE: "writes wait, reads go on",
  "SHARE ROW EXCLUSIVE": "writes wait, reads go on",
  EXCLUSIVE: "writes and SELECT … FOR UPDATE wait, reads go on",
  "ACCESS EXCLUSIVE": "reads and writes wait",
};

/** Completes "while it is held, …". */
export function blockedBy(mode: LockMode): string {
  return meanwhile[mode];
}
