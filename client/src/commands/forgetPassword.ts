import * as vscode from "vscode";
import { readAddress } from "../database/address.ts";
import { defineCommand } from "./command.ts";

/** Removes the selected server's password from the secret storage. */
export const forgetPassword = defineCommand({
  id: "lockkeeper.forgetPassword",
  title: "Forget Stored Password",
  enablement: "lockkeeper.mayExecute",
  palette: "lockkeeper.mayExecute",
  menus: [
    {
      menu: "view/title",
      when: "view == lockkeeper.database && lockkeeper.mayExecute",
      group: "2_secrets@1",
    },
  ],
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
});
