import {
  type CodeDescription,
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type DiagnosticRelatedInformation,
} from "vscode-languageserver-protocol";
import type { Finding, StatementAnalysis } from "../analysis/analysis.ts";
import { toldTogether } from "../analysis/together.ts";
import { isMajorSubset, majorsNote } from "./majorsNote.ts";
import type { FormatProblem } from "../formats/format.ts";
import type { RunFailure } from "../protocol.ts";
import type { Severity } from "../rules/rule.ts";
import { rules } from "../rules/index.ts";
import type { Span, SqlProblem } from "../sql/span.ts";
import { rangeIn, rangeOf, type FileView, type ViewedParts, type ViewedSection } from "./fileView.ts";
import { rulePage, type Pages } from "./pages.ts";

/** What a diagnostic carries for code actions. */
export interface DiagnosticData {
  readonly rule: string;
  readonly recipes: readonly string[];
}

/** Finds where else a statement's effects show, e.g. at the second table it locks. */
export type Related = (
  view: FileView,
  statement: StatementAnalysis,
) => readonly DiagnosticRelatedInformation[];

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** More places than a reader goes through. */
const mostRelated = 20;

const documented: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** Every diagnostic of the given parts of a file, in the order of the text as far as it has one. */
export function diagnosticsOf(
  view: FileView,
  { problems, leads, sections }: ViewedParts,
  related: Related | undefined,
  pages: Pages,
): Diagnostic[] {
  const found = [
    ...problems.map((problem) => problemDiagnostic(view, problem, problemSeverity(problem))),
    ...leads.flatMap(({ findings, sections: [first] }) =>
      findings.map((finding) => migrationDiagnostic(view, finding, first?.span.start ?? 0)),
    ),
    ...sections.flatMap((each) => sectionDiagnostics(view, each, related)),
  ];
  const page = pageOf(pages);
  for (const diagnostic of found) {
    const link = page(diagnostic.code);
    if (link !== undefined) diagnostic.codeDescription = link;
  }
  return found;
}

/** Few rules make many findings. */
function pageOf(pages: Pages): (code: Diagnostic["code"]) => CodeDescription | undefined {
  const known = new Map<string, CodeDescription>();
  return (code) => {
    if (typeof code !== "string" || !documented.has(code)) return undefined;
    const link = known.get(code) ?? { href: pages.link(rulePage(code)) };
    known.set(code, link);
    return link;
  };
}

/** The error of the last run, where the server put it. */
export function failureDiagnostic(failure: RunFailure): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: failure.range ?? { start, end: start },
    severity: DiagnosticSeverity.Error,
    code: failure.code,
    source: "lockkeeper",
    message: failure.message,
  };
}

function sectionDiagnostics(
  view: FileView,
  { section }: ViewedSection,
  related: Related | undefined,
): Diagnostic[] {
  const problems = section.problems.map((problem) => problemDiagnostic(view, problem, "error"));
  const found = [...problems];
  // A long file has thousands of statements of which few have findings.
  const told = toldTogether(section.statements, (offset) => view.document.positionAt(offset).line);
  for (const [index, statement] of section.statements.entries()) {
    if (statement.findings.length === 0) continue;
    const { findings, again } = told(index);
    for (const finding of findings) {
      if (alreadySaid(finding, statement, section.problems)) continue;
      found.push(findingDiagnostic(view, statement, finding, related));
    }
    for (const finding of again) found.push(hint(findingDiagnostic(view, statement, finding, undefined)));
  }
  return found;
}

/** What is told above is not listed again; its place is marked, where it can be read and mended. */
function hint(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, severity: DiagnosticSeverity.Hint };
}

/** An unterminated quote explains the grammar's refusal of the statement that it is in. */
function alreadySaid(
  finding: Finding,
  { statement, span }: StatementAnalysis,
  problems: readonly SqlProblem[],
): boolean {
  if (statement.problem === undefined || finding.rule !== statement.problem.code) return false;
  return problems.some((problem) => problem.span.start < span.end && span.start < problem.span.end);
}

/** The diagnostic of one finding. Made for every finding at every keystroke, so it is written out: copying from one object to the next costs. */
export function findingDiagnostic(
  view: FileView,
  statement: StatementAnalysis,
  finding: Finding,
  related: Related | undefined,
): Diagnostic {
  const { rule, recipes, severity, span } = finding;
  const diagnostic: Diagnostic = {
    range: rangeIn(view.document, statement, span),
    severity: severities[severity],
    code: rule,
    source: "lockkeeper",
    message: messageOf(view, finding),
    data: { rule, recipes } satisfies DiagnosticData,
  };
  if (rule === "unused-suppression") diagnostic.tags = [DiagnosticTag.Unnecessary];
  const elsewhere = related === undefined ? [] : elsewhereOf(view, statement, finding, related);
  if (elsewhere.length > 0) diagnostic.relatedInformation = [...elsewhere];
  return diagnostic;
}

function elsewhereOf(
  view: FileView,
  statement: StatementAnalysis,
  { related: places, recipes }: Finding,
  related: Related,
): readonly DiagnosticRelatedInformation[] {
  if (places !== undefined)
    return places.slice(0, mostRelated).map(({ span, message }) => ({
      location: { uri: view.uri, range: rangeIn(view.document, statement, span) },
      message,
    }));
  return recipes.length > 0 ? related(view, statement) : [];
}

function migrationDiagnostic(view: FileView, finding: Finding, start: number): Diagnostic {
  const text = view.document.getText();
  const end = text.indexOf("\n", start);
  const span: Span = { start, end: end < 0 ? text.length : end };
  return {
    ...common(finding.rule, finding.severity, messageOf(view, finding)),
    range: rangeOf(view.document, span),
    data: { rule: finding.rule, recipes: finding.recipes } satisfies DiagnosticData,
  };
}

function messageOf(view: FileView, { message, majors }: Finding): string {
  const { options } = view.project;
  return isMajorSubset(majors, options.majors) ? `${message} ${majorsNote(majors)}` : message;
}

function problemDiagnostic(view: FileView, problem: SqlProblem, severity: Severity): Diagnostic {
  return { ...common(problem.code, severity, problem.message), range: rangeOf(view.document, problem.span) };
}

function problemSeverity({ code, refuses }: FormatProblem): Severity {
  if (refuses !== undefined) return "error";
  switch (code) {
    case "unknown-tool":
    case "no-project":
      return "info";
    case "ambiguous-tool":
    case "down-without-up":
    case "not-in-journal":
    case "older-when":
    case "skipped-file":
      return "warning";
    default:
      return "error";
  }
}

function common(code: string, severity: Severity, message: string): Omit<Diagnostic, "range"> {
  return { severity: severities[severity], code, source: "lockkeeper", message };
}
