import { analyseProject } from "../server/src/analysis/analyse.ts";
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
import { applyEdits } from "../server/src/recipes/support/edits.ts";
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
  const texts = textsOf(format, example);
  const planned = plannedProject(format, texts, example);
  const place = placeOf(recipe, planned);
  const rewrite = place === undefined ? undefined : planAt(recipe, place, planned, now);
  if (rewrite === undefined || "refused" in rewrite) return undefined;
  return { files: filesOf(rewrite, texts), later: rewrite.pending };
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

function plannedProject(
  format: Format,
  texts: ReadonlyMap<string, string>,
  { majors: only }: Recipe["examples"][number],
): PlannedProject {
  const reader = new StatementReader(grammar);
  const options = {
    ...{
      majors: only ?? majors.filter((major) => major <= 18),
      timeZone: "UTC",
      lockTimeout: "5s",
      rules: {},
    },
    ...{ statistics: new Map(), largeTable: defaultLargeTable },
  };
  const text = (path: string): string | undefined => texts.get(path);
  const project = format.read({ paths: [...texts.keys()], text });
  const { migrations } = analyseProject({
    ...{ format, project, options, text },
    read: (path, content, span) => {
      const { statements, splitProblems, pieces } = reader.read(path, content, span);
      return { statements, problems: splitProblems, pieces };
    },
  });
  return {
    ...{ format, project, migrations, grammar, options },
    paths: [...texts.keys()],
    around: {},
    text: (path) => texts.get(path) ?? "",
    batches: { batchSize: 1000, batchDelay: 0 },
  };
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

function filesOf({ files, edits }: Rewrite, texts: ReadonlyMap<string, string>): readonly ShownFile[] {
  const edited = [...new Set(edits.map(({ path }) => path))].map((path) => ({
    path,
    content: applyEdits(
      texts.get(path) ?? "",
      edits.filter((edit) => edit.path === path),
    ),
  }));
  return [...edited, ...files].map(({ path, content }) => ({ name: path, content: withoutState(content) }));
}

/** What we remember in a comment is for us alone, and long. */
function withoutState(content: string): string {
  return content.trim().replace(/^(-- lockkeeper:\w+) \{.*\}$/gm, "$1 {…}");
}
