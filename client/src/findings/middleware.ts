import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { ruleOf } from "./rules.ts";

/** The server's kind for what is done about a finding and not about its statement. */
const aboutFinding = vscode.CodeActionKind.QuickFix.append("finding");

/** A menu of more entries is read by nobody; the last one leads to the others. */
const mostEntries = 5;

type Offered = vscode.Command | vscode.CodeAction;

/**
 * The server gives the safest way first, and for each finding four entries about it: accepted here, accepted in the file,
 * its rule turned off, its page. Those lie behind one entry at the end, with the ways that the menu has no place for.
 */
export const findingMiddleware: Middleware = {
  async provideCodeActions(document, range, context, token, next) {
    const offered = (await next(document, range, context, token)) ?? [];
    const about = offered.filter(isAboutFinding);
    if (about.length === 0) return offered;
    const ways = offered.filter((each) => !isAboutFinding(each));
    const shown = ways.slice(0, mostEntries - 1);
    const further = ways.slice(mostEntries - 1).filter((each) => each instanceof vscode.CodeAction);
    return [...shown, entry(about, further)];
  },
};

function isAboutFinding(offered: Offered): offered is vscode.CodeAction {
  return (
    offered instanceof vscode.CodeAction && offered.kind !== undefined && aboutFinding.contains(offered.kind)
  );
}

function entry(
  about: readonly vscode.CodeAction[],
  further: readonly vscode.CodeAction[],
): vscode.CodeAction {
  const title = titleOf([...new Set(about.map(ruleOf))], further.length);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [...new Set(about.flatMap(({ diagnostics = [] }) => diagnostics))];
  action.command = { command: "lockkeeper.acceptFinding", title, arguments: [[...further, ...about]] };
  return action;
}

function titleOf(rules: readonly string[], further: number): string {
  const what = rules.length === 1 ? rules.join("") : vscode.l10n.t("{0} findings", rules.length);
  return further === 0
    ? vscode.l10n.t("Accept, turn off or read about {0}…", what)
    : vscode.l10n.t("{0} more; accept, turn off or read about {1}…", further, what);
}
