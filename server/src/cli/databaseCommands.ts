import { rollbackOf } from "../recipes/inverse/rollback.ts";
import { withoutApplied } from "./applied.ts";
import { blockers } from "./blockers.ts";
import { backfill } from "./backfill.ts";
import { downForFile } from "./downFor.ts";
import { check } from "./check.ts";
import { drift } from "./drift.ts";
import { fix } from "./fix.ts";
import { newMigration } from "./newMigration.ts";
import type { Options } from "./options.ts";
import type { Output } from "./output.ts";
import { repair } from "./repair.ts";
import { rewriteFile } from "./rewrite.ts";
import { rollouts } from "./rollouts.ts";
import { run, status } from "./run.ts";
import { runbookFor } from "./runbook.ts";
import { snapshot } from "./snapshot.ts";
import { verify } from "./verify.ts";
import { UsageError } from "./usageError.ts";

/**
 * The commands that work on a database, or may ask one. They are bundled apart, so that `check` does not read the
 * clients of databases and containers before it begins. Resolves to the exit status.
 */
export async function onDatabase(options: Options, output: Output): Promise<number> {
  const { command } = options;
  switch (command) {
    case "check":
      if (options.fix) await fix(options, output);
      return check(options, output, {
        grade: options.rollback ? rollbackOf : undefined,
        narrow: asksLedger(options) ? (some) => withoutApplied(some, options, output) : undefined,
      });
    case "rewrite":
      return rewriteFile(options, output);
    case "down-for":
      return downForFile(options, output);
    case "runbook":
      return runbookFor(options, output);
    case "new":
      return newMigration(options, output);
    case "backfill":
      return backfill(options, output);
    case "rollouts":
      return rollouts(options, output);
    case "status":
      return status(options, output);
    case "snapshot":
      return snapshot(options, output);
    case "blockers":
      return blockers(options, output);
    case "drift":
      return drift(options, output);
    case "up":
    case "down":
    case "redo":
      return run(command, options, output);
    case "verify":
      return verify(options, output);
    case "repair":
      return repair(options, output);
    default:
      throw new UsageError(`${command}: there is no such command; see lockkeeper --help`);
  }
}

/** `--all` shows history, too, and what comes on standard input is in no ledger. */
function asksLedger({ database, all, paths }: Options): boolean {
  return database !== undefined && !all && !paths.includes("-");
}
