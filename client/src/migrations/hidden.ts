import * as vscode from "vscode";
import type { ProjectItem } from "../../../server/src/protocol.ts";

/** How many findings are not shown, or would not be, and whether they are. */
export interface HiddenFindings {
  readonly findings: number;
  readonly shown: boolean;
}

/** That of all projects. */
export function hiddenFindings(projects: readonly ProjectItem[]): HiddenFindings {
  return {
    findings: projects.reduce((sum, { hidden }) => sum + hidden.findings, 0),
    shown: projects.some(({ hidden }) => hidden.shown),
  };
}

/** What of history a project does not show, in words; empty where it shows everything. */
export function hiddenWords({ hidden }: ProjectItem): string {
  if (hidden.findings === 0) return "";
  if (hidden.findings === 1)
    return hidden.shown ? vscode.l10n.t("1 finding of history shown") : vscode.l10n.t("1 finding not shown");
  return hidden.shown
    ? vscode.l10n.t("{0} findings of history shown", hidden.findings)
    : vscode.l10n.t("{0} findings not shown", hidden.findings);
}
