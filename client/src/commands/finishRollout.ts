import * as vscode from "vscode";
import { rolloutFinish } from "../../../server/src/protocol.ts";
import type { RolloutItem } from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { ensureDatabaseAsking } from "../database/ensure.ts";
import { withDatabaseProgress } from "../database/progress.ts";
import { showFailure } from "../failures.ts";
import { pickRollout } from "../rollouts/pick.ts";
import type { FileEdits } from "../rewrites/preview.ts";
import { requireExecution } from "../trust.ts";
import { defineCommand } from "./command.ts";

/** Checks on the database whether a rollout may end, and offers the files of its contract phase as a preview. */
export const finishRollout = defineCommand({
  id: "lockkeeper.finishRollout",
  title: "Finish Rollout…",
  icon: "$(milestone)",
  enablement: "lockkeeper.hasRollouts && lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.hasRollouts && lockkeeper.mayExecute",
  menus: [
    {
      menu: "view/item/context",
      when: "view == lockkeeper.rollouts && lockkeeper.mayExecute && viewItem =~ /^rollout/",
      group: "1_run@2",
    },
  ],
  async run(app, argument) {
    const owned = await pickRollout(app, argument);
    if (owned === undefined || !(await requireExecution())) return;
    const { project, rollout } = owned;
    const last = rollout.steps.at(-1);
    if (last?.kind !== "finish") {
      void vscode.window.showInformationMessage(
        vscode.l10n.t("The last phase of “{0}” is written: run its migrations.", rollout.title),
      );
      return;
    }
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
    if (!reply.ok) {
      if (reply.error.missing !== undefined) app.rollouts.setMissing(owned, reply.error.missing);
      void showFailure(app.output, reply.error);
      return;
    }
    if (await confirmEnd(app, rollout)) await app.preview.show(rollout.title, reply.value.files.map(newFile));
  },
});

/** What goes for good, and which deploy must have happened, before anybody looks at files. */
async function confirmEnd(app: App, { title, steps }: RolloutItem): Promise<boolean> {
  const yes = vscode.l10n.t("Show the Files");
  const detail = [
    ...steps
      .flatMap((step) =>
        step.kind === "deploy" ? [vscode.l10n.t("Must be deployed by now: {0}.", step.what)] : [],
      )
      .slice(-1),
    ...steps
      .flatMap((step) => (step.kind === "finish" ? step.titles : []))
      .slice(-1)
      .map((what) => `${what}.`),
    vscode.l10n.t(
      "The database was asked, and all that must hold does: {0}.",
      app.database.state?.description ?? "",
    ),
  ].join("\n\n");
  const message = vscode.l10n.t("Finish “{0}”?", title);
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, yes)) === yes;
}

/** Nothing is written that the user has not seen. */
function newFile({ uri, content }: { readonly uri: string; readonly content: string }): FileEdits {
  return [vscode.Uri.parse(uri), [vscode.TextEdit.insert(new vscode.Position(0, 0), content)]];
}
