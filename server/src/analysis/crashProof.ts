import type { AnalysisInput } from "./input.ts";
import type { MigrationAnalysis, ProjectAnalysis } from "./analysis.ts";

/** How many files may break an analysis before it is given up. */
const patience = 100;

type Log = (message: string) => void;

/**
 * Runs an analysis so that a defect of ours, met in one file, costs only that file: it is logged, the file is shown
 * with a problem in place of its statements, and the others are analysed all the same. A defect met in one statement
 * costs less, see `interpret` and `analyseSection`.
 */
export function crashProof(
  input: AnalysisInput,
  log: Log,
  analyse: (input: AnalysisInput) => ProjectAnalysis,
): ProjectAnalysis {
  const guard = new Guard(input, log);
  for (;;) {
    try {
      return analyse(guard.input);
    } catch (error) {
      guard.blame(error);
    }
  }
}

/** The same for an analysis of one migration after the other; what was given before the defect is not given again. */
export function* crashProofEach(
  input: AnalysisInput,
  log: Log,
  analyse: (input: AnalysisInput) => Iterable<MigrationAnalysis>,
): Generator<MigrationAnalysis, void, undefined> {
  const guard = new Guard(input, log);
  let given = 0;
  for (;;) {
    try {
      let index = 0;
      for (const migration of analyse(guard.input)) {
        if (index++ < given) continue;
        given++;
        yield migration;
      }
      return;
    } catch (error) {
      guard.blame(error);
    }
  }
}

/** Knows which file an analysis broke on, and leaves it out of the next try. */
class Guard {
  readonly input: AnalysisInput;
  readonly #broken = new Map<string, string>();
  readonly #log: Log;
  /** The file that was read last is the one that the analysis broke on: it is read just before it is folded. */
  #last: string | undefined;

  constructor(input: AnalysisInput, log: Log) {
    this.#log = log;
    this.input = {
      ...input,
      read: (path, text, span) => {
        this.#last = path;
        const message = this.#broken.get(path);
        if (message === undefined) return input.read(path, text, span);
        const start = { start: span.start, end: Math.min(span.end, span.start + 1) };
        return { statements: [], pieces: [], problems: [{ code: "internal-error", message, span: start }] };
      },
    };
  }

  /** Throws the error again where it is no file's. */
  blame(error: unknown): void {
    const path = this.#last;
    if (path === undefined || this.#broken.has(path) || this.#broken.size >= patience) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    this.#broken.set(path, `Lockkeeper failed on this file, which is its own mistake: ${reason}.`);
    this.#log(`Analysis of ${path} failed: ${error instanceof Error ? (error.stack ?? reason) : reason}`);
    this.#last = undefined;
  }
}
