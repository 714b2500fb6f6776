import { analyseInSteps, analyseProject } from "../analysis/analyse.ts";
import type { MigrationAnalysis, ProjectAnalysis } from "../analysis/analysis.ts";
import { crashProof } from "../analysis/crashProof.ts";
import type { AnalysisInput } from "../analysis/input.ts";

/**
 * An analysis that is under way. A file can be shown as soon as its own migration and those before it are done; the
 * others follow when there is time, or when somebody asks for them.
 */
export class Underway {
  readonly input: AnalysisInput;
  readonly #previous: ProjectAnalysis | undefined;
  readonly #log: (message: string) => void;
  readonly #steps: Iterator<MigrationAnalysis, ProjectAnalysis>;
  #done: MigrationAnalysis[] = [];
  #result: ProjectAnalysis | undefined;

  constructor(input: AnalysisInput, previous: ProjectAnalysis | undefined, log: (message: string) => void) {
    this.input = input;
    this.#previous = previous;
    this.#log = log;
    this.#steps = analyseInSteps(input, previous);
  }

  /** The whole analysis, once it is done. */
  get result(): ProjectAnalysis | undefined {
    return this.#result;
  }

  finish(): ProjectAnalysis {
    for (;;)
      if (this.#result === undefined) this.step();
      else return this.#result;
  }

  /** One more migration. */
  step(): void {
    try {
      const { done, value } = this.#steps.next();
      if (done === true) this.#result = value;
      else this.#done.push(value);
    } catch {
      // A defect of ours: this finds the file that it is met in, and goes on without it.
      this.#result = crashProof(this.input, this.#log, (input) => analyseProject(input, this.#previous));
      this.#done = [...this.#result.migrations];
    }
  }

  /** The migrations that a file belongs to. */
  of(path: string): readonly MigrationAnalysis[] {
    return this.upTo(path).filter(({ migration }) => migration.paths.includes(path));
  }

  /** The migrations up to the last one that a file belongs to. */
  upTo(path: string): readonly MigrationAnalysis[] {
    const last = this.input.project.migrations.findLastIndex(({ paths }) => paths.includes(path));
    while (this.#result === undefined && this.#done.length <= last) this.step();
    return this.#done.slice(0, last + 1);
  }

  /** What is done, and for the rest what was known before: what the next analysis goes on from. */
  soFar(): ProjectAnalysis {
    const { format, project, options } = this.input;
    const isKnown = this.#previous?.options === options;
    const versions = new Set(this.#done.map(({ migration }) => migration.version));
    const old = isKnown ? this.#previous.migrations : [];
    const others = old.filter(({ migration }) => !versions.has(migration.version));
    return { format, project, options, migrations: [...this.#done, ...others] };
  }
}
