import * as vscode from "vscode";
import type { DatabaseChoice, DatabaseState, Reply } from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { showFailure } from "../failures.ts";
import { readAddress } from "./address.ts";
import type { ServerAddress } from "./address.ts";
import { confirmedHost, confirmHost } from "./confirmHost.ts";
import { pickDatabase } from "./pick.ts";
import { withDatabaseProgress } from "./progress.ts";
import { kindWords } from "./words.ts";

/** Lets the user choose where migrations run, and selects it; false when they leave without. */
export async function chooseDatabase(app: App): Promise<boolean> {
  const picked = await pickDatabase(app);
  if (picked === undefined) return false;
  if (picked.kind !== "server") return selectDatabase(app, { kind: picked.kind });
  const url = picked.url ?? (await askForUrl(app));
  return url === undefined ? false : selectServer(app, url);
}

/** Connects to a server and selects it; its host confirmed and its password asked for where the server wants that. */
export async function selectServer(app: App, url: string): Promise<boolean> {
  const address = readAddress(url);
  if (address === undefined) {
    void vscode.window.showErrorMessage(vscode.l10n.t("This is not a PostgreSQL URL: {0}", url));
    return false;
  }
  return connectTo(app, address, {
    allowHost: confirmedHost(address.hosts),
    password: address.password ?? (await app.passwords.get(address.login)),
  });
}

interface Credentials {
  readonly allowHost: string | undefined;
  readonly password: string | undefined;
}

async function connectTo(app: App, address: ServerAddress, given: Credentials): Promise<boolean> {
  const reply = await tryConnecting(app, address, given);
  if (reply === undefined) return false;
  if (reply.ok) {
    await app.remembered.set({ kind: "server", url: address.url });
    if (given.password !== undefined) await app.passwords.remember(address.login, given.password);
    return true;
  }
  switch (reply.error.code) {
    case "host-not-allowed": {
      const allowHost = await confirmHost(address.hosts);
      return allowHost === undefined ? false : connectTo(app, address, { ...given, allowHost });
    }
    case "password-refused": {
      await app.passwords.forget(address.login);
      const password = await askForPassword(address, given.password === undefined);
      return password === undefined ? false : connectTo(app, address, { ...given, password });
    }
    default:
      void showFailure(app.output, reply.error);
      return false;
  }
}

async function tryConnecting(
  app: App,
  { url, login }: ServerAddress,
  { allowHost, password }: Credentials,
): Promise<Reply<DatabaseState> | undefined> {
  const choice = {
    kind: "server" as const,
    url,
    ...(password === undefined ? {} : { password }),
    ...(allowHost === undefined ? {} : { allowHost }),
  };
  const title = vscode.l10n.t("Connecting to {0}", login);
  return withDatabaseProgress(app.database, title, (token) => app.database.connect(choice, token));
}

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
  void showFailure(app.output, reply.error);
  return false;
}

async function askForUrl(app: App): Promise<string | undefined> {
  const value = app.remembered.get()?.url ?? "";
  return vscode.window.showInputBox({
    title: vscode.l10n.t("PostgreSQL server"),
    prompt: vscode.l10n.t("It is connected to at once; a password is asked for where the server wants one."),
    placeHolder: "postgres://user@localhost:5432/database",
    value,
    ignoreFocusOut: true,
    validateInput: (text) =>
      readAddress(text) === undefined
        ? vscode.l10n.t("Write it like postgres://user@localhost:5432/database")
        : undefined,
  });
}

/** The server has refused the one before, unless it is the `first` to be given. */
async function askForPassword({ login }: ServerAddress, first: boolean): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t("Password of {0}", login),
    prompt: first
      ? vscode.l10n.t("It is kept in the editor's secret storage once the server has accepted it.")
      : vscode.l10n.t("The server refuses that password. Type it again."),
    password: true,
    ignoreFocusOut: true,
  });
}
