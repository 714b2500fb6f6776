import * as vscode from "vscode";
import { rolloutFinish } from "../../../server/src/protocol.ts";
import type { ProjectItem, RolloutItem } from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { ensureDatabase } from "../database/ensure.ts";
import { withDatabaseProgress } from "../database/progress.ts";
import { showFailure } from "../failures.ts";
import { readTarget } from "../migrations/target.ts";
import { requireExecution } from "../trust.ts";
import type { Command } from "./command.ts";

/** Checks on the database whether a rollout may end, and offers the files of its contract phase as a preview. */
export const finishRollout: Command = {
  id: "lockkeeper.finishRollout",
  async run(app, argument) {
    const picked = await pickRollout(app, argument);
    if (picked === undefined || !(await requireExecution()) || !(await ensureDatabase(app))) return;
    const { project, rollout } = picked;
    const title = vscode.l10n.t("Checking what {0} still waits for", rollout.title);
    const reply = await withDatabaseProgress(app.database, title, (token) =>
      app.server.client.sendRequest(rolloutFinish, { project: project.uri, id: rollout.id }, token),
    );
    if (reply === undefined) return;
    if (reply.ok) await preview(rollout, reply.value.files);
    else void showFailure(app.output, reply.error);
  },
};

interface Picked {
  readonly project: ProjectItem;
  readonly rollout: RolloutItem;
}

async function pickRollout(app: App, argument: unknown): Promise<Picked | undefined> {
  const target = readTarget(argument);
  const all = (app.migrations.projects ?? []).flatMap((project) =>
    project.rollouts.map((rollout) => ({ project, rollout })),
  );
  if (target?.rollout !== undefined) {
    return all.find(
      ({ project, rollout }) => project.uri === target.project && rollout.id === target.rollout,
    );
  }
  if (all.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("No rollout is pending."));
    return undefined;
  }
  const rows = all.map((each) => ({ label: each.rollout.title, description: each.project.label, each }));
  const row = await vscode.window.showQuickPick(rows, {
    placeHolder: vscode.l10n.t("Finish which rollout?"),
  });
  return row?.each;
}

/** Nothing is written that the user has not seen: the editor's refactoring preview asks first. */
async function preview(
  rollout: RolloutItem,
  files: readonly { readonly uri: string; readonly content: string }[],
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const metadata = { needsConfirmation: true, label: rollout.title };
  for (const { uri, content } of files) {
    const contents = new TextEncoder().encode(content);
    edit.createFile(vscode.Uri.parse(uri), { contents, overwrite: false }, metadata);
  }
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) return;
  const first = files[0];
  if (first !== undefined) await vscode.window.showTextDocument(vscode.Uri.parse(first.uri));
}
