import type { AccuracyCase } from "./cases.ts";
import { dangers, type Danger } from "./labels.ts";
import { majors } from "./lockkeeper.ts";
import { labelOf, type Verdicts } from "./record.ts";

/** What was seen of a case on any major. */
export function dangersOf(one: AccuracyCase): readonly Danger[] {
  return dangers.filter((danger) => majors.some((major) => labelOf(one, major)?.[danger] !== undefined));
}

export interface Score {
  readonly told: number;
  readonly missed: number;
  readonly wrong: number;
  readonly silent: number;
}

export function scoreOf(tool: string, cases: readonly AccuracyCase[], verdicts: Verdicts): Score {
  const score = { told: 0, missed: 0, wrong: 0, silent: 0 };
  for (const one of cases) {
    const says = (verdicts[one.id]?.[tool] ?? []).length > 0;
    if (dangersOf(one).length > 0) score[says ? "told" : "missed"]++;
    else score[says ? "wrong" : "silent"]++;
  }
  return score;
}

/** The cases in which a tool and the servers differ. */
export function differences(
  tool: string,
  cases: readonly AccuracyCase[],
  verdicts: Verdicts,
): readonly AccuracyCase[] {
  return cases.filter((one) => dangersOf(one).length > 0 !== (verdicts[one.id]?.[tool] ?? []).length > 0);
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}
