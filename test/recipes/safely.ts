import { makeSafe, type SafePlan } from "../../server/src/analysis/safely/makeSafe.ts";
import { StatementReader } from "../../server/src/analysis/statementReader.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { options } from "../support/analyse.ts";
import { now, TestProject } from "./projects.ts";

const grammar = await loadGrammar();

/** A migration after one that makes its tables. */
export interface Unsafe {
  readonly before: string;
  readonly up: string;
  readonly down: string;
  readonly format?: string;
}

export function unsafe({ before, up, down, format = "dbmate" }: Unsafe): TestProject {
  return TestProject.of(format, [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down, autocommit: false },
  ]);
}

/** The plan that makes the last migration safe, and the project with it. */
export function safely(
  given: Unsafe,
  original: TestProject = unsafe(given),
): {
  readonly original: TestProject;
  readonly plan: SafePlan;
  readonly project: TestProject;
} {
  const reader = new StatementReader(grammar);
  const { analysis, format, files } = original;
  const up = original.analysis.migrations[1]?.sections.find(({ direction }) => direction === "up");
  const settings = {
    input: {
      format,
      project: analysis.project,
      options: { ...options, ...original.given },
      around: original.around,
      text: (path: string) => files.get(path),
      read: (path: string, content: string, span: { readonly start: number; readonly end: number }) => {
        const { statements, splitProblems, pieces } = reader.read(path, content, span);
        return { statements, problems: splitProblems, pieces };
      },
    },
    paths: [...files.keys()],
    grammar,
    batches: { batchSize: 1000, batchDelay: 0 },
  };
  const plan = makeSafe(settings, analysis, up?.path ?? "", now);
  return { original, plan, project: original.with(plan) };
}
