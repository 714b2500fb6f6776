import * as vscode from "vscode";
import type { DatabaseKind, DatabaseState } from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { isLocal } from "./address.ts";
import { findServers, type FoundServer } from "./found/findServers.ts";
import { kindIcon, kindWords } from "./words.ts";

/** What was picked: a kind, or a server that the workspace names. */
export type Picked =
  | { readonly kind: DatabaseKind; readonly url?: undefined }
  | { readonly kind: "server"; readonly url: string };

interface Row extends vscode.QuickPickItem {
  readonly choice?: Picked;
  /** Why it cannot be had. */
  readonly unavailable?: string | undefined;
}

/** Lets the user pick where migrations run. What is to be had comes first, so that nothing else is chosen by Enter. */
export async function pickDatabase(app: App): Promise<Picked | undefined> {
  const { state } = app.database;
  const kinds = rowsOfKinds(state);
  const named = (await findServers()).map(rowOfServer);
  const isServer = ({ choice }: Row): boolean => choice?.kind === "server";
  const rows = [
    ...kinds.filter((row) => !isServer(row) && row.unavailable === undefined),
    ...named,
    ...kinds.filter(isServer),
    ...kinds.filter((row) => row.unavailable !== undefined),
  ];
  const row = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t("Run migrations on"),
    placeHolder: vscode.l10n.t("Select a database"),
    matchOnDescription: true,
  });
  return row?.unavailable === undefined ? row?.choice : insteadOf(row.unavailable);
}

/** What cannot be had says why, and offers what can. */
async function insteadOf(unavailable: string): Promise<Picked | undefined> {
  const embedded = vscode.l10n.t("Use the Embedded PostgreSQL");
  const answer = await vscode.window.showWarningMessage(unavailable, embedded);
  return answer === embedded ? { kind: "embedded" } : undefined;
}

function rowsOfKinds(state: DatabaseState | undefined): readonly Row[] {
  const selected = state?.status === "none" ? undefined : state?.kind;
  return (state?.choices ?? []).map(({ kind, label, unavailable }) => ({
    label,
    iconPath: kindIcon(kind),
    detail: unavailable === undefined ? whatItIs(kind) : `$(warning) ${unavailable}`,
    ...(kind === selected ? { description: vscode.l10n.t("selected") } : {}),
    choice: { kind },
    unavailable,
  }));
}

function whatItIs(kind: DatabaseKind): string {
  switch (kind) {
    case "container":
      return vscode.l10n.t("Made for this workspace in Docker or Podman, reached from this machine only.");
    case "embedded":
      return vscode.l10n.t(
        "Made for this workspace, in a process of its own. Nothing needs to be installed.",
      );
    case "server":
      return vscode.l10n.t("Yours. One that is not on this machine is used after you have typed its name.");
  }
}

function rowOfServer({ address, url, where }: FoundServer): Row {
  const foreign = address.hosts.find((host) => !isLocal(host));
  return {
    label: address.url.replace(/^postgres:\/\/|\?.*$/gu, ""),
    description: where,
    iconPath: kindIcon("server"),
    detail:
      foreign === undefined
        ? kindWords("server")
        : `$(warning) ${vscode.l10n.t("{0} is not this machine: you are asked to type its name.", foreign)}`,
    choice: { kind: "server", url },
  };
}
