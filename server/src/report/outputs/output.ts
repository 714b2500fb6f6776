import type { Reported } from "../reported.ts";
import type { Tally } from "../tally.ts";

/** What a report is told besides what it is about. */
export interface OutputContext {
  readonly majors: readonly number[];
  /** Counts what goes by while the report is written. */
  readonly tally: Tally;
  /** Of Lockkeeper. */
  readonly version: string;
  /** Where text goes to a terminal: whether it shows colours, and how many columns a line has. */
  readonly look: Look;
}

export interface Look {
  readonly colour: boolean;
  readonly width: number;
}

/**
 * One form of the result of `check`. The file's name is the value of `--format`. Adding one is adding one file here;
 * `npm run generate` lists it.
 */
export interface ReportOutput {
  readonly id: string;
  /** For help and documentation: what it is for, in a few words. */
  readonly summary: string;
  /** The report in pieces, without a final newline. */
  readonly write: (reported: readonly Reported[], context: OutputContext) => Iterable<string>;
}

export function defineOutput(output: ReportOutput): ReportOutput {
  return output;
}
