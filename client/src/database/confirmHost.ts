import * as vscode from "vscode";
import { isLocal } from "./address.ts";

/** Hosts that the user has named since the window opened; they are not asked for twice. */
const confirmed = new Set<string>();

/** The host among these for which the user has given their word already. */
export function confirmedHost(hosts: readonly string[]): string | undefined {
  return hosts.find((host) => confirmed.has(host.toLowerCase()));
}

/** Lets the user type the name of the host that is not this machine; undefined when they do not. */
export async function confirmHost(hosts: readonly string[]): Promise<string | undefined> {
  const foreign = [...new Set(hosts.filter((host) => !isLocal(host)))];
  // The server has refused one of them, so there is one to ask about.
  const [host = hosts[0], ...others] = foreign;
  if (host === undefined) return undefined;
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
  if (typed?.trim() !== host) return undefined;
  confirmed.add(host.toLowerCase());
  return host;
}
