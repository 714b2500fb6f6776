import * as vscode from "vscode";
import { rolloutFinish } from "../../../server/src/protocol.ts";
import type { ProjectItem, RolloutItem } from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { ensureDatabaseAsking } from "../database/ensure.ts";
import { withDatabaseProgress } from "../database/progress.ts";
import { showFailure } from "../failures.ts";
import { readTarget } from "../migrations/target.ts";
import type { FileEdits } from "../rewrites/preview.ts";
import { requireExecution } from "../trust.ts";
import { defineCommand } from "./command.ts";

/** Checks on the database whether a rollout may end, and offers the files of its contract phase as a preview. */
export const finishRollout = defineCommand({
  id: "lockkeeper.finishRollout",
  title: "Finish Rollout…",
  icon: "$(milestone)",
  enablement: "lockkeeper.hasProjects && lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.hasProjects && lockkeeper.mayExecute",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.migrations && lockkeeper.hasProjects && lockkeeper.mayExecute",
      group: "1_run@3",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem == rollout",
      group: "inline@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.migrations && lockkeeper.mayExecute && viewItem == rollout",
      group: "1_run@1",
    },
  ],
  async run(app, argument) {
    const picked = await pickRollout(app, argument);
    if (picked === undefined || !(await requireExecution())) return;
    const { project, rollout } = picked;
    const question = vscode.l10n.t(
      "Whether “{0}” may end is seen in the database that its migrations are applied to, and none is connected.",
      rollout.title,
    );
    if (!(await ensureDatabaseAsking(app, question))) return;
    const title = vscode.l10n.t("Checking what {0} still waits for", rollout.title);
    const reply = await withDatabaseProgress(app.database, title, (token) =>
      app.server.client.sendRequest(rolloutFinish, { project: project.uri, id: rollout.id }, token),
    );
    if (reply === undefined) return;
    if (reply.ok) await app.preview.show(rollout.title, reply.value.files.map(newFile));
    else void showFailure(app.output, reply.error);
  },
});

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

/** Nothing is written that the user has not seen. */
function newFile({ uri, content }: { readonly uri: string; readonly content: string }): FileEdits {
  return [vscode.Uri.parse(uri), [vscode.TextEdit.insert(new vscode.Position(0, 0), content)]];
}
