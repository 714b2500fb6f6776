import { analyseProject } from "../server/src/analysis/analyse.ts";
import type { AnalysisInput } from "../server/src/analysis/input.ts";
import { DraftProject } from "../server/src/analysis/safely/draftProject.ts";
import { StatementReader } from "../server/src/analysis/statementReader.ts";
import { loadGrammar } from "../server/src/disk/loadGrammar.ts";
import { formatById } from "../server/src/formats/detect.ts";
import type { Format } from "../server/src/formats/format.ts";
import { majors } from "../server/src/interpret/target.ts";
import {
  appliesAt,
  planAt,
  type PlannedProject,
  type StatementPlace,
} from "../server/src/recipes/planning.ts";
import type { PendingPhase, Recipe } from "../server/src/recipes/recipe.ts";
import type { Rewrite } from "../server/src/recipes/rewriteInput.ts";
import { defaultLargeTable } from "../server/src/timeline/statistics.ts";

/* What a recipe makes of its example, as files of a dbmate project: for the recipes' pages. */

/** A file that the recipe writes or changes. */
export interface ShownFile {
  readonly name: string;
  readonly content: string;
}

export interface ShownPlan {
  readonly files: readonly ShownFile[];
  /** What `rollouts finish` writes later. */
  readonly later: readonly PendingPhase[];
}

const before = "2025-01-01T09:00:00.000Z";
const now = "2025-02-01T09:00:00.000Z";
const grammar = await loadGrammar();

/** Undefined where the plan does not go with the tool. */
export function shownPlan(recipe: Recipe, example: Recipe["examples"][number]): ShownPlan | undefined {
  const format = formatById("dbmate");
  if (format === undefined) throw new Error("the format dbmate is gone");
  const project = projectOf(format, textsOf(format, example), example);
  const place = placeOf(recipe, project.planned);
  const rewrite = place === undefined ? undefined : planAt(recipe, place, project.planned, now);
  if (rewrite === undefined || "refused" in rewrite) return undefined;
  return { files: filesOf(rewrite, project.with(rewrite)), later: rewrite.pending };
}

function textsOf(
  format: Format,
  { before: tables = "SELECT 1;", bad, transaction }: Recipe["examples"][number],
): ReadonlyMap<string, string> {
  const drafts = [
    { name: "tables", up: tables, autocommit: false },
    { name: "change", up: bad, autocommit: transaction === "autocommit" },
  ];
  const empty = format.read({ paths: [], text: () => undefined });
  return new Map(format.write(drafts, empty, before).map(({ path, content }) => [path, content]));
}

function projectOf(
  format: Format,
  texts: ReadonlyMap<string, string>,
  { majors: only }: Recipe["examples"][number],
): DraftProject {
  const reader = new StatementReader(grammar);
  const paths = [...texts.keys()];
  const text = (path: string): string | undefined => texts.get(path);
  const input: AnalysisInput = {
    ...{ format, text, project: format.read({ paths, text }) },
    options: {
      ...{ majors: only ?? majors.filter((major) => major <= 18), timeZone: "UTC", lockTimeout: "5s" },
      ...{ rules: {}, statistics: new Map(), largeTable: defaultLargeTable },
    },
    read: (path, content, span) => {
      const { statements, splitProblems, pieces } = reader.read(path, content, span);
      return { statements, problems: splitProblems, pieces };
    },
  };
  const settings = { input, paths, grammar, batches: { batchSize: 1000, batchDelay: 0 } };
  return DraftProject.of(settings, analyseProject(input));
}

/** The first statement of the newest migration that the recipe is about. */
function placeOf(recipe: Recipe, planned: PlannedProject): StatementPlace | undefined {
  const migration = planned.migrations.at(-1);
  const section = migration?.sections.find(({ direction }) => direction === "up");
  if (migration === undefined || section === undefined) return undefined;
  return section.statements
    .map((statement) => ({ migration, section, statement }))
    .find((place) => appliesAt(recipe, place, planned));
}

function filesOf({ files, edits }: Rewrite, after: DraftProject): readonly ShownFile[] {
  const paths = new Set([...edits, ...files].map(({ path }) => path));
  return [...paths].map((path) => ({ name: path, content: withoutState(after.text(path)) }));
}

/** What we remember in a comment is for us alone, and long. */
function withoutState(content: string): string {
  return content.trim().replace(/^(-- lockkeeper:\w+) \{(?:.*|(?:\n-- .*)*?\n-- )\}$/gm, "$1 {…}");
}
