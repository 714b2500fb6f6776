/** The PostgreSQL major versions that the model knows. */
export const majors = [14, 15, 16, 17, 18, 19] as const;
export type Major = (typeof majors)[number];

/**
 * What must be said with a major wherever it is named. Predictions are checked on servers of all majors but 19: no
 * package brings one yet, so that what is said of it was read in its documentation. Once test/support/servers.ts starts
 * one, its remark goes.
 */
const remarks: Partial<Readonly<Record<number, string>>> = {
  14: "out of support",
  19: "not verified on a server",
};

/** A remark such as `out of support`; undefined for majors of which there is nothing to say. */
export function remarkOn(major: number): string | undefined {
  return remarks[major];
}

export function isMajor(value: number): value is Major {
  return majors.some((major) => major === value);
}

/** How a statement is run: which server, and whether a transaction block is open around it. */
export interface Target {
  readonly major: Major;
  /** True inside BEGIN … COMMIT or the implicit transaction of a multi-statement string. */
  readonly inTransaction: boolean;
  /** TimeZone of the session unless the migration sets it; decides timestamp <-> timestamptz rewrites. */
  readonly timeZone: string;
  /**
   * True where the history may begin in the middle: tables and columns that it names and never created are assumed to
   * exist. False (the default) where the catalog is known to be complete, as on a server.
   */
  readonly assumesMissing?: boolean;
}
