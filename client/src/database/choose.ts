import * as vscode from "vscode";
import type { DatabaseChoice, DatabaseKind } from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { showFailure } from "../failures.ts";
import { readAddress } from "./address.ts";
import type { ServerAddress } from "./address.ts";
import { confirmHost } from "./confirmHost.ts";
import { withDatabaseProgress } from "./progress.ts";
import { kindIcon, kindWords } from "./words.ts";

/** Lets the user choose where migrations run, and selects it; false when they leave without. */
export async function chooseDatabase(app: App): Promise<boolean> {
  const kind = await pickKind(app);
  if (kind === undefined) return false;
  if (kind !== "server") return selectDatabase(app, { kind });
  const url = await askForUrl(app);
  return url === undefined ? false : selectServer(app, url);
}

/** Selects a server: its host confirmed, its password from the secret storage or asked for. */
export async function selectServer(app: App, url: string): Promise<boolean> {
  const address = readAddress(url);
  if (address === undefined) {
    void vscode.window.showErrorMessage(vscode.l10n.t("This is not a PostgreSQL URL: {0}", url));
    return false;
  }
  const confirmation = await confirmHost(address.hosts);
  if (confirmation === undefined) return false;
  const password =
    address.password ?? (await app.passwords.get(address.login)) ?? (await askForPassword(address));
  if (password === undefined) return false;
  const chosen = await selectDatabase(app, {
    kind: "server",
    url: address.url,
    ...(password === "" ? {} : { password }),
    ...(confirmation.host === undefined ? {} : { allowHost: confirmation.host }),
  });
  if (chosen && password !== "") await app.passwords.remember(address.login, password);
  return chosen;
}

/** PostgreSQL's class 28: the login was refused, so a remembered password is of no use. */
const loginRefused = /^28/u;

/** Selects a database and remembers it for this workspace. */
export async function selectDatabase(app: App, choice: DatabaseChoice): Promise<boolean> {
  const title = vscode.l10n.t("Selecting {0}", kindWords(choice.kind));
  const reply = await withDatabaseProgress(app.database, title, (token) =>
    app.database.select(choice, token),
  );
  if (reply === undefined) return false;
  if (reply.ok) {
    await app.remembered.set(choice);
    return true;
  }
  const address = choice.url === undefined ? undefined : readAddress(choice.url);
  if (address !== undefined && loginRefused.test(reply.error.code)) await app.passwords.forget(address.login);
  void showFailure(app.output, reply.error);
  return false;
}

async function pickKind(app: App): Promise<DatabaseKind | undefined> {
  const { state } = app.database;
  const selected = state?.status === "none" ? undefined : state?.kind;
  const choices = state?.choices ?? [];
  const rows = choices.map(({ kind, label, unavailable }) => ({
    label,
    iconPath: kindIcon(kind),
    ...(unavailable === undefined ? {} : { detail: `$(warning) ${unavailable}` }),
    ...(kind === selected ? { description: vscode.l10n.t("selected") } : {}),
    choice: { kind, unavailable },
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t("Run migrations on"),
    placeHolder: vscode.l10n.t("Select a database"),
  });
  if (picked?.choice.unavailable === undefined) return picked?.choice.kind;
  void vscode.window.showWarningMessage(picked.choice.unavailable);
  return undefined;
}

async function askForUrl(app: App): Promise<string | undefined> {
  const value = app.remembered.get()?.url ?? "";
  return vscode.window.showInputBox({
    title: vscode.l10n.t("PostgreSQL server"),
    prompt: vscode.l10n.t("The password is asked for next and kept in the editor's secret storage."),
    placeHolder: "postgres://user@localhost:5432/database",
    value,
    ignoreFocusOut: true,
    validateInput: (text) =>
      readAddress(text) === undefined
        ? vscode.l10n.t("Write it like postgres://user@localhost:5432/database")
        : undefined,
  });
}

async function askForPassword({ login }: ServerAddress): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t("Password of {0}", login),
    prompt: vscode.l10n.t("Leave it empty where the server asks for none."),
    password: true,
    ignoreFocusOut: true,
  });
}
