import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FileTree, Format, FormatProblem } from "../formats/format.ts";
import type { AnalysisOptions } from "../analysis/analysis.ts";
import type { BaselineFiles } from "../analysis/baseline.ts";
import type { Batches, Config } from "../analysis/config.ts";
import type { StatementReader } from "../analysis/statementReader.ts";

/** The texts of one project; paths are relative to its folder. */
export interface ProjectSource extends FileTree {
  uri(path: string): string;
  /** The file as a document: the editor's own where it is open, else made from `text`. */
  document(path: string): TextDocument;
  /** Whether the editor holds another text of the file than the disk. */
  isUnsaved(path: string): boolean;
  /** What cannot be read, in better words than a format has; complete once every text was asked for. */
  problems(): readonly FormatProblem[];
}

/** What a baseline of findings accepts. */
export interface AcceptedFindings {
  readonly files: BaselineFiles;
  /** As the user calls its file. */
  readonly name: string;
  /** How a file of the project is called in it. */
  readonly keyOf: (path: string) => string;
}

/** Where a project's history is to be read. */
export interface HistorySetup {
  /** Absolute path of the migrations folder. */
  readonly folder: string;
  /** The git reference that the configuration names. */
  readonly since: string | undefined;
  /** Told whether git knows that reference; absent where none is named. */
  readonly tellsSince?: ((isKnown: boolean) => void) | undefined;
  readonly findings: AcceptedFindings | undefined;
}

export interface ProjectSetup {
  /** Of the migrations folder, without a trailing slash; the project's key. */
  readonly uri: string;
  /** The folder as it is shown. */
  readonly label: string;
  readonly format: Format;
  readonly source: ProjectSource;
  readonly options: AnalysisOptions;
  readonly batches: Batches;
  /** How long a migration may wait for a lock when it is run, where the configuration says so. */
  readonly lockTimeout: string | undefined;
  readonly stopRun: Config["stopRun"];
  readonly reader: StatementReader;
  /** Absent for a file that belongs to no project: it is never history. */
  readonly history?: HistorySetup;
  /** Files that may hold the schema before the first migration, and where that would be said; absolute paths. */
  readonly beginnings?: () => { readonly configuration: string; readonly files: readonly string[] };
  /** Told of a file that broke the analysis. */
  readonly log: (message: string) => void;
}
