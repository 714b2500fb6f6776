import * as vscode from "vscode";
import { isLocal } from "./address.ts";

/** The user's word on a host; `host` is undefined where none is needed. */
export interface Confirmation {
  readonly host: string | undefined;
}

/** Lets the user type the name of a host that is not this machine; undefined when they do not. */
export async function confirmHost(hosts: readonly string[]): Promise<Confirmation | undefined> {
  const foreign = [...new Set(hosts.filter((host) => !isLocal(host)))];
  const [host, ...others] = foreign;
  if (host === undefined) return { host: undefined };
  if (others.length > 0) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t("Name one host only; this URL names {0}.", foreign.join(", ")),
    );
    return undefined;
  }
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t("{0} is not this machine", host),
    prompt: vscode.l10n.t("Migrations would change a database there. Type {0} to allow it.", host),
    placeHolder: host,
    ignoreFocusOut: true,
    validateInput: (value) =>
      value.trim() === host ? undefined : vscode.l10n.t("Type the host's name exactly: {0}", host),
  });
  return typed?.trim() === host ? { host } : undefined;
}
