import * as vscode from "vscode";
import { ResponseError } from "vscode-languageclient/node";
import { runProgress, runRequest } from "../../../server/src/protocol.ts";
import type {
  ProjectItem,
  RunParams,
  RunProgress,
  RunResult,
  RunStep,
} from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { setContext } from "../contexts.ts";
import { ensureDatabase } from "../database/ensure.ts";
import { showRunFailure } from "./runFailure.ts";
import { requireExecution } from "../trust.ts";

/** What to run on which project. */
export type RunRequest = Omit<RunParams, "project"> & { readonly project: ProjectItem };

/** Runs migrations on the selected database with progress and cancel, and says how it ended. */
export async function requestRun(app: App, request: RunRequest): Promise<void> {
  if (!(await requireExecution()) || !(await ensureDatabase(app))) return;
  if (!(await confirmReverting(app, request))) return;
  const title = runTitle(request);
  setContext("lockkeeper.busy", true);
  try {
    const result = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, cancellable: true, title },
      (progress, token) => send(app, request, progress, token),
    );
    report(app, request, result);
  } finally {
    setContext("lockkeeper.busy", false);
    await app.migrations.runEnded();
  }
}

type Progress = vscode.Progress<{ readonly message: string; readonly increment: number }>;

async function send(
  app: App,
  request: RunRequest,
  progress: Progress,
  token: vscode.CancellationToken,
): Promise<RunResult> {
  let shown = 0;
  const listener = app.server.client.onNotification(runProgress, (event: RunProgress) => {
    if (event.project !== request.project.uri) return;
    const percent = event.total === 0 ? 0 : (100 * event.done) / event.total;
    if (event.version !== undefined)
      app.migrations.setRunning({ project: event.project, version: event.version });
    progress.report({ message: event.message, increment: Math.max(0, percent - shown) });
    shown = Math.max(shown, percent);
  });
  try {
    const reply = await app.server.client.sendRequest(
      runRequest,
      { ...request, project: request.project.uri },
      token,
    );
    return reply.ok ? reply.value : { steps: [], failure: reply.error };
  } catch (error) {
    if (!token.isCancellationRequested || !isAnswer(error)) throw error;
    return { steps: [], failure: cancelled };
  } finally {
    listener.dispose();
  }
}

/** A cancelled request may be answered with an error of the protocol instead of a reply. */
function isAnswer(error: unknown): boolean {
  return error instanceof ResponseError || error instanceof vscode.CancellationError;
}

const cancelled = {
  version: undefined,
  uri: undefined,
  range: undefined,
  code: "cancelled",
  message: vscode.l10n.t("The run was cancelled."),
  rolledBack: true,
};

function report(app: App, request: RunRequest, { steps, failure }: RunResult): void {
  for (const step of steps)
    app.output.info(`${step.direction} ${step.version} ${step.name}: ${step.milliseconds} ms`);
  if (failure !== undefined) {
    void showRunFailure(app, request.project, failure);
    return;
  }
  if (steps.length === 0) {
    void vscode.window.showInformationMessage(nothingToDo(request));
    return;
  }
  vscode.window.setStatusBarMessage(`$(check) ${summary(steps)}`, 8000);
}

function summary(steps: readonly RunStep[]): string {
  const milliseconds = Math.round(steps.reduce((sum, step) => sum + step.milliseconds, 0));
  const ups = steps.filter((step) => step.direction === "up").length;
  const downs = steps.length - ups;
  if (downs === 0) return vscode.l10n.t("Migrations applied: {0}, in {1} ms", ups, milliseconds);
  if (ups === 0) return vscode.l10n.t("Migrations run down: {0}, in {1} ms", downs, milliseconds);
  return vscode.l10n.t("Migrations run down: {0}, applied: {1}, in {2} ms", downs, ups, milliseconds);
}

function nothingToDo({ command, project }: RunRequest): string {
  return command === "up" || command === "upTo"
    ? vscode.l10n.t("{0}: nothing to apply, the database is up to date.", project.label)
    : vscode.l10n.t("{0}: nothing to run down, no migration is applied.", project.label);
}

function runTitle({ command, project }: RunRequest): string {
  switch (command) {
    case "up":
    case "upTo":
      return vscode.l10n.t("Migrating {0} up", project.label);
    case "down":
    case "downTo":
      return vscode.l10n.t("Migrating {0} down", project.label);
    case "redo":
      return vscode.l10n.t("Redoing the last migration of {0}", project.label);
  }
}

/** A down drops data. On a server that others may use, that needs a second word. */
async function confirmReverting(app: App, { command, project }: RunRequest): Promise<boolean> {
  const state = app.database.state;
  if (state?.kind !== "server" || command === "up" || command === "upTo") return true;
  const go = vscode.l10n.t("Run Down");
  const detail = vscode.l10n.t("A down section may drop data. Database: {0}", state.description);
  const message = vscode.l10n.t("Run migrations of {0} down on a server?", project.label);
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, go)) === go;
}
