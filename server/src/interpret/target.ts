/** The PostgreSQL major versions that the model knows; every prediction is checked on each of them. */
export const majors = [14, 15, 16, 17, 18] as const;
export type Major = (typeof majors)[number];

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
