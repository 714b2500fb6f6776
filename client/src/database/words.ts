import * as vscode from "vscode";
import type { DatabaseKind, DatabaseStatus } from "../../../server/src/protocol.ts";
import { themed } from "../migrations/appearance.ts";

/** What a kind of database is called. */
export function kindWords(kind: DatabaseKind): string {
  switch (kind) {
    case "embedded":
      return vscode.l10n.t("Embedded PostgreSQL");
    case "container":
      return vscode.l10n.t("Local Container");
    case "server":
      return vscode.l10n.t("Server");
  }
}

/** The icon of a kind of database. */
export function kindIcon(kind: DatabaseKind): vscode.ThemeIcon {
  switch (kind) {
    case "embedded":
      return new vscode.ThemeIcon("database");
    case "container":
      return new vscode.ThemeIcon("package");
    case "server":
      return new vscode.ThemeIcon("server");
  }
}

/** How a status reads and looks. */
export function statusLook(status: DatabaseStatus): {
  readonly words: string;
  readonly icon: vscode.ThemeIcon;
} {
  switch (status) {
    case "none":
      return { words: vscode.l10n.t("not selected"), icon: themed("circle-slash", "disabledForeground") };
    case "stopped":
      return { words: vscode.l10n.t("stopped"), icon: themed("debug-stop", "disabledForeground") };
    case "starting":
      return { words: vscode.l10n.t("starting"), icon: themed("loading~spin", "charts.blue") };
    case "ready":
      return { words: vscode.l10n.t("ready"), icon: themed("pass-filled", "testing.iconPassed") };
    case "failed":
      return { words: vscode.l10n.t("failed"), icon: themed("error", "testing.iconFailed") };
  }
}
