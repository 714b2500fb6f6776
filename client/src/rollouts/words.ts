import * as vscode from "vscode";
import type { RolloutItem, RolloutStepItem } from "../../../server/src/protocol.ts";
import { joined, stateAppearance } from "../migrations/appearance.ts";
import { ownPart, type NextStep, type StepState } from "./nextStep.ts";

/** What is to be done next, in a few words. */
export function nextWords(next: NextStep | undefined): string {
  switch (next?.kind) {
    case undefined:
      return vscode.l10n.t("finished");
    case "connect":
      return vscode.l10n.t("next: connect a database");
    case "run":
      return vscode.l10n.t("next: run {0}", next.step.name === "" ? next.step.version : next.step.name);
    case "look":
      return vscode.l10n.t("{0} is {1}", next.step.version, stateAppearance(next.step.state).words);
    case "deploy":
      return vscode.l10n.t("next: deploy");
    case "finish":
      return vscode.l10n.t("ready to be checked and finished");
  }
}

/** A step in a word: of a migration, the part of its name that the others of the rollout do not share. */
export function stepLabel(rollout: RolloutItem, step: RolloutStepItem): string {
  switch (step.kind) {
    case "migration":
      return ownPart(rollout, step) || step.version;
    case "deploy":
      return vscode.l10n.t("Deploy");
    case "finish":
      return vscode.l10n.t("Finish");
  }
}

/** Where a step stands, and what it does. */
export function stepWords(step: RolloutStepItem, state: StepState): string {
  switch (step.kind) {
    case "migration": {
      const where = step.state === "unknown" ? vscode.l10n.t("written") : stateAppearance(step.state).words;
      return joined(where, step.titles.join("; "));
    }
    case "deploy":
      return joined(
        { done: vscode.l10n.t("done"), next: vscode.l10n.t("now"), later: vscode.l10n.t("later") }[state],
        step.what,
      );
    case "finish":
      return joined(vscode.l10n.t("not written yet"), step.titles.at(-1) ?? "");
  }
}
