import { foundIn, problemsOfProject, type Found } from "./found.ts";
import type { OutputContext } from "./outputs/output.ts";
import type { Reported } from "./reported.ts";

/** What is found in one file, or of a project as a whole. */
export interface FoundInFile {
  readonly project: Reported;
  /** As the user sees it. */
  readonly path: string;
  readonly found: readonly Found[];
}

/** Everything found, file by file, while the migrations are analysed; files in which nothing is found come with none. */
export function* allFound(
  reported: readonly Reported[],
  { majors, tally }: OutputContext,
): Generator<FoundInFile, void, undefined> {
  for (const project of reported) {
    const left = new Map<string, Found[]>();
    for (const each of problemsOfProject(project))
      left.set(each.file, [...(left.get(each.file) ?? []), each]);
    for (const migration of tally.counted(project.migrations, project.display)) {
      const found = foundIn(project, migration, majors);
      for (const file of new Set(migration.sections.map(({ path }) => path))) {
        const own = found.filter((each) => each.file === file);
        yield { project, path: project.display(file), found: [...(left.get(file) ?? []), ...own] };
        left.delete(file);
      }
    }
    for (const [file, found] of left) yield { project, path: project.display(file), found };
  }
}

/** The same without what somebody has accepted. */
export function* toBeSaid(
  reported: readonly Reported[],
  context: OutputContext,
): Generator<FoundInFile, void, undefined> {
  for (const each of allFound(reported, context))
    yield { ...each, found: each.found.filter(({ accepted }) => accepted === undefined) };
}
