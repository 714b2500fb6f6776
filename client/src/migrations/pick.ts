import * as vscode from "vscode";
import type { MigrationItem, ProjectItem } from "../../../server/src/protocol.ts";
import type { App } from "../app.ts";
import { joined, riskAppearance, stateAppearance } from "./appearance.ts";
import { readTarget } from "./target.ts";

/** The project a command means: the argument's, the only one, that of the open file, or the one picked. */
export async function pickProject(app: App, argument: unknown): Promise<ProjectItem | undefined> {
  const projects = app.migrations.projects ?? [];
  const named = readTarget(argument)?.project;
  if (named !== undefined) return projects.find((project) => project.uri === named);
  if (projects.length === 0) sayNoProject();
  if (projects.length <= 1) return projects[0];
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const open = projects.find((project) => active?.startsWith(`${project.uri}/`));
  if (open !== undefined) return open;
  const picked = await vscode.window.showQuickPick(
    projects.map((project) => ({ label: project.label, description: project.formatLabel, project })),
    { placeHolder: vscode.l10n.t("Which migrations?") },
  );
  return picked?.project;
}

/** A migration of a project: the argument's, or the one picked among those that fit. */
export async function pickMigration(
  project: ProjectItem,
  argument: unknown,
  request: { readonly placeHolder: string; readonly fits: (migration: MigrationItem) => boolean },
): Promise<MigrationItem | undefined> {
  const version = readTarget(argument)?.version;
  if (version !== undefined) return project.migrations.find((migration) => migration.version === version);
  const rows = project.migrations.filter((migration) => request.fits(migration));
  const picked = await vscode.window.showQuickPick(
    rows.map((migration) => ({
      label: `${migration.version} ${migration.name}`,
      description: joined(stateAppearance(migration.state).words, riskAppearance(migration.risk).words),
      migration,
    })),
    { placeHolder: request.placeHolder, matchOnDescription: true },
  );
  return picked?.migration;
}

function sayNoProject(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t("Lockkeeper found no migrations in the opened folders."),
  );
}

/** Like `pickProject`, for commands that run down: says so where the project's tool has no down migrations. */
export async function pickReversible(app: App, argument: unknown): Promise<ProjectItem | undefined> {
  const project = await pickProject(app, argument);
  if (project === undefined || project.hasDown) return project;
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      "{0} has no down migrations, so nothing can be run down ({1}).",
      project.label,
      project.formatLabel,
    ),
  );
  return undefined;
}
