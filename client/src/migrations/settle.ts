import * as vscode from "vscode";
import { repairRequest } from "../../../server/src/protocol.ts";
import type {
  MigrationItem,
  MigrationState,
  ProjectItem,
  RepairAction,
} from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { ensureDatabase } from "../database/ensure.ts";
import { showFailure } from "../failures.ts";
import { requireExecution } from "../trust.ts";

/** What a migration may be told to count as, and what may be done with one that stopped half-way. */
interface Way extends vscode.QuickPickItem {
  readonly action: RepairAction;
}

/** Offers what settles a migration as it stands. Nothing is written before one is chosen. */
export async function offerSettling(
  app: App,
  project: ProjectItem,
  { version, state }: Pick<MigrationItem, "version" | "state">,
): Promise<void> {
  const title = vscode.l10n.t("Settle migration {0}", version);
  const placeHolder = vscode.l10n.t("What is to be done with it?");
  const picked = await vscode.window.showQuickPick(waysFor(state, version), { title, placeHolder });
  if (picked !== undefined) await settle(app, project, picked.action, version);
}

/** Does it, and says what was done; a refusal says why. */
export async function settle(
  app: App,
  project: ProjectItem,
  action: RepairAction,
  version: string,
): Promise<void> {
  if (!(await requireExecution()) || !(await ensureDatabase(app))) return;
  const request = { project: project.uri, action, version };
  const reply = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t("Settling {0}", version) },
    () => app.server.client.sendRequest(repairRequest, request),
  );
  if (reply.ok) {
    app.output.info(reply.value);
    vscode.window.setStatusBarMessage(`$(check) ${reply.value}`, 8000);
  } else void showFailure(app.output, reply.error);
  await app.migrations.refresh();
}

/** Whether anything can be settled about a migration that stands so. */
export function canBeSettled({ state }: MigrationItem): boolean {
  return state !== "unknown";
}

function waysFor(state: MigrationState, version: string): readonly Way[] {
  // golang-migrate's -1 is no migration that could be applied.
  const applied = version.startsWith("-") ? [] : [countAsApplied()];
  switch (state) {
    case "unfinished":
      return [runTheRest(), undoing(), ...applied, countAsNotApplied()];
    case "changed":
      return [acceptFile(), countAsNotApplied()];
    case "applied":
    case "missing":
      return [countAsNotApplied()];
    case "pending":
      return applied;
    case "unknown":
      return [];
  }
}

function runTheRest(): Way {
  return {
    action: "finish",
    label: vscode.l10n.t("Run the Rest"),
    detail: vscode.l10n.t("Runs its other statements, where the schema shows which went through."),
  };
}

function undoing(): Way {
  return {
    action: "undo",
    label: vscode.l10n.t("Undo What Is Done"),
    detail: vscode.l10n.t("Undoes the statements that went through, where nothing is lost by it."),
  };
}

function countAsApplied(): Way {
  return {
    action: "mark",
    label: vscode.l10n.t("Count as Applied"),
    detail: vscode.l10n.t("Runs nothing, writes only the ledger: all of it is in the database already."),
  };
}

function countAsNotApplied(): Way {
  return {
    action: "unmark",
    label: vscode.l10n.t("Count as Not Applied"),
    detail: vscode.l10n.t("Runs nothing, writes only the ledger: nothing of it is in the database."),
  };
}

function acceptFile(): Way {
  return {
    action: "accept",
    label: vscode.l10n.t("Accept the File as It Is Now"),
    detail: vscode.l10n.t("Runs nothing, writes only the file's new checksum into the ledger."),
  };
}
