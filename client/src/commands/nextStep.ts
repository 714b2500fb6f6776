import * as vscode from "vscode";
import type { App } from "../app.ts";
import { ensureDatabase } from "../database/ensure.ts";
import { requestRun } from "../migrations/run.ts";
import { stateAppearance } from "../migrations/appearance.ts";
import { openAt } from "../positions.ts";
import type { OwnedRollout } from "../rollouts/model.ts";
import type { NextStep } from "../rollouts/nextStep.ts";
import { pickRollout } from "../rollouts/pick.ts";
import { requireExecution } from "../trust.ts";
import { defineCommand } from "./command.ts";
import { finishRollout } from "./finishRollout.ts";

/** Does what comes next in a rollout, or says what somebody else has to do. */
export const nextStep = defineCommand({
  id: "lockkeeper.nextStep",
  title: "Next Step of Rollout",
  icon: "$(debug-step-over)",
  enablement: "lockkeeper.hasRollouts && lockkeeper.mayExecute && !lockkeeper.busy",
  palette: "lockkeeper.hasRollouts && lockkeeper.mayExecute",
  menus: [
    {
      menu: "view/item/context",
      when: "view == lockkeeper.rollouts && lockkeeper.mayExecute && viewItem =~ /^(rollout|step next)/",
      group: "inline@1",
    },
    {
      menu: "view/item/context",
      when: "view == lockkeeper.rollouts && lockkeeper.mayExecute && viewItem =~ /^(rollout|step next)/",
      group: "1_run@1",
    },
  ],
  async run(app, argument) {
    const owned = await pickRollout(app, argument);
    if (owned === undefined || !(await requireExecution())) return;
    const next = app.rollouts.next(owned);
    if (next === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t("“{0}” is finished.", owned.rollout.title));
      return;
    }
    await take(app, owned, next);
  },
});

async function take(app: App, owned: OwnedRollout, next: NextStep): Promise<void> {
  switch (next.kind) {
    case "connect":
      if (await ensureDatabase(app)) await app.migrations.refresh();
      return;
    case "run":
      await requestRun(app, { project: owned.project, command: "upTo", version: next.step.version });
      return;
    case "look":
      await openAt(next.step.uri, next.step.range);
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          "Migration {0} is {1}. Settle that first, then the rollout goes on.",
          next.step.version,
          stateAppearance(next.step.state).words,
        ),
      );
      return;
    case "deploy":
      await confirmDeployed(app, owned, next.step.what);
      return;
    case "finish":
      await finishRollout.run(app, { project: owned.project.uri, rollout: owned.rollout.id });
  }
}

/** What runs where, no database knows. */
async function confirmDeployed(app: App, owned: OwnedRollout, what: string): Promise<void> {
  const yes = vscode.l10n.t("It Is Deployed");
  const message = vscode.l10n.t("Deploy now: {0}", what);
  const detail = vscode.l10n.t(
    "Lockkeeper cannot see which versions of the application run. Once this is deployed, say so here; then “{0}” goes on.",
    owned.rollout.title,
  );
  const answer = await vscode.window.showInformationMessage(message, { modal: true, detail }, yes);
  if (answer === yes) await app.rollouts.deployed(owned, what);
}
