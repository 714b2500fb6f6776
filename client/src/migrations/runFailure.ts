import * as vscode from "vscode";
import type { ProjectItem, RunFailure } from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { showFailure } from "../failures.ts";
import { openAt } from "../positions.ts";
import { migrationLabel } from "./nodes.ts";
import { offerSettling, settle } from "./settle.ts";

/**
 * Says in which migration a run failed, why, and what stayed; the log has all of it. What is to be done is offered
 * instead of told: to go to the place, and to settle a migration that is left half-way.
 */
export async function showRunFailure(app: App, project: ProjectItem, failure: RunFailure): Promise<void> {
  const { version, uri, range, reason, code } = failure;
  const isPlain = code === "cancelled" && failure.unfinished !== true;
  if (version === undefined || reason === undefined || isPlain) return showFailure(app.output, failure);
  app.output.error(`[${code}] ${failure.message}`);
  const name = nameOf(project, version);
  const message = [`${name}: ${reason}`, failure.stays ?? ""].join(" ").trim();
  const show = vscode.l10n.t("Show");
  const rest = vscode.l10n.t("Run the Rest");
  const other = vscode.l10n.t("Settle…");
  const { finishes } = failure;
  const answer = await vscode.window.showErrorMessage(
    message,
    ...(uri === undefined ? [] : [show]),
    ...(finishes === undefined ? [] : [rest]),
    ...(failure.unfinished === true || code === "dirty" ? [other] : []),
  );
  if (answer === show && uri !== undefined) await openAt(uri, range);
  else if (answer === rest && finishes !== undefined) await settle(app, project, "finish", finishes);
  else if (answer === other) await offerSettling(app, project, { version, state: "unfinished" });
}

function nameOf({ migrations }: ProjectItem, version: string): string {
  const migration = migrations.find((each) => each.version === version);
  return migration === undefined ? version : migrationLabel(migration);
}
