import * as vscode from "vscode";
import type { App } from "../app.ts";
import type { OwnedRollout } from "./model.ts";
import { PreconditionNode, RolloutNode, StepNode } from "./nodes.ts";
import { nextWords } from "./words.ts";

/** The rollout a command means: that of the row, the one named by its id, the only one, or the one picked. */
export async function pickRollout(app: App, argument: unknown): Promise<OwnedRollout | undefined> {
  const { all } = app.rollouts;
  const named = rolloutOf(argument);
  if (named !== undefined)
    return all.find(({ project, rollout }) => project.uri === named.project && rollout.id === named.rollout);
  if (all.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("No rollout is under way."));
    return undefined;
  }
  if (all.length === 1) return all[0];
  const rows = all.map((owned) => ({
    label: owned.rollout.title,
    description: owned.project.label,
    detail: nextWords(app.rollouts.next(owned)),
    owned,
  }));
  const picked = await vscode.window.showQuickPick(rows, { placeHolder: vscode.l10n.t("Which rollout?") });
  return picked?.owned;
}

interface Named {
  readonly project: string;
  readonly rollout: string;
}

function rolloutOf(argument: unknown): Named | undefined {
  if (argument instanceof PreconditionNode) return rolloutOf(argument.parent);
  if (argument instanceof StepNode) return rolloutOf(argument.parent);
  if (argument instanceof RolloutNode)
    return { project: argument.owned.project.uri, rollout: argument.owned.rollout.id };
  if (typeof argument !== "object" || argument === null) return undefined;
  const project: unknown = Reflect.get(argument, "project");
  const rollout: unknown = Reflect.get(argument, "rollout");
  return typeof project === "string" && typeof rollout === "string" ? { project, rollout } : undefined;
}
