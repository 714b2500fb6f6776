import * as vscode from "vscode";
import type { DatabaseState } from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { showFailure } from "../failures.ts";
import { chooseDatabase, selectDatabase, selectServer } from "./choose.ts";
import { withDatabaseProgress } from "./progress.ts";

/** Makes sure that a database answers: selects or starts one where needed. */
export async function ensureDatabase(app: App): Promise<boolean> {
  if (app.database.state === undefined) await app.database.refresh();
  const state = app.database.state;
  if (state === undefined) throw new Error(vscode.l10n.t("The language server does not answer."));
  if (state.status === "ready") return true;
  if (state.status === "none" && !(await selectDefault(app, state))) return false;
  return app.database.state?.status === "ready" || startDatabase(app);
}

/** The same for what the user did not ask a database for: one that does not run yet is started only after a yes. */
export async function ensureDatabaseAsking(app: App, question: string): Promise<boolean> {
  if (app.database.state === undefined) await app.database.refresh();
  if (app.database.state?.status === "ready") return true;
  const yes = vscode.l10n.t("Start or Connect");
  const answer = await vscode.window.showInformationMessage(question, { modal: true }, yes);
  return answer === yes && ensureDatabase(app);
}

/** Without a container engine there is one sensible answer; else the user is asked, once for each workspace. */
async function selectDefault(app: App, { choices }: DatabaseState): Promise<boolean> {
  const container = choices.find(({ kind }) => kind === "container");
  if (container?.unavailable === undefined) return chooseDatabase(app);
  return selectDatabase(app, { kind: "embedded" });
}

/** Starts the selected database, or connects to the selected server again. */
export async function startDatabase(app: App): Promise<boolean> {
  const kind = app.database.state?.kind ?? "embedded";
  const url = app.remembered.get()?.url;
  if (kind === "server" && url !== undefined) return selectServer(app, url);
  // What is done is said with it: "Starting the embedded PostgreSQL", "Downloading postgres:18".
  const title = vscode.l10n.t("Lockkeeper");
  const reply = await withDatabaseProgress(app.database, title, (token) => app.database.start(token));
  if (reply === undefined) return false;
  if (!reply.ok) void showFailure(app.output, reply.error);
  return reply.ok && reply.value.status === "ready";
}
