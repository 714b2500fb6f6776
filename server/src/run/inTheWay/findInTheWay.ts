import { loadGrammar } from "../../disk/loadGrammar.ts";
import { StatementCache } from "../../sql/parse.ts";
import { readLedger } from "../ledger.ts";
import { inSnapshot, readOpenCatalog } from "../liveCatalog/readLiveCatalog.ts";
import { planRun, type PlanRequest } from "../plan.ts";
import type { RunProject } from "../project.ts";
import type { RunTarget } from "../runTarget.ts";
import { inOwnSession, type Session } from "../session.ts";
import type { InTheWay } from "./inTheWay.ts";
import { lookAtSessions } from "./lookAtSessions.ts";
import { pendingLocks } from "./pendingLocks.ts";

/**
 * Who would keep a run waiting, and wait behind it: what the pending migrations lock, by the database's own schema,
 * against what its sessions hold now. Reads only.
 */
export async function findInTheWay(
  target: RunTarget,
  project: RunProject,
  request: PlanRequest,
  signal: AbortSignal,
): Promise<InTheWay> {
  const options = { signal, waitLimit: target.lockLimit };
  return inOwnSession(target.database, target.facts, options, (session) =>
    lookOn(session, target, project, request),
  );
}

async function lookOn(
  { work }: Session,
  { format, facts }: RunTarget,
  project: RunProject,
  request: PlanRequest,
): Promise<InTheWay> {
  const grammar = await loadGrammar();
  const { status, live } = await inSnapshot(work, async () => ({
    status: await readLedger(work, project, format.ledger),
    live: await readOpenCatalog(work, grammar),
  }));
  const plan = planRun(project, format, status, request);
  const migrations = plan.ok ? plan.steps.map(({ migration }) => migration) : [];
  const folding = { project, major: live.major, grammar, isWhole: true, cache: new StatementCache() };
  const { needed, waitsForSnapshots, notes } = pendingLocks(folding, live.catalog, migrations);
  const seen = await lookAtSessions(work, needed);
  return {
    ...seen,
    database: `PostgreSQL ${facts.version} at ${facts.address}`,
    pending: migrations.map(({ version }) => version),
    waitsForSnapshots,
    notes: [...(plan.ok ? [] : [plan.refusal.message]), ...notes, ...seen.notes],
  };
}
