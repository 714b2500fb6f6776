import * as vscode from "vscode";
import type { MigrationItem, ProjectItem, SectionItem, StatementItem } from "../../../server/src/protocol.ts";
import { hiddenWords } from "./hidden.ts";
import { openCommand, readable, row } from "./rows.ts";
import {
  failedAppearance,
  joined,
  riskAppearance,
  runningAppearance,
  stateAppearance,
  themed,
} from "./appearance.ts";

/** One row of the migrations view. Its id is the same after every refresh, so the tree stays as it was opened. */
export type TreeNode = ProjectNode | HistoryNode | MigrationNode | SectionNode | StatementNode;

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** A folder of migrations. Its rows are the same objects while it has the same ones: see {@link ProjectNode.update}. */
export class ProjectNode {
  readonly parent = undefined;
  readonly id: string;
  #project: ProjectItem;
  #running: string | undefined;
  #children: readonly (HistoryNode | MigrationNode)[] | undefined;

  constructor(project: ProjectItem, running?: string) {
    this.#project = project;
    this.#running = running;
    this.id = project.uri;
  }

  get project(): ProjectItem {
    return this.#project;
  }

  /** The version of the migration that a run has come to. */
  get running(): string | undefined {
    return this.#running;
  }

  /**
   * Takes what the server says now, and names the rows that look different. VS Code forgets all rows below one that is
   * drawn anew until it has asked for them again, and a command that is chosen on one meanwhile does not learn which it
   * was, so only what changed is named.
   */
  update(project: ProjectItem, running?: string): readonly TreeNode[] {
    const before = this.#project;
    const stopped = this.#running;
    this.#project = project;
    this.#running = running;
    if (outline(before) !== outline(project)) {
      this.#children = undefined;
      return [this];
    }
    const fresh = new Map(project.migrations.map((migration) => [migrationId(this, migration), migration]));
    const shown = this.children().flatMap((node) => (node instanceof HistoryNode ? node.children() : [node]));
    return shown.filter((node) => {
      const ran = node.migration.version === stopped || node.migration.version === running;
      return node.update(fresh.get(node.id) ?? node.migration) || (ran && stopped !== running);
    });
  }

  children(): readonly (HistoryNode | MigrationNode)[] {
    return (this.#children ??= this.#rows());
  }

  #rows(): readonly (HistoryNode | MigrationNode)[] {
    const older = olderOf(this.project);
    const history = older.length > 0 ? [new HistoryNode(this, older)] : [];
    const newer = this.project.migrations.filter((migration) => !older.includes(migration));
    return [...history, ...newer.map((migration) => new MigrationNode(this, migration))];
  }

  item(): vscode.TreeItem {
    const { label, formatLabel, problems, hasDown } = this.project;
    const item = row(this.id, label, Expanded);
    const unseen = hiddenWords(this.project);
    item.description = joined(formatLabel, unseen, problems.length > 0 ? vscode.l10n.t("has problems") : "");
    item.iconPath = problems.length > 0 ? themed("warning", "list.warningForeground") : folderIcon;
    item.tooltip = [`${label} (${formatLabel})`, ...problems].join("\n");
    item.contextValue = hasDown ? "project hasDown" : "project";
    return readable(item, [label, formatLabel, unseen, ...problems]);
  }
}

/** Migrations of history from which on the older ones are folded away, and how many of the newest are not. */
const longHistory = 20;
const newest = 5;

/** Of a long history, what is folded away; nothing where everything is to be shown. */
function olderOf({ migrations, hidden }: ProjectItem): readonly MigrationItem[] {
  const history = migrations.filter((migration) => migration.history !== undefined);
  if (hidden.shown || history.length <= longHistory) return [];
  return history.slice(0, -newest);
}

/** All that a project's own row and the order of its rows come from. */
function outline(project: ProjectItem): string {
  const rows = project.migrations.map(({ version, uri, history }) => [version, uri, history]);
  const { label, formatLabel, hasDown, problems, hidden } = project;
  const { base, shown } = hidden;
  return JSON.stringify([label, formatLabel, hasDown, problems, base, shown, hiddenWords(project), rows]);
}

/** The older migrations of a long history. */
export class HistoryNode {
  readonly parent: ProjectNode;
  readonly id: string;
  readonly #children: readonly MigrationNode[];

  constructor(parent: ProjectNode, migrations: readonly MigrationItem[]) {
    this.parent = parent;
    this.#children = migrations.map((migration) => new MigrationNode(parent, migration, this));
    this.id = `${parent.id}#history`;
  }

  children(): readonly MigrationNode[] {
    return this.#children;
  }

  item(): vscode.TreeItem {
    const label = vscode.l10n.t("History");
    const count = vscode.l10n.t("{0} migrations", this.#children.length);
    const item = row(this.id, label, Collapsed);
    item.description = joined(count, hiddenWords(this.parent.project));
    item.iconPath = new vscode.ThemeIcon("history");
    item.tooltip = vscode.l10n.t("Migrations that are applied or as they are on the base branch.");
    item.contextValue = "history";
    return readable(item, [label, item.description]);
  }
}

const folderIcon = new vscode.ThemeIcon("versions");

/** A migration: a version with its sections. */
export class MigrationNode {
  readonly project: ProjectNode;
  readonly parent: ProjectNode | HistoryNode;
  readonly id: string;
  #migration: MigrationItem;

  constructor(project: ProjectNode, migration: MigrationItem, parent: ProjectNode | HistoryNode = project) {
    this.project = project;
    this.parent = parent;
    this.#migration = migration;
    this.id = migrationId(project, migration);
  }

  get migration(): MigrationItem {
    return this.#migration;
  }

  /** Takes what the server says now; whether that is anything new. */
  update(migration: MigrationItem): boolean {
    const isNew = JSON.stringify(this.#migration) !== JSON.stringify(migration);
    this.#migration = migration;
    return isNew;
  }

  children(): readonly TreeNode[] {
    return this.migration.sections.map((section) => new SectionNode(this, section));
  }

  item(): vscode.TreeItem {
    const { version, name, state, risk, uri, sections, failure } = this.migration;
    const isRunning = this.project.running === version;
    // Of one that is not finished, that it failed says less than where it stands.
    const failed = state === "unfinished" ? undefined : failure;
    const look = isRunning ? runningAppearance() : failedAppearance(stateAppearance(state), failed);
    const past = historyWords(this.migration, this.project.project);
    const label = migrationLabel(this.migration);
    const item = row(this.id, label, sections.length > 0 ? Collapsed : None);
    const risky = state === "missing" ? "" : riskAppearance(risk).words;
    // What a migration of history risked is told by its tooltip and its statements.
    const said = past === undefined ? joined(look.words, risky) : joined(look.words, past);
    item.description = joined(said, label === name ? version : "");
    const told = joined(`${version} ${name}`.trim(), look.words, past ?? "", risky);
    item.tooltip = [told, ...tooltipLines(this.migration)].join("\n");
    const knowsOnlyRisk = state === "unknown" && !isRunning && failure === undefined;
    item.iconPath = knowsOnlyRisk ? stillRisky(past, risk) : look.icon;
    item.contextValue = contextOf(this.migration, this.project.project);
    if (uri !== undefined) item.command = openCommand(uri, sections[0]?.range);
    return readable(item, [label, said, label === name ? version : ""]);
  }
}

/** What is in the database, why the run ended, and what is to be done about it. */
function tooltipLines({ state, stopped, failure }: MigrationItem): readonly string[] {
  const said = [stopped, failure].filter((line) => line !== undefined);
  if (state !== "unfinished") return said;
  const next = vscode.l10n.t("Nothing more is run until it is settled: Settle Migration… in its menu.");
  return [...said, next];
}

/** Two files may carry one version; the view still needs two ids. */
function migrationId({ id }: ProjectNode, { version, uri }: MigrationItem): string {
  return `${id}#${version}@${uri ?? ""}`;
}

/** What the manifest's `when` clauses look at. */
function contextOf({ state, failure }: MigrationItem, { hasDown }: ProjectItem): string {
  const failed = failure !== undefined && state !== "unfinished";
  return `migration ${state}${hasDown ? " hasDown" : ""}${failed ? " failed" : ""}`;
}

/** The up or the down part of a migration. */
export class SectionNode {
  readonly parent: MigrationNode;
  readonly id: string;
  readonly section: SectionItem;

  constructor(parent: MigrationNode, section: SectionItem) {
    this.parent = parent;
    this.section = section;
    this.id = `${parent.id}/${section.direction}@${section.uri}`;
  }

  children(): readonly TreeNode[] {
    return this.section.statements.map((statement, index) => new StatementNode(this, statement, index));
  }

  item(): vscode.TreeItem {
    const { direction, risk, uri, range, statements } = this.section;
    const up = direction === "up";
    const look = riskAppearance(risk);
    const label = up ? vscode.l10n.t("Up") : vscode.l10n.t("Down");
    const count =
      statements.length === 1
        ? vscode.l10n.t("1 statement")
        : vscode.l10n.t("{0} statements", statements.length);
    const item = row(this.id, label, statements.length > 0 ? Collapsed : None);
    item.description = joined(count, look.words);
    item.iconPath = new vscode.ThemeIcon(up ? "arrow-up" : "arrow-down", look.icon.color);
    item.contextValue = "section";
    item.command = openCommand(uri, range);
    return readable(item, [label, count, look.words]);
  }
}

/** One statement with its risk. */
export class StatementNode {
  readonly parent: SectionNode;
  readonly id: string;
  readonly statement: StatementItem;

  constructor(parent: SectionNode, statement: StatementItem, index: number) {
    this.parent = parent;
    this.statement = statement;
    this.id = `${parent.id}/${index}`;
  }

  children(): readonly TreeNode[] {
    return [];
  }

  item(): vscode.TreeItem {
    const { label, range, risk } = this.statement;
    const look = riskAppearance(risk);
    const item = row(this.id, label, None);
    item.description = look.words;
    item.iconPath = look.icon;
    item.tooltip = label;
    item.contextValue = "statement";
    item.command = openCommand(this.parent.section.uri, range);
    return readable(item, [label, look.words]);
  }
}

/** That a migration is history, where its state does not say so; undefined where it is none, or all is shown. */
function historyWords({ history, state }: MigrationItem, { hidden }: ProjectItem): string | undefined {
  if (history === undefined || hidden.shown || history === "closed") return undefined;
  if (history === "applied" || state === "applied") return "";
  return vscode.l10n.t("as on {0}", hidden.base ?? vscode.l10n.t("the base branch"));
}

function stillRisky(past: string | undefined, risk: MigrationItem["risk"]): vscode.ThemeIcon {
  return past === undefined ? riskAppearance(risk).icon : themed("history", "disabledForeground");
}

/**
 * Its name; with its version where that is a number that people say. A timestamp would push everything else out of a
 * narrow sidebar, so it stands last, in the description.
 */
export function migrationLabel({ version, name }: Pick<MigrationItem, "version" | "name">): string {
  if (name === "") return version;
  if (version.length > 8) return name;
  // Prisma's version is the folder's whole name.
  return version.endsWith(name) ? version : `${version} ${name}`;
}
