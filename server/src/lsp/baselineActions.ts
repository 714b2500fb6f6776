import { dirname, relative, sep } from "node:path";
import { CodeActionKind, type CodeAction, type Diagnostic } from "vscode-languageserver-protocol";
import { configurationEdit } from "./configurationEdit.ts";
import type { Context } from "./context.ts";
import type { FileView } from "./fileView.ts";

/** The rule that says that a table is assumed. */
const rule = "unknown-relation";

/** Where tables are assumed and a dump lies in the workspace: name it as what comes before the first migration. */
export function baselineActions(
  context: Context,
  view: FileView,
  diagnostics: readonly Diagnostic[],
): readonly CodeAction[] {
  const { beginnings, options } = view.project;
  if (beginnings === undefined || options.beginning !== undefined) return [];
  const { configuration, files } = beginnings();
  return files.flatMap((file) => {
    const name = relative(dirname(configuration), file).split(sep).join("/");
    const edit = configurationEdit(context, configuration, ["baseline"], name);
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
