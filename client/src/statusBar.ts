import * as vscode from "vscode";
import type { DatabaseModel } from "./database/model.ts";
import { kindWords, statusLook } from "./database/words.ts";
import { migrationsThatAre, pendingMigrations } from "./migrations/model.ts";
import type { MigrationsModel } from "./migrations/model.ts";
import { mayExecute } from "./trust.ts";

/** Shows which database is selected and how many migrations it lacks; a click chooses another. */
export function createStatusBarItem(migrations: MigrationsModel, database: DatabaseModel): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("lockkeeper.status", vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t("Lockkeeper Database");
  item.command = "lockkeeper.selectDatabase";
  const update = (): void => {
    const projects = migrations.projects ?? [];
    if (projects.length === 0 || !mayExecute()) {
      item.hide();
      return;
    }
    const text = describe(database, migrations);
    item.text = `${migrations.running === undefined ? "$(database)" : "$(loading~spin)"} ${text}`;
    item.tooltip =
      database.state?.problem ?? vscode.l10n.t("Lockkeeper: select the database to run migrations on");
    item.accessibilityInformation = { label: vscode.l10n.t("Lockkeeper database: {0}", text) };
    item.show();
  };
  const subscriptions = [
    migrations.onDidChange(update),
    database.onDidChange(update),
    vscode.workspace.onDidGrantWorkspaceTrust(update),
  ];
  update();
  return vscode.Disposable.from(item, ...subscriptions);
}

function describe({ state }: DatabaseModel, { projects = [], running }: MigrationsModel): string {
  if (state === undefined || state.status === "none") return vscode.l10n.t("No database");
  const where = kindWords(state.kind);
  if (state.status !== "ready") return `${where}: ${statusLook(state.status).words}`;
  if (running !== undefined) return vscode.l10n.t("{0}: running {1}", where, running.version);
  const pending = pendingMigrations(projects).length;
  const unfinished = migrationsThatAre("unfinished", projects).length;
  const counts = [
    ...(unfinished === 0 ? [] : [vscode.l10n.t("{0} not finished", unfinished)]),
    ...(pending === 0 ? [] : [vscode.l10n.t("{0} pending", pending)]),
  ];
  return counts.length === 0 ? where : `${where}: ${counts.join(", ")}`;
}
