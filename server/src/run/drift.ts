import { compareCatalogs } from "../catalog/differences/compareCatalogs.ts";
import { differenceInWords } from "../catalog/differences/differenceInWords.ts";
import { loadGrammar } from "../disk/loadGrammar.ts";
import type { DriftResult } from "../protocol.ts";
import { printExpression } from "../sql/printExpression.ts";
import { foldApplied } from "./foldApplied.ts";
import { readLedger } from "./ledger.ts";
import { inSnapshot, readOpenCatalog } from "./liveCatalog/readLiveCatalog.ts";
import { ownTables } from "./ownTables.ts";
import type { RunProject } from "./project.ts";
import type { RunTarget } from "./runTarget.ts";
import { inOwnSession, type Session } from "./session.ts";
import type { MigrationStatus } from "./migrationStatus.ts";

/** Compares the database with what the migrations that it has applied make. Reads only, and takes no lock. */
export async function findDrift(
  target: RunTarget,
  project: RunProject,
  signal: AbortSignal,
): Promise<DriftResult> {
  const options = { signal, waitLimit: target.lockLimit };
  return inOwnSession(target.database, target.facts, options, (session) => driftOn(session, target, project));
}

async function driftOn(session: Session, target: RunTarget, project: RunProject): Promise<DriftResult> {
  const grammar = await loadGrammar();
  const seen = await inSnapshot(session.work, async () => {
    const status = await readLedger(session.work, project, target.format.ledger);
    const ledger = await ownTables(session.work, target.format.ledger);
    return { status, ledger, live: await readOpenCatalog(session.work, grammar) };
  });
  const { statuses } = seen.status;
  const folded = foldApplied(project, statuses, seen.live.major, grammar);
  const differences = compareCatalogs(folded.catalog, seen.live.catalog, {
    major: seen.live.major,
    print: (node) => printExpression(node, grammar),
    ignored: seen.ledger,
  });
  return {
    database: `PostgreSQL ${target.facts.version} at ${target.facts.address}`,
    postgres: seen.live.major,
    applied: statuses.filter(({ state }) => state !== "pending").length,
    differences: differences.map((each) => ({ ...each, message: differenceInWords(each) })),
    notes: [...statuses.flatMap(noteOn), ...folded.notes],
  };
}

function noteOn({ version, state }: MigrationStatus): readonly string[] {
  return [
    ...(state === "missing"
      ? [`Migration ${version} is applied but not in the folder: what it did shows as drift.`]
      : []),
    ...(state === "changed"
      ? [`Migration ${version} was changed after it was applied: the change shows as drift.`]
      : []),
    ...(state === "unfinished"
      ? [`Migration ${version} was begun and not finished: what it left undone shows as drift.`]
      : []),
  ];
}
