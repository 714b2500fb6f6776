import * as vscode from "vscode";
import type { MigrationState, Risk } from "../../../server/src/protocol.ts";

/** How a state or a risk looks and reads; what the icon shows is always said in words too. */
export interface Appearance {
  readonly icon: vscode.ThemeIcon;
  readonly words: string;
}

/** The look of a migration's standing in the ledger. */
export function stateAppearance(state: MigrationState): Appearance {
  switch (state) {
    case "applied":
      return { icon: themed("pass-filled", "testing.iconPassed"), words: vscode.l10n.t("applied") };
    case "pending":
      return { icon: themed("circle-outline", "charts.blue"), words: vscode.l10n.t("pending") };
    case "changed":
      return {
        icon: themed("diff-modified", "list.warningForeground"),
        words: vscode.l10n.t("changed since applied"),
      };
    case "missing":
      return {
        icon: themed("question", "list.errorForeground"),
        words: vscode.l10n.t("applied, but its file is missing"),
      };
    case "unfinished":
      return {
        icon: themed("warning", "list.errorForeground"),
        words: vscode.l10n.t("not finished"),
      };
    case "unknown":
      return { icon: themed("circle-outline", "disabledForeground"), words: "" };
  }
}

/** The look of a migration that a run has come to. */
export function runningAppearance(): Appearance {
  return { icon: themed("loading~spin", "charts.blue"), words: vscode.l10n.t("running") };
}

/** The look of a standing, where the last run failed in it. */
export function failedAppearance({ icon, words }: Appearance, failure: string | undefined): Appearance {
  if (failure === undefined) return { icon, words };
  return { icon: themed("error", "list.errorForeground"), words: joined(vscode.l10n.t("failed"), words) };
}

/** The look of a risk. */
export function riskAppearance(risk: Risk): Appearance {
  switch (risk) {
    case "none":
      return { icon: themed("circle-small", "disabledForeground"), words: vscode.l10n.t("no risk") };
    case "low":
      return { icon: themed("info", "charts.blue"), words: vscode.l10n.t("low risk") };
    case "medium":
      return {
        icon: themed("warning", "problemsWarningIcon.foreground"),
        words: vscode.l10n.t("medium risk"),
      };
    case "high":
      return { icon: themed("warning", "charts.red"), words: vscode.l10n.t("high risk") };
    case "critical":
      return { icon: themed("error", "charts.red"), words: vscode.l10n.t("critical risk") };
  }
}

/** A codicon in a colour of the theme. */
export function themed(icon: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

/** Joins what there is to say about a node: `pending · high risk`. */
export function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}
