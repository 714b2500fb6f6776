import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { modify } from "jsonc-parser";
import { CodeActionKind, type CodeAction, type Diagnostic } from "vscode-languageserver-protocol";
import type { WorkspaceEdit } from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Context } from "./context.ts";
import type { FileView } from "./fileView.ts";

/** The rule that says that a table is assumed. */
const rule = "unknown-relation";

/** Where tables are assumed and a dump lies in the workspace: name it as what comes before the first migration. */
export function baselineActions(
  { client, documents }: Context,
  view: FileView,
  diagnostics: readonly Diagnostic[],
): readonly CodeAction[] {
  const { beginnings, options } = view.project;
  if (beginnings === undefined || options.beginning !== undefined) return [];
  const { configuration, files } = beginnings();
  const uri = pathToFileURL(configuration).href;
  const text = documents.at(configuration)?.getText() ?? textOf(configuration);
  return files.flatMap((file) => {
    const name = relative(dirname(configuration), file).split(sep).join("/");
    const edit = text === undefined ? created(uri, name, client) : changed(uri, text, name);
    if (edit === undefined) return [];
    return [
      {
        title: `Begin the history with ${name}, so that its tables are known`,
        kind: CodeActionKind.QuickFix,
        diagnostics: diagnostics.filter(({ code }) => code === rule),
        edit,
      },
    ];
  });
}

function created(uri: string, name: string, client: Context["client"]): WorkspaceEdit | undefined {
  if (!client.createsFiles || !client.documentChanges) return undefined;
  const start = { line: 0, character: 0 };
  const newText = `${JSON.stringify({ baseline: name }, undefined, 2)}\n`;
  return {
    documentChanges: [
      { kind: "create", uri, options: { overwrite: false, ignoreIfExists: false } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText }] },
    ],
  };
}

function changed(uri: string, text: string, name: string): WorkspaceEdit {
  const document = TextDocument.create(uri, "json", 0, text);
  const edits = modify(text, ["baseline"], name, {
    formattingOptions: { insertSpaces: true, tabSize: 2 },
  });
  return {
    changes: {
      [uri]: edits.map(({ offset, length, content }) => ({
        range: { start: document.positionAt(offset), end: document.positionAt(offset + length) },
        newText: content,
      })),
    },
  };
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
