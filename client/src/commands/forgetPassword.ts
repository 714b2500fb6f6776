import * as vscode from "vscode";
import { readAddress } from "../database/address.ts";
import type { Command } from "./command.ts";

/** Removes the selected server's password from the secret storage. */
export const forgetPassword: Command = {
  id: "lockkeeper.forgetPassword",
  async run(app) {
    const url = app.remembered.get()?.url;
    const address = url === undefined ? undefined : readAddress(url);
    if (address === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t("No server was chosen in this workspace."));
      return;
    }
    await app.passwords.forget(address.login);
    void vscode.window.showInformationMessage(
      vscode.l10n.t("The password of {0} is forgotten.", address.login),
    );
  },
};
