import type { MigrationAnalysis } from "../analysis/analysis.ts";
import { loadGrammar } from "../disk/loadGrammar.ts";
import { goesBack, downFor, type WrittenDown } from "../recipes/inverse/downFor.ts";
import { downJson, downText } from "../report/downText.ts";
import type { Grammar } from "../sql/grammar.ts";
import { LineIndex } from "../sql/offsets.ts";
import { oneFile, plannedProject, projectsWith, type AnalysedProject } from "./chosenFile.ts";
import { Configurations } from "./configuration.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { shownChanges } from "./shownChanges.ts";
import { UsageError } from "./usageError.ts";
import { writeChanges } from "./writeChanges.ts";

/** A migration in its project, by one of its files. */
interface Chosen extends AnalysedProject {
  readonly migration: MigrationAnalysis;
  /** Of the file with its up section, relative to the project's folder. */
  readonly path: string;
}

/** `lockkeeper down-for FILE`: the down section that undoes the file's up. Resolves to the exit status. */
export async function downForFile(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json"]);
  const path = oneFile("down-for", options);
  const configurations = new Configurations(options);
  const grammar = await loadGrammar();
  const chosen = choose(path, configurations, grammar);
  const back = downOf(chosen, grammar, configurations);
  const shownPath = chosen.reported.display(chosen.path);
  if (options.write) write(chosen, back);
  const { project, reported, migration } = chosen;
  const told = {
    back,
    path: shownPath,
    migration: migration.migration.version,
    changes: back.placed === undefined ? undefined : shownChanges(project, reported, back.placed),
    written: options.write,
  };
  output.out(format === "json" ? JSON.stringify(downJson(told), undefined, 2) : downText(told));
  return 0;
}

function choose(path: string, configurations: Configurations, grammar: Grammar): Chosen {
  for (const { project, reported } of projectsWith(path, configurations, grammar))
    for (const migration of reported.analysis.migrations) {
      if (!migration.migration.paths.some((each) => project.covers(each))) continue;
      const up = migration.sections.find(({ direction }) => direction === "up");
      if (up !== undefined) return { project, reported, migration, path: up.path };
    }
  throw new UsageError("this file has no up section, so there is nothing to undo", { path });
}

function downOf(chosen: Chosen, grammar: Grammar, configurations: Configurations): WrittenDown {
  const { reported, migration, path } = chosen;
  const back = downFor(migration, plannedProject(chosen, grammar, configurations));
  if ("refused" in back) throw new UsageError(back.refused, { path: reported.display(path) });
  return back;
}

/** Writes the section. Throws a UsageError that says why not; a database that has run the up is as it was with it. */
function write({ project, reported, migration, path }: Chosen, { placed }: WrittenDown): void {
  const { label, hasDown } = project.format;
  const start = migration.sections.find((each) => each.direction === "up")?.span.start ?? 0;
  const at = { path: reported.display(path), ...new LineIndex(reported.text(path)).position(start) };
  if (goesBack(migration))
    throw new UsageError("this migration has a down section already; nothing was written", at);
  if (placed === undefined)
    throw new UsageError(
      hasDown
        ? `${label} takes no down section for a migration of this form; nothing was written`
        : `${label} has no down sections; nothing was written`,
      at,
    );
  writeChanges(project, placed);
}
