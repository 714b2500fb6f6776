import {
  CodeActionKind,
  type CodeAction,
  type Command,
  type Diagnostic,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol";
import type { Finding } from "../analysis/analysis.ts";
import { placeholder } from "../analysis/suppressions.ts";
import { rules } from "../rules/index.ts";
import { configurationEdit } from "./configurationEdit.ts";
import type { Context } from "./context.ts";
import { findingDiagnostic } from "./diagnostics.ts";
import type { FileView, ViewedStatement } from "./fileView.ts";
import { rulePage, type Pages } from "./pages.ts";

/** The command that shows a rule's page; for clients that can show documents. */
export const showRuleCommand = "lockkeeper.showRule";

/**
 * What is done about a finding and not about its statement. The kind is one of its own, so that an editor can put these
 * behind one entry of its menu; one that asks for quick fixes gets them as such.
 */
const aboutFinding = `${CodeActionKind.QuickFix}.finding`;

/** Accepting a finding for its statement, for the whole file or for the project, and reading about its rule. */
export function ignoreActions(
  context: Context,
  view: FileView,
  viewed: ViewedStatement,
  finding: Finding,
  diagnostics: readonly Diagnostic[],
): readonly CodeAction[] {
  if (!rules.some(({ id }) => id === finding.rule)) return [];
  const { rule } = finding;
  const known = diagnostics.filter(({ code }) => code === rule);
  const about = known.length > 0 ? known : [findingDiagnostic(view, viewed.statement, finding, undefined)];
  const action = (title: string, edit: WorkspaceEdit): CodeAction => ({
    title,
    kind: aboutFinding,
    diagnostics: [...about],
    edit,
  });
  const [first] = view.sections.flatMap(({ section }) => section.statements);
  const top = first?.span.start ?? viewed.statement.span.start;
  return [
    action(
      `Accept ${rule} for this statement, with a reason`,
      above(context, view, viewed.statement.span.start, "", rule),
    ),
    // Above the first statement, not at the top: some tools want their directives there.
    action(`Accept ${rule} in this file, with a reason`, above(context, view, top, "-file", rule)),
    ...offEverywhere(context, view, rule).map((edit) => action(`Turn ${rule} off in this project`, edit)),
    {
      title: `Show documentation of ${rule}`,
      kind: aboutFinding,
      diagnostics: [...about],
      command: showPage(context.client.pages, rule),
    },
  ];
}

/** In the project's configuration, which is made where there is none. A file of no project has none. */
function offEverywhere(context: Context, { project }: FileView, rule: string): readonly WorkspaceEdit[] {
  if (project.beginnings === undefined) return [];
  const { configuration } = project.beginnings();
  const edit = configurationEdit(context, configuration, ["rules", rule], "off");
  return edit === undefined ? [] : [edit];
}

/** A client's own command is called by it directly; else the client is asked to show the file. */
function showPage(pages: Pages, rule: string): Command {
  const page = rulePage(rule);
  return pages.command === undefined
    ? { title: "Show documentation", command: showRuleCommand, arguments: [pages.link(page)] }
    : { title: "Show documentation", command: pages.command, arguments: [page] };
}

/** A comment on a line of its own above a statement, as far indented as the statement. */
function above(
  { client }: Context,
  view: FileView,
  offset: number,
  scope: string,
  rule: string,
): WorkspaceEdit {
  const { document, uri } = view;
  const position = document.positionAt(offset);
  const line = document.getText({ start: { line: position.line, character: 0 }, end: position });
  const indent = /^\s*$/.test(line) ? line : "";
  const eol = document.getText().includes("\r\n") ? "\r\n" : "\n";
  // A statement that shares its line begins a new one.
  const before = /^\s*$/.test(line) ? "" : eol;
  const start = `${before}-- lockkeeper-ignore${scope} ${rule}: `;
  const end = `${eol}${indent}`;
  const range = { start: position, end: position };
  if (client.snippetEdits && client.documentChanges) {
    const value = `${start}\${1:${placeholder}}${end}`;
    return {
      documentChanges: [
        {
          textDocument: { uri, version: document.version },
          edits: [{ range, snippet: { kind: "snippet", value } }],
        },
      ],
    };
  }
  return { changes: { [uri]: [{ range, newText: `${start}${placeholder}${end}` }] } };
}
