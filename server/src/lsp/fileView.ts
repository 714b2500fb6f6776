import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Range } from "vscode-languageserver-protocol";
import type {
  MigrationAnalysis,
  ProjectAnalysis,
  SectionAnalysis,
  StatementAnalysis,
} from "../analysis/analysis.ts";
import type { ProjectSetup } from "./projectSetup.ts";
import type { FormatProblem } from "../formats/format.ts";
import type { Span } from "../sql/span.ts";
import { shift } from "../sql/span.ts";

/** A section of a file, with the migration it belongs to. */
export interface ViewedSection {
  readonly migration: MigrationAnalysis;
  readonly section: SectionAnalysis;
}

/** All that features may know of one file: its newest text and the one analysis of that text. */
export interface FileView {
  readonly uri: string;
  /** The same as long as nothing that this file shows has changed. */
  readonly revision: string;
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
  readonly document: TextDocument;
  /** The analyses of the migrations up to the last one that the file belongs to. */
  readonly upTo: () => readonly MigrationAnalysis[];
  /** Of the whole project; what of it is still under way is done first, which may take a while. */
  readonly analysis: ProjectAnalysis;
  /** The project's settings and files. */
  readonly project: ProjectSetup;
  readonly sections: readonly ViewedSection[];
  /** Migrations whose first file this is; what is said about them as a whole is shown here. */
  readonly leads: readonly MigrationAnalysis[];
  /** What the format says of this file, e.g. a duplicate version. */
  readonly problems: readonly FormatProblem[];
}

/** What of a file has something said of it. */
export type ViewedParts = Pick<FileView, "sections" | "leads" | "problems">;

/** A statement at a place in a file, with its section. */
export interface ViewedStatement extends ViewedSection {
  readonly statement: StatementAnalysis;
}

export function rangeOf(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

/** The range of a span that is relative to a statement. */
export function rangeIn(document: TextDocument, statement: StatementAnalysis, span: Span): Range {
  return rangeOf(document, shift(span, statement.span.start));
}

/** Every statement of the file, in the order of the text. */
export function statementsOf(view: FileView): readonly ViewedStatement[] {
  return view.sections.flatMap(({ migration, section }) =>
    section.statements.map((statement) => ({ migration, section, statement })),
  );
}

/** The statements that a span of the file touches; its ends count. */
export function statementsAt(view: Pick<FileView, "sections">, span: Span): readonly ViewedStatement[] {
  return view.sections.flatMap(({ migration, section }) =>
    touched(section.statements, span).map((statement) => ({ migration, section, statement })),
  );
}

/** Statements stand in the order of the text, so the first that may touch is found by halving. */
function touched(statements: readonly StatementAnalysis[], span: Span): readonly StatementAnalysis[] {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.span.end ?? 0) < span.start) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while ((statements[end]?.span.start ?? Number.POSITIVE_INFINITY) <= span.end) end++;
  return statements.slice(low, end);
}
