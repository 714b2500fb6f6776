import * as vscode from "vscode";
import { CodeActionRequest } from "vscode-languageclient/node";
import type { App } from "../app.ts";
import { ruleOf } from "../findings/rules.ts";
import { defineCommand } from "./command.ts";

interface Choice extends vscode.QuickPickItem {
  readonly action?: vscode.CodeAction;
}

/** What else can be done at a statement with findings; called with its code actions, by the last of its quick fixes. */
export const acceptFinding = defineCommand({
  id: "lockkeeper.acceptFinding",
  title: "Accept Finding…",
  palette: "false",
  async run(app, argument) {
    const actions = Array.isArray(argument) ? argument.filter(isAction) : [];
    const placeHolder = vscode.l10n.t("What is done about the finding");
    const picked = await vscode.window.showQuickPick(choices(actions), { placeHolder });
    if (picked?.action === undefined) return;
    const { edit, command } = await whole(app, picked.action);
    if (edit !== undefined) await vscode.workspace.applyEdit(edit);
    if (command !== undefined) await vscode.commands.executeCommand(command.command, ...argumentsOf(command));
  },
});

/** By rule, where there are several; a way to fix the statement may belong to more than one, and names none. */
function choices(actions: readonly vscode.CodeAction[]): Choice[] {
  const headings = [...new Set(actions.map(ruleOf))];
  return headings.flatMap((rule): readonly Choice[] => [
    ...(headings.length > 1 ? [{ label: rule, kind: vscode.QuickPickItemKind.Separator }] : []),
    ...actions.filter((action) => ruleOf(action) === rule).map((action) => ({ label: action.title, action })),
  ]);
}

/** With its edit, which the server makes only for an action that is chosen. */
async function whole({ server }: App, action: vscode.CodeAction): Promise<vscode.CodeAction> {
  const document = vscode.window.activeTextEditor?.document;
  if (action.edit !== undefined || action.command !== undefined || document === undefined) return action;
  const provider = server.client.getFeature(CodeActionRequest.method).getProvider(document);
  const { token } = new vscode.CancellationTokenSource();
  return (await provider?.resolveCodeAction?.(action, token)) ?? action;
}

function isAction(value: unknown): value is vscode.CodeAction {
  return value instanceof vscode.CodeAction;
}

function argumentsOf({ arguments: given }: vscode.Command): readonly unknown[] {
  return given ?? [];
}
