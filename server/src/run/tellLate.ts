import type { Client } from "pg";
import { compareCatalogs, type Difference } from "../catalog/differences/compareCatalogs.ts";
import { loadGrammar } from "../disk/loadGrammar.ts";
import type { Format } from "../formats/format.ts";
import { printExpression } from "../sql/printExpression.ts";
import { foldApplied } from "./foldApplied.ts";
import { inSnapshot, readOpenCatalog } from "./liveCatalog/readLiveCatalog.ts";
import type { LedgerStatus, MigrationStatus } from "./migrationStatus.ts";
import { ownTables } from "./ownTables.ts";
import type { RunProject } from "./project.ts";

/**
 * A ledger of the newest version alone counts a file as applied that came when a newer one was, and its tool never runs
 * it. The schema tells: it is as if that file were not there. Reads only; what changes rows alone is not seen, and who
 * may not read the schema learns as much as the ledger says. The client must have no transaction open.
 */
export async function tellLate(
  client: Client,
  project: RunProject,
  format: Pick<Format, "label" | "ledger">,
  status: LedgerStatus,
): Promise<LedgerStatus> {
  return withLate(client, project, format, status).catch(() => status);
}

async function withLate(
  client: Client,
  project: RunProject,
  { label, ledger }: Pick<Format, "label" | "ledger">,
  status: LedgerStatus,
): Promise<LedgerStatus> {
  const applied = status.statuses.filter(
    ({ state, migration }) => state === "applied" && migration !== undefined,
  );
  const newest = applied.at(-1);
  const isSettled = status.statuses.every(({ state }) => state === "applied" || state === "pending");
  if (!ledger.cumulative || newest === undefined || applied.length === 1 || !isSettled) return status;
  const compare = await comparison(client, project, ledger);
  const whole = compare(status.statuses);
  const lacks = whole.filter(({ change }) => change !== "unexpected");
  const late = applied.slice(0, -1).filter((each) => {
    if (!mentions(project, each, lacks)) return false;
    const without = compare(status.statuses.filter((other) => other !== each)).map(keyOf);
    return without.length < whole.length && new Set([...whole.map(keyOf), ...without]).size === whole.length;
  });
  if (late.length === 0) return status;
  const note = `It counts as applied, and the database has nothing of it: the ledger has the newest version alone, and ${label} never runs a file that came with a lower number than ${newest.version}. Give it a higher one, or run it by hand.`;
  return {
    ...status,
    statuses: status.statuses.map((each) => (late.includes(each) ? { ...each, note, isLate: true } : each)),
  };
}

/** What the database has otherwise than these migrations make it. */
async function comparison(client: Client, project: RunProject, ledger: Format["ledger"]) {
  const grammar = await loadGrammar();
  const { live, ignored } = await inSnapshot(client, async () => ({
    ignored: await ownTables(client, ledger),
    live: await readOpenCatalog(client, grammar),
  }));
  const { major } = live;
  const options = {
    major,
    ignored,
    print: (node: Parameters<typeof printExpression>[0]) => printExpression(node, grammar),
  };
  return (statuses: readonly MigrationStatus[]): readonly Difference[] =>
    compareCatalogs(foldApplied(project, statuses, major, grammar).catalog, live.catalog, options);
}

/** To fold a history takes its time: only files that name something of what the database lacks may be those. */
function mentions(
  { files }: RunProject,
  { migration }: MigrationStatus,
  lacks: readonly Difference[],
): boolean {
  const texts = migration?.paths.map((path) => (files[path] ?? "").toLowerCase()) ?? [];
  return lacks.some(({ name }) => {
    const last = name.replace(/\(.*$/, "").split(".").at(-1)?.toLowerCase() ?? "";
    return texts.some((text) => text.includes(last));
  });
}

function keyOf(difference: Difference): string {
  return JSON.stringify(difference);
}
