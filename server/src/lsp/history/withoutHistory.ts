import { FindingsBaseline } from "../../analysis/baseline.ts";
import type { MigrationAnalysis } from "../../analysis/analysis.ts";
import type { ViewedParts, ViewedSection } from "../fileView.ts";
import type { AcceptedFindings } from "../projectSetup.ts";

/** A file of which nothing is news but that the tool refuses to run the project. */
export function onlyRefusals({ problems }: ViewedParts): ViewedParts {
  return { sections: [], leads: [], problems: problems.filter(({ refuses }) => refuses !== undefined) };
}

/** A file without what a baseline of findings accepts. */
export function withoutAccepted(view: ViewedParts, { files, name, keyOf }: AcceptedFindings): ViewedParts {
  const migrations = [...new Set([...view.leads, ...view.sections.map(({ migration }) => migration)])];
  const paths = new Set([...migrations.flatMap(pathsOf), ...view.problems.map(({ path }) => path)]);
  const own = [...paths].flatMap((path) => {
    const entries = files[keyOf(path)];
    return entries === undefined ? [] : [[keyOf(path), entries] as const];
  });
  if (own.length === 0) return view;
  const baseline = new FindingsBaseline(Object.fromEntries(own), name);
  const problems = view.problems.filter((problem) => !baseline.accepts(keyOf(problem.path), problem));
  const applied = new Map(migrations.map((each) => [each, baseline.apply(each, keyOf)]));
  const of = (migration: MigrationAnalysis): MigrationAnalysis => applied.get(migration) ?? migration;
  const section = ({ migration, section: before }: ViewedSection): ViewedSection => {
    const index = migration.sections.indexOf(before);
    return { migration: of(migration), section: of(migration).sections[index] ?? before };
  };
  return { problems, leads: view.leads.map(of), sections: view.sections.map(section) };
}

function pathsOf({ sections }: MigrationAnalysis): readonly string[] {
  return sections.map(({ path }) => path);
}
