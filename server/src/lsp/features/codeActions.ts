import { CodeActionKind, type CodeAction, type CodeActionParams } from "vscode-languageserver";
import { answer } from "../answer.ts";
import { cautious } from "../cautious.ts";
import { codeActions } from "../codeActions.ts";
import { defineFeature } from "./feature.ts";
import { confirmationFor } from "../appliedMigrations.ts";
import { resolveAction, type Resolving } from "../resolveAction.ts";

/** `textDocument/codeAction` and `codeAction/resolve`. */
export const codeActionsFeature = defineFeature({
  capabilities: ({ resolvesActionEdits }) => ({
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite],
      resolveProvider: resolvesActionEdits,
    },
  }),
  register: (context) => {
    const { connection, client, statuses, history } = context;
    connection.onCodeAction(
      answer(connection, "Code actions", null, async (params: CodeActionParams) => {
        const workspace = await context.workspace;
        const view = workspace.view(params.textDocument.uri);
        if (view === undefined) return null;
        const known = statuses.last(view.project.uri);
        const confirmation = confirmationFor(view, known, history.branchOf(view));
        const actions = [...cautious(codeActions(context, view, params), confirmation, client)];
        if (client.resolvesActionEdits) return actions;
        const resolved = actions.map((each) => eagerly({ context, workspace, statuses, history }, each));
        return (await Promise.all(resolved)).flat();
      }),
    );
    connection.onCodeActionResolve(async (action) =>
      resolveAction({ context, workspace: await context.workspace, statuses, history }, action),
    );
  },
});

/** For clients that resolve nothing; what cannot be had is left out. */
async function eagerly(given: Resolving, action: CodeAction): Promise<CodeAction[]> {
  try {
    return [await resolveAction({ ...given, asks: false }, action)];
  } catch {
    return [];
  }
}
