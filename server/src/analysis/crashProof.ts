import type { AnalysisInput } from "./input.ts";
import type { ProjectAnalysis } from "./analysis.ts";

/** How many files may break an analysis before it is given up. */
const patience = 100;

/**
 * Runs an analysis so that a defect of ours, met in one file, costs only that file: it is logged, the file is shown
 * with a problem in place of its statements, and the others are analysed all the same. A defect met in one statement
 * costs less, see `interpret` and `analyseSection`.
 */
export function crashProof(
  input: AnalysisInput,
  log: (message: string) => void,
  analyse: (input: AnalysisInput) => ProjectAnalysis,
): ProjectAnalysis {
  const broken = new Map<string, string>();
  for (;;) {
    // The file that was read last is the one that the analysis broke on: it is read just before it is folded.
    let last: string | undefined;
    const guarded: AnalysisInput = {
      ...input,
      read: (path, text, span) => {
        last = path;
        const message = broken.get(path);
        if (message === undefined) return input.read(path, text, span);
        const start = { start: span.start, end: Math.min(span.end, span.start + 1) };
        return { statements: [], pieces: [], problems: [{ code: "internal-error", message, span: start }] };
      },
    };
    try {
      return analyse(guarded);
    } catch (error) {
      if (last === undefined || broken.has(last) || broken.size >= patience) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      broken.set(last, `Lockkeeper failed on this file, which is its own mistake: ${reason}.`);
      log(`Analysis of ${last} failed: ${error instanceof Error ? (error.stack ?? reason) : reason}`);
    }
  }
}
