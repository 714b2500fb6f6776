/** What tests came to. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  failures?: string[];
  skippedTests?: { name: string; reason: string }[];
}

export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Which files of the results' folder, without `.json`, it writes; undefined where it writes none. */
  readonly results?: readonly string[] | RegExp;
  /** After which it is ended. */
  readonly minutes: number;
}

/** Runs one step of a suite to its end, or until its time is over, and gives what its tests came to. */
export function runStep(
  step: Step,
  results: string,
  env: Readonly<Record<string, string>>,
): Promise<Required<Counts>>;
/** `N passed, N failed`, and how many were skipped. */
export function inNumbers(counts: Counts): string;
/** What could not run at all counts as one failed test. */
export function failure(text: string): Counts;
/** Adds a part to a total. */
export function add(total: Counts, part: Counts): void;
