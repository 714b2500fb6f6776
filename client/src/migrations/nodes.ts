import * as vscode from "vscode";
import type {
  MigrationItem,
  ProjectItem,
  RolloutItem,
  SectionItem,
  StatementItem,
} from "../../../server/src/protocol.ts";
import { toRange } from "../positions.ts";
import { hiddenWords } from "./hidden.ts";
import { joined, riskAppearance, stateAppearance, themed } from "./appearance.ts";

/** One row of the migrations view. Its id is the same after every refresh, so the tree stays as it was opened. */
export type TreeNode =
  ProjectNode | RolloutsNode | RolloutNode | HistoryNode | MigrationNode | SectionNode | StatementNode;

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** A folder of migrations. */
export class ProjectNode {
  readonly parent = undefined;
  readonly id: string;
  readonly project: ProjectItem;

  constructor(project: ProjectItem) {
    this.project = project;
    this.id = project.uri;
  }

  children(): readonly TreeNode[] {
    const rollouts = this.project.rollouts.length > 0 ? [new RolloutsNode(this)] : [];
    const older = olderOf(this.project);
    const history = older.length > 0 ? [new HistoryNode(this, older)] : [];
    const newer = this.project.migrations.filter((migration) => !older.includes(migration));
    return [...rollouts, ...history, ...newer.map((migration) => new MigrationNode(this, migration))];
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

/** The older migrations of a long history. */
export class HistoryNode {
  readonly parent: ProjectNode;
  readonly id: string;
  readonly #migrations: readonly MigrationItem[];

  constructor(parent: ProjectNode, migrations: readonly MigrationItem[]) {
    this.parent = parent;
    this.#migrations = migrations;
    this.id = `${parent.id}#history`;
  }

  children(): readonly TreeNode[] {
    return this.#migrations.map((migration) => new MigrationNode(this.parent, migration, this));
  }

  item(): vscode.TreeItem {
    const label = vscode.l10n.t("History");
    const count = vscode.l10n.t("{0} migrations", this.#migrations.length);
    const item = row(this.id, label, Collapsed);
    item.description = joined(count, hiddenWords(this.parent.project));
    item.iconPath = new vscode.ThemeIcon("history");
    item.tooltip = vscode.l10n.t("Migrations that are applied or as they are on the base branch.");
    item.contextValue = "history";
    return readable(item, [label, item.description]);
  }
}

const folderIcon = new vscode.ThemeIcon("versions");

/** The contract phases of a project that are still to come. */
export class RolloutsNode {
  readonly parent: ProjectNode;
  readonly id: string;

  constructor(parent: ProjectNode) {
    this.parent = parent;
    this.id = `${parent.id}#rollouts`;
  }

  children(): readonly TreeNode[] {
    return this.parent.project.rollouts.map((rollout) => new RolloutNode(this, rollout));
  }

  item(): vscode.TreeItem {
    const label = vscode.l10n.t("Pending Rollouts");
    const count = String(this.parent.project.rollouts.length);
    const item = row(this.id, label, Expanded);
    item.description = count;
    item.iconPath = themed("milestone", "charts.purple");
    item.tooltip = vscode.l10n.t(
      "Changes whose last phase waits until no running application needs the old form.",
    );
    item.contextValue = "rollouts";
    return readable(item, [label, count]);
  }
}

/** One contract phase that is still to come. */
export class RolloutNode {
  readonly parent: RolloutsNode;
  readonly id: string;
  readonly rollout: RolloutItem;

  constructor(parent: RolloutsNode, rollout: RolloutItem) {
    this.parent = parent;
    this.rollout = rollout;
    this.id = `${parent.id}/${rollout.id}`;
  }

  children(): readonly TreeNode[] {
    return [];
  }

  item(): vscode.TreeItem {
    const item = row(this.id, this.rollout.title, None);
    item.description = vscode.l10n.t("contract phase pending");
    item.iconPath = themed("git-pull-request-draft", "charts.purple");
    item.contextValue = "rollout";
    item.command = openCommand(this.rollout.uri, this.rollout.range);
    return readable(item, [this.rollout.title, item.description]);
  }
}

/** A migration: a version with its sections. */
export class MigrationNode {
  readonly project: ProjectNode;
  readonly parent: ProjectNode | HistoryNode;
  readonly id: string;
  readonly migration: MigrationItem;

  constructor(project: ProjectNode, migration: MigrationItem, parent: ProjectNode | HistoryNode = project) {
    this.project = project;
    this.parent = parent;
    this.migration = migration;
    // Two files may carry one version; the view still needs two ids.
    this.id = `${project.id}#${migration.version}@${migration.uri ?? ""}`;
  }

  children(): readonly TreeNode[] {
    return this.migration.sections.map((section) => new SectionNode(this, section));
  }

  item(): vscode.TreeItem {
    const { version, name, state, risk, uri, sections } = this.migration;
    const look = stateAppearance(state);
    const past = historyWords(this.migration, this.project.project);
    const label = migrationLabel(this.migration);
    const item = row(this.id, label, sections.length > 0 ? Collapsed : None);
    const risky = state === "missing" ? "" : riskAppearance(risk).words;
    // What a migration of history risked is told by its tooltip and its statements.
    const said = past === undefined ? joined(look.words, risky) : joined(look.words, past);
    item.description = joined(said, label === name ? version : "");
    item.tooltip = joined(`${version} ${name}`.trim(), look.words, past ?? "", risky);
    item.iconPath = state === "unknown" ? stillRisky(past, risk) : look.icon;
    item.contextValue = this.project.project.hasDown ? `migration ${state} hasDown` : `migration ${state}`;
    if (uri !== undefined) item.command = openCommand(uri, sections[0]?.range);
    return readable(item, [label, said, label === name ? version : ""]);
  }
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

/** A timestamp would push everything else out of a narrow sidebar, so it stands last, in the description. */
/** Its name; with its version where that is a number that people say. */
export function migrationLabel({ version, name }: Pick<MigrationItem, "version" | "name">): string {
  if (name === "") return version;
  return version.length > 8 ? name : `${version} ${name}`;
}

function row(id: string, label: string, state: vscode.TreeItemCollapsibleState): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.id = id;
  return item;
}

function readable(item: vscode.TreeItem, parts: readonly string[]): vscode.TreeItem {
  item.accessibilityInformation = { label: parts.filter((part) => part !== "").join(", ") };
  return item;
}

/** The only thing that a click does. */
function openCommand(uri: string, range: SectionItem["range"] | undefined): vscode.Command {
  const start = range === undefined ? undefined : toRange(range).start;
  const options: vscode.TextDocumentShowOptions =
    start === undefined ? {} : { selection: new vscode.Range(start, start), preserveFocus: true };
  return {
    command: "vscode.open",
    title: vscode.l10n.t("Open"),
    arguments: [vscode.Uri.parse(uri), options],
  };
}
