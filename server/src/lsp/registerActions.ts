import type { CodeAction, CodeActionParams, ExecuteCommandParams } from "vscode-languageserver";
import { answer } from "./answer.ts";
import { codeActions } from "./codeActions.ts";
import type { Context } from "./context.ts";
import { showRuleCommand } from "./ignoreActions.ts";
import { resolveAction } from "./resolveAction.ts";
import type { Workspace } from "./workspace.ts";

/** `textDocument/codeAction`, `codeAction/resolve`, and the one command of the server. */
export function registerActions(context: Context): void {
  const { connection, client } = context;
  connection.onCodeAction(
    answer(connection, "Code actions", null, async (params: CodeActionParams) => {
      const workspace = await context.workspace;
      const view = workspace.view(params.textDocument.uri);
      if (view === undefined) return null;
      const actions = codeActions(context, view, params);
      return client.resolvesActionEdits
        ? actions
        : actions.flatMap((each) => eagerly(context, workspace, each));
    }),
  );
  connection.onCodeActionResolve(async (action) => resolveAction(context, await context.workspace, action));
  connection.onExecuteCommand(async ({ command, arguments: [page] = [] }: ExecuteCommandParams) => {
    if (command !== showRuleCommand || typeof page !== "string" || !page.startsWith("https://")) return null;
    await connection.window.showDocument({ uri: page, external: true });
    return null;
  });
}

/** For clients that resolve nothing; what cannot be had is left out. */
function eagerly(context: Context, workspace: Workspace, action: CodeAction): CodeAction[] {
  try {
    return [resolveAction(context, workspace, action)];
  } catch {
    return [];
  }
}
