import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ProjectAnalysis } from "../../server/src/analysis/analysis.ts";
import { DraftProject } from "../../server/src/analysis/safely/draftProject.ts";
import { makeSafe, type SafePlan } from "../../server/src/analysis/safely/makeSafe.ts";
import { placesIn } from "../../server/src/analysis/safely/places.ts";
import { analyseProject } from "../../server/src/analysis/analyse.ts";
import type { AnalysisInput } from "../../server/src/analysis/input.ts";
import { analysisInput } from "../../server/src/cli/analyse.ts";
import { Configurations } from "../../server/src/cli/configuration.ts";
import { loadProjects, type LoadedProject } from "../../server/src/cli/load.ts";
import { readOptions } from "../../server/src/cli/options.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { recipes } from "../../server/src/recipes/index.ts";
import { rules } from "../../server/src/rules/index.ts";

/*
 * For how many of the hazards in real migrations there is a plan: per rule, how many findings are gone once each file
 * is made safe as a whole, how many have refusals only, and for how many no recipe is. Each file is planned as the
 * newest migration. Prints counts; asserts nothing.
 *
 *     npx tsx test/bench/plans.bench.mts [--left] [FOLDER …]     # --left: also each hazard that stays, and why
 */

const corpus = process.env["LOCKKEEPER_CORPUS"] ?? resolve(import.meta.dirname, "../../../shared/corpus");
const own = ["registry", "metrics", "accounts", "tickets"].map((name) =>
  resolve(import.meta.dirname, "../corpus", name),
);
const showsLeft = process.argv.includes("--left");
const named = process.argv.slice(2).filter((each) => each !== "--left");
const folders =
  named.length > 0
    ? named
    : [...own, ...["crates.io", "umami", "supabase-auth"].map((name) => join(corpus, name))];
const grammar = await loadGrammar();
const configurations = new Configurations(readOptions(["rewrite"]));
const ending = new Set(recipes.filter(({ mitigates }) => mitigates !== true).map(({ id }) => id));

interface Count {
  found: number;
  ended: number;
  refused: number;
}

const counts = new Map<string, Count>();
const reasons = new Map<string, number>();

/** Of a file of the newest migration. */
function countFile(
  input: AnalysisInput,
  paths: readonly string[],
  analysis: ProjectAnalysis,
  path: string,
): void {
  const found = hazardsIn(analysis, [path]);
  if (found.length === 0) return;
  const settings = { input, paths, grammar, batches: { batchSize: 1000, batchDelay: 0 } };
  const plan = makeSafe(settings, analysis, path, "2030-01-02T03:04:05.000Z");
  const after = DraftProject.of(settings, analysis).with(plan).analysis;
  const left = hazardsIn(after, [path, ...plan.files.map((file) => file.path)]);
  for (const rule of new Set(found.map((each) => each.rule))) {
    const own = found.filter((each) => each.rule === rule);
    const count = counts.get(rule) ?? { found: 0, ended: 0, refused: 0 };
    counts.set(rule, count);
    count.found += own.length;
    const remaining = Math.min(left.filter((each) => each.rule === rule).length, own.length);
    count.ended += own.length - remaining;
    if (showsLeft && remaining > 0) tellLeft(path, rule, own, plan);
    const refusals = own.flatMap(({ at, ids }) =>
      plan.refusals
        .filter((each) => each.at === at && ids.includes(each.recipe) && ending.has(each.recipe))
        .slice(0, 1),
    );
    for (const { recipe, refused } of refusals.slice(0, remaining)) {
      const reason = `${rule}, ${recipe}: ${refused}`;
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      count.refused++;
    }
  }
}

function tellLeft(path: string, rule: string, own: ReturnType<typeof hazardsIn>, plan: SafePlan): void {
  console.log(`\n${path}: ${rule}`);
  for (const { at, ids, text } of own) {
    console.log(`  ${short(text)}`);
    for (const each of plan.refusals)
      if (each.at === at && ids.includes(each.recipe)) console.log(`    ${each.recipe}: ${each.refused}`);
  }
  for (const { at, recipe, refused, text } of plan.refusals)
    if (at === undefined) console.log(`  new: ${short(text)}\n    ${recipe}: ${refused}`);
}

function short(text: string): string {
  return text.replace(/\s+/gu, " ").slice(0, 160);
}

function hazardsIn(analysis: ProjectAnalysis, paths: readonly string[]) {
  return paths
    .flatMap((path) => placesIn(analysis, path, "up"))
    .flatMap(({ statement: { findings, span, statement } }) =>
      findings
        .filter(({ rule }) => rule !== "missing-lock-timeout" && rules.some(({ id }) => id === rule))
        .map(({ rule, recipes: ids }) => ({ rule, ids, at: span.start, text: statement.text })),
    );
}

for (const folder of folders) {
  if (!existsSync(folder)) {
    console.warn(`SKIPPED: nothing is at ${folder}; set LOCKKEEPER_CORPUS.`);
    continue;
  }
  for (const project of loadProjects([folder], configurations).projects) {
    countEach(project);
  }
}

/** Each migration as its author saw it, when it was the newest: that is where plans are asked for. */
function countEach(project: LoadedProject): void {
  const input = analysisInput(project, grammar, configurations.analysis(project.folder, grammar));
  const { format, around, project: whole } = input;
  const others = whole.migrations.map(({ paths }) => paths);
  const isMigration = new Set(others.flat());
  const paths = project.tree.paths.filter((path) => !isMigration.has(path));
  let analysis: ProjectAnalysis | undefined;
  for (const own of others) {
    paths.push(...own);
    const then = { ...input, project: format.read({ ...around, paths, text: (path) => input.text(path) }) };
    analysis = analyseProject(then, analysis);
    for (const path of own) countFile(then, [...paths], analysis, path);
  }
}

const rows = [...counts].sort(([, one], [, other]) => other.found - one.found);
const sum = (key: keyof Count): number => rows.reduce((total, [, count]) => total + count[key], 0);
for (const [rule, { found, ended, refused }] of rows)
  console.log(
    `${rule.padEnd(34)} ${String(found).padStart(5)}: ${ended} ended, ${refused} refused, ${found - ended - refused} without a recipe`,
  );
console.log(
  `all ${sum("found")}: ${sum("ended")} ended (${((100 * sum("ended")) / sum("found")).toFixed(0)} %)`,
);
for (const [reason, count] of [...reasons].sort(([, one], [, other]) => other - one))
  console.log(`${String(count).padStart(5)} ${reason}`);
