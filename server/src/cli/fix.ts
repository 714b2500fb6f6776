import { join } from "node:path";
import { analyseProject, updateFile } from "../analysis/analyse.ts";
import type { ProjectAnalysis, StatementAnalysis } from "../analysis/analysis.ts";
import { loadGrammar } from "../disk/loadGrammar.ts";
import { surroundingsOf } from "../formats/format.ts";
import { planAt, type PlannedProject, type StatementPlace } from "../recipes/planning.ts";
import { propose } from "../recipes/propose.ts";
import type { Recipe } from "../recipes/recipe.ts";
import { applyEdits, withLineEnds, type FileEdit } from "../recipes/support/edits.ts";
import { LineIndex } from "../sql/offsets.ts";
import { analysisInput } from "./analyse.ts";
import { statesIn } from "./applied.ts";
import { Configurations } from "./configuration.ts";
import { Baselines, type BaselineInUse } from "./findingsBaseline.ts";
import type { LoadedProject } from "./load.ts";
import type { Options } from "./options.ts";
import type { Output } from "./output.ts";
import { loadChosen } from "./reportOn.ts";
import { save } from "./save.ts";
import { shown } from "./shown.ts";
import { errorLine, UsageError } from "./usageError.ts";

/**
 * `check --fix`: writes what remedies a finding where it stands, needs no other file and no later phase, and verifies.
 * Nothing of what is history, or of what the database of `--database` has applied, is touched.
 */
export async function fix(options: Options, output: Output): Promise<void> {
  if (options.paths.includes("-"))
    throw new UsageError("check --fix: what comes from standard input cannot be written; name the file");
  const configurations = new Configurations(options);
  const grammar = await loadGrammar();
  const baselines = new Baselines(options, configurations);
  for (const project of loadChosen(options, configurations).projects) {
    const { folder, tree, format } = project;
    const settings = configurations.analysis(folder, grammar);
    const input = analysisInput(project, grammar, settings);
    const planned = (analysis: ProjectAnalysis, text: (path: string) => string): PlannedProject => ({
      ...{ format, project: analysis.project, migrations: analysis.migrations, paths: tree.paths },
      ...{ around: surroundingsOf(tree), text, grammar, options: settings },
      batches: configurations.batches(folder),
    });
    const ran = await appliedIn(project, options, output);
    const fixed = fixProject(project, { input, planned, ran, baseline: baselines.of(folder) });
    for (const line of fixed) output.err(line);
  }
}

/** The versions that the database of `--database` has applied; none where none is named. */
async function appliedIn(
  project: LoadedProject,
  options: Options,
  output: Output,
): Promise<ReadonlySet<string>> {
  if (options.database === undefined) return new Set();
  const states = await statesIn(project, options, output);
  return new Set([...states].flatMap(([version, { state }]) => (state === "pending" ? [] : [version])));
}

interface Fixing {
  readonly input: ReturnType<typeof analysisInput>;
  readonly planned: (analysis: ProjectAnalysis, text: (path: string) => string) => PlannedProject;
  readonly ran: ReadonlySet<string>;
  readonly baseline: BaselineInUse | undefined;
}

/** One fix after the other, each on the project as those before leave it. Gives a line for each. */
function fixProject(project: LoadedProject, { input, planned, ran, baseline }: Fixing): readonly string[] {
  const { folder, format, tree } = project;
  const texts = new Map<string, string>();
  const text = (path: string): string => texts.get(path) ?? tree.text(path) ?? "";
  const now = { ...input, text: (path: string) => texts.get(path) ?? tree.text(path) };
  let analysis = analyseProject(now);
  const accepted = acceptedBy(baseline, analysis, folder);
  const tried = new Set<string>();
  const lines: string[] = [];
  for (;;) {
    const found = nextFix(analysis, planned(analysis, text), project, { ran, accepted, tried });
    if (found === undefined) break;
    const { path, edits, line, title } = found;
    texts.set(path, applyEdits(text(path), withLineEnds(text(path), edits)));
    lines.push(errorLine(`fixed: ${title}`, { path: shown(join(folder, path)), line }));
    analysis = updateFile(analysis, path, now);
  }
  const written = { ...now, paths: tree.paths };
  if (texts.size > 0) for (const { path, content } of format.seal?.(written) ?? []) texts.set(path, content);
  for (const [path, content] of texts) save(join(folder, path), content);
  return lines;
}

/** Statements of which a baseline accepts something: they are left as they are. */
function acceptedBy(
  baseline: BaselineInUse | undefined,
  { migrations }: ProjectAnalysis,
  folder: string,
): ReadonlySet<string> {
  if (baseline === undefined) return new Set();
  const keyOf = (path: string): string => baseline.keyOf(join(folder, path));
  return new Set(
    migrations.flatMap((migration) =>
      baseline.accepting
        .apply(migration, keyOf)
        .sections.flatMap(({ path, statements }) =>
          statements
            .filter(({ accepted = [] }) => accepted.some(({ by }) => by === "baseline"))
            .map((statement) => keyFor(path, statement)),
        ),
    ),
  );
}

interface Left {
  readonly ran: ReadonlySet<string>;
  readonly accepted: ReadonlySet<string>;
  /** Recipes that were tried on statements, whatever came of it. */
  readonly tried: Set<string>;
}

interface FoundFix {
  readonly path: string;
  readonly edits: readonly FileEdit[];
  readonly title: string;
  readonly line: number;
}

function nextFix(
  { migrations }: ProjectAnalysis,
  planned: PlannedProject,
  { covers, isNew }: LoadedProject,
  { ran, accepted, tried }: Left,
): FoundFix | undefined {
  for (const migration of migrations) {
    if (ran.has(migration.migration.version)) continue;
    for (const section of migration.sections) {
      const { path, direction, statements } = section;
      if (direction !== "up" || !covers(path) || isNew?.(path) === false) continue;
      for (const statement of statements) {
        const key = keyFor(path, statement);
        if (accepted.has(key) || !statement.findings.some(({ recipes }) => recipes.length > 0)) continue;
        const place = { migration, section, statement };
        const found = inPlace(place, statement, planned, (recipe) => isFirst(tried, `${recipe}\0${key}`));
        const line = new LineIndex(section.text).position(statement.span.start).line;
        if (found !== undefined) return { path, line, ...found };
      }
    }
  }
  return undefined;
}

function keyFor(path: string, { statement }: StatementAnalysis): string {
  return `${path}\0${statement.text}`;
}

function isFirst(tried: Set<string>, key: string): boolean {
  if (tried.has(key)) return false;
  tried.add(key);
  return true;
}

/** The first recipe of what was found that edits this file alone and leaves nothing for later. */
function inPlace(
  place: StatementPlace,
  { findings }: StatementAnalysis,
  planned: PlannedProject,
  isUntried: (recipe: string) => boolean,
): Pick<FoundFix, "edits" | "title"> | undefined {
  const named = new Set(findings.flatMap(({ recipes }) => recipes));
  const fits = ({ id }: Recipe): boolean => named.has(id) && isUntried(id);
  for (const recipe of propose(place, planned, findings).filter(fits)) {
    const result = planAt(recipe, place, planned, new Date().toISOString());
    if ("refused" in result || result.files.length > 0 || result.pending.length > 0) continue;
    const isOwn = result.edits.every(({ path }) => path === place.section.path);
    if (isOwn && result.edits.length > 0) return { edits: result.edits, title: recipe.title };
  }
  return undefined;
}
