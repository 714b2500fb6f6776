/** One window: which suite, on which folder, under which conditions. */
export interface Run {
  /** The suite in `suite/suites.ts`; also the name of the result. */
  readonly suite: string;
  /** Folders to copy into the workspace, by their name in it; relative to the project's root. */
  readonly folders: Readonly<Record<string, string>>;
  /** False opens the folder in restricted mode. */
  readonly trusted: boolean;
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Minutes for all tests of the run. */
  readonly minutes: number;
}

export const runs: readonly Run[] = [{ suite: "activation", folders: {}, trusted: true, minutes: 2 }];
