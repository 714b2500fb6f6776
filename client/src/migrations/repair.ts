import * as vscode from "vscode";
import { repairRequest } from "../../../server/src/protocol.ts";
import type { ProjectItem, RepairAction, RunFailure } from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { showFailure } from "../failures.ts";

/**
 * A run was refused for a migration that an earlier one left half-way. Where the schema shows how far it came the rest
 * can be run; else whoever has looked at the database says what it counts as, and nothing but the ledger is written.
 */
export async function offerRepair(app: App, project: ProjectItem, failure: RunFailure): Promise<void> {
  const { version, message, finishes } = failure;
  if (version === undefined) return showFailure(app.output, failure);
  app.output.error(`[${failure.code}] ${message}`);
  const rest = vscode.l10n.t("Run the Rest");
  const applied = vscode.l10n.t("Count as Applied");
  const not = vscode.l10n.t("Count as Not Applied");
  // golang-migrate's -1 is no migration that could be applied.
  const choices = [
    ...(finishes === undefined ? [] : [rest]),
    ...(version.startsWith("-") ? [] : [applied]),
    not,
  ];
  const answer = await vscode.window.showErrorMessage(message, ...choices);
  if (answer === undefined) return;
  if (answer === rest && finishes !== undefined) return repair(app, project, "finish", finishes);
  await repair(app, project, answer === applied ? "mark" : "unmark", version);
}

async function repair(app: App, project: ProjectItem, action: RepairAction, version: string): Promise<void> {
  const reply = await app.server.client.sendRequest(repairRequest, { project: project.uri, action, version });
  if (!reply.ok) {
    await showFailure(app.output, reply.error);
    return;
  }
  app.output.info(reply.value);
  vscode.window.setStatusBarMessage(`$(check) ${reply.value}`, 8000);
  await app.migrations.refresh();
}
