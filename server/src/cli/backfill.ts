import { createHash } from "node:crypto";
import type { Migration } from "../formats/format.ts";
import { backfillsIn, type MarkedBackfill } from "../recipes/transition/backfillMark.ts";
import { workOf } from "../recipes/transition/backfillWork.ts";
import type { BackfillProgress, BackfillWork } from "../run/backfill/backfillWork.ts";
import type { RunEngine } from "../run/engine.ts";
import type { RunProject } from "../run/project.ts";
import type { LoadedProject } from "./load.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { oneProject, withEngine } from "./run.ts";
import { errorLine, UsageError } from "./usageError.ts";

/** Seconds that a replica may be behind, and that it is waited for, unless told. */
const usualLag = 10;
const lagPatience = 600;

/**
 * `lockkeeper backfill DIR ID`: does the work of a migration that fills rows in batches before that migration runs, which
 * then finds nothing left to do. 0: all rows are done; 1: paused.
 */
export async function backfill(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json"]);
  const [folder, id, ...more] = options.paths;
  if (folder === undefined || more.length > 0)
    throw new UsageError("backfill: name the migrations folder and the backfill");
  const given = { ...options, paths: [folder] };
  const known = backfillsOf(oneProject(given));
  const chosen = chosenOf(known, id);
  const works = chosen.map(workNamed);
  if (options.dryRun) {
    for (const { id: name, change } of works) output.out(`-- ${name}\n${change}`);
    return 0;
  }
  return withEngine(given, output, async (engine, project, signal) => {
    if (options.pause) return pause(engine, project, works, signal, output);
    await mayFill(engine, project, chosen, signal);
    const results: BackfillProgress[] = [];
    for (const work of works) {
      const done = await engine.backfill(project, work, {
        signal,
        limits: { rate: options.rate, maxLag: options.maxLag ?? usualLag, lagPatience },
        onProgress: teller(output),
      });
      results.push(done);
      if (format === "text") output.out(inWords(done));
      if (done.state !== "done") break;
    }
    if (format === "json") output.out(JSON.stringify({ version: 1, backfills: results }, undefined, 2));
    return results.every(({ state }) => state === "done") ? 0 : 1;
  });
}

function backfillsOf({ format, tree }: LoadedProject): readonly MarkedBackfill[] {
  return backfillsIn(format.read(tree).migrations, (path) => tree.text(path));
}

/** By the migration's version or name, or by the rollout's, which is the name without its last word. */
function chosenOf(known: readonly MarkedBackfill[], id: string | undefined): readonly MarkedBackfill[] {
  const names = ({ version, name }: Migration): readonly string[] => [
    version,
    name,
    `${version}_${name}`,
    name.replace(/_backfill$/, ""),
  ];
  const chosen = known.filter(({ migration }) => id !== undefined && names(migration).includes(id));
  const versions = new Set(chosen.map(({ migration }) => migration.version));
  if (versions.size === 1) return chosen;
  const list = [...new Set(known.map(({ migration }) => `${migration.version} ${migration.name}`.trim()))];
  const there = list.length === 0 ? "no migration here has one" : `there are ${list.join(", ")}`;
  if (id === undefined) throw new UsageError(`backfill: name the backfill; ${there}`);
  if (versions.size > 1) throw new UsageError(`backfill ${id}: name it by its version; ${there}`);
  throw new UsageError(`there is no backfill ${id}; ${there}`);
}

function workNamed(marked: MarkedBackfill): BackfillWork {
  const { migration, number, text } = marked;
  return {
    ...workOf(marked),
    id: number === 1 ? migration.version : `${migration.version}#${number}`,
    definition: createHash("sha256").update(text).digest("hex"),
  };
}

/** What the rows need is made by the migrations before, and once it is applied the rows are the application's. */
async function mayFill(
  engine: RunEngine,
  project: RunProject,
  [first]: readonly MarkedBackfill[],
  signal: AbortSignal,
): Promise<void> {
  const { statuses } = await engine.status(project, signal);
  const at = statuses.findIndex(({ migration }) => migration?.version === first?.migration.version);
  const own = statuses[at];
  if (own?.state === "applied" || own?.state === "changed")
    throw new UsageError(`${own.version} is applied, so there is nothing left to fill`);
  const before = statuses.slice(0, at).find(({ state }) => state === "pending" || state === "unfinished");
  if (before === undefined) return;
  throw new UsageError(
    `${before.version} ${before.name} comes before this and is ${before.state}; run it first: up --to ${before.version}`,
  );
}

async function pause(
  engine: RunEngine,
  project: RunProject,
  works: readonly BackfillWork[],
  signal: AbortSignal,
  output: Output,
): Promise<number> {
  let told = false;
  for (const { id } of works) told = (await engine.pauseBackfill(project, id, signal)) || told;
  if (!told) throw new UsageError("this backfill is not under way");
  output.out("It stops after the batch that is under way. Run it again to go on.");
  return 0;
}

/** A terminal sees how far it is, once a second; a log only what is waited for. */
function teller(output: Output): (progress: BackfillProgress) => void {
  const began = Date.now();
  let rowsBefore: number | undefined;
  let told = 0;
  return (progress) => {
    const { message, rows, estimate } = progress;
    rowsBefore ??= rows;
    if (message !== undefined) output.err(errorLine(message, undefined));
    if (message !== undefined || !process.stderr.isTTY || Date.now() - told < 1000) return;
    told = Date.now();
    const rate = ((rows - rowsBefore) / Math.max(1, told - began)) * 1000;
    const of = estimate === undefined ? "" : ` of about ${estimate}`;
    output.err(`${rows}${of} rows, ${rate.toFixed(0)} in a second`);
  };
}

function inWords({ id, table, state, rows, batches }: BackfillProgress): string {
  const work = `${rows} rows of ${table} changed in ${batches} batches`;
  if (state === "done") return `${id}: done, ${work}. Now run the migration: it finds nothing left to fill.`;
  return `${id}: paused, ${work}. Run it again to go on.`;
}
