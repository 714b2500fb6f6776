import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FileTree, Format, FormatProblem } from "../formats/format.ts";
import type { AnalysisOptions } from "../analysis/analysis.ts";
import type { Batches } from "../analysis/config.ts";
import type { StatementReader } from "../analysis/statementReader.ts";

/** The texts of one project; paths are relative to its folder. */
export interface ProjectSource extends FileTree {
  uri(path: string): string;
  /** The file as a document: the editor's own where it is open, else made from `text`. */
  document(path: string): TextDocument;
  /** What cannot be read, in better words than a format has; complete once every text was asked for. */
  problems(): readonly FormatProblem[];
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
  readonly reader: StatementReader;
  /** Files that may hold the schema before the first migration, and where that would be said; absolute paths. */
  readonly beginnings?: () => { readonly configuration: string; readonly files: readonly string[] };
  /** Told of a file that broke the analysis. */
  readonly log: (message: string) => void;
}
