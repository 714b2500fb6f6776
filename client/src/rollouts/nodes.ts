import * as vscode from "vscode";
import type { RolloutStepItem } from "../../../server/src/protocol.ts";
import { joined, themed } from "../migrations/appearance.ts";
import { openCommand, readable, row } from "../migrations/rows.ts";
import type { OwnedRollout, RolloutsModel } from "./model.ts";
import { stepStates, type StepState } from "./nextStep.ts";
import { nextWords, stepLabel, stepWords } from "./words.ts";

/** One row of the rollouts view. */
export type RolloutTreeNode = RolloutNode | StepNode | PreconditionNode;

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** A rollout with its steps. */
export class RolloutNode {
  readonly parent = undefined;
  readonly id: string;
  readonly owned: OwnedRollout;
  readonly model: RolloutsModel;

  constructor(owned: OwnedRollout, model: RolloutsModel) {
    this.owned = owned;
    this.model = model;
    this.id = `${owned.project.uri}#rollout/${owned.rollout.id}`;
  }

  children(): readonly RolloutTreeNode[] {
    const { rollout } = this.owned;
    const states = stepStates(rollout, this.model.next(this.owned));
    return rollout.steps.map((step, index) => new StepNode(this, step, index, states[index] ?? "later"));
  }

  item(): vscode.TreeItem {
    const { project, rollout } = this.owned;
    const next = nextWords(this.model.next(this.owned));
    const others = this.model.all.some(({ project: { uri } }) => uri !== project.uri);
    const item = row(this.id, rollout.title, Expanded);
    item.description = joined(next, others ? project.label : "");
    item.tooltip = joined(rollout.title, item.description);
    item.iconPath = themed("milestone", "charts.purple");
    item.contextValue = "rollout";
    const { uri, range } = rollout.steps.find((step) => step.kind === "migration") ?? rollout;
    item.command = openCommand(uri, range);
    return readable(item, [rollout.title, item.description]);
  }
}

/** One thing that is done in a rollout. */
export class StepNode {
  readonly parent: RolloutNode;
  readonly id: string;
  readonly step: RolloutStepItem;
  readonly #state: StepState;

  constructor(parent: RolloutNode, step: RolloutStepItem, index: number, state: StepState) {
    this.parent = parent;
    this.step = step;
    this.#state = state;
    // What is opened or not is remembered by the id; what comes next is opened anew.
    this.id = `${parent.id}/${String(index)}${state === "next" ? "!" : ""}`;
  }

  children(): readonly RolloutTreeNode[] {
    if (this.step.kind !== "finish") return [];
    const missing = this.parent.model.missing(this.parent.owned);
    return this.step.preconditions.map((label, index) => new PreconditionNode(this, label, index, missing));
  }

  item(): vscode.TreeItem {
    const { rollout } = this.parent.owned;
    const label = stepLabel(rollout, this.step);
    const words = stepWords(this.step, this.#state);
    const isFinish = this.step.kind === "finish" && this.step.preconditions.length > 0;
    const item = row(this.id, label, !isFinish ? None : this.#state === "next" ? Expanded : Collapsed);
    item.description = words;
    item.tooltip = [joined(label, words), ...this.#more()].join("\n");
    item.iconPath = iconOf(this.step, this.#state);
    item.contextValue = `step ${this.#state}`;
    if (this.step.kind === "migration") item.command = openCommand(this.step.uri, this.step.range);
    return readable(item, [label, words]);
  }

  #more(): readonly string[] {
    if (this.step.kind === "finish") return this.step.titles;
    return this.step.kind === "deploy" ? [] : [`${this.step.version} ${this.step.name}`.trim()];
  }
}

/** What must hold before a rollout may end. */
export class PreconditionNode {
  readonly parent: StepNode;
  readonly id: string;
  readonly #label: string;
  readonly #missing: readonly string[] | undefined;

  constructor(parent: StepNode, label: string, index: number, missing: readonly string[] | undefined) {
    this.parent = parent;
    this.#label = label;
    this.#missing = missing;
    this.id = `${parent.id}/${String(index)}`;
  }

  children(): readonly RolloutTreeNode[] {
    return [];
  }

  item(): vscode.TreeItem {
    // A check may add in which row something does not hold.
    const found = this.#missing?.find((words) => words.startsWith(this.#label));
    const label = found ?? this.#label;
    const item = row(this.id, label, None);
    const [icon, words] = this.#look(found !== undefined);
    item.iconPath = icon;
    item.description = words;
    item.tooltip = joined(label, words);
    item.contextValue = "precondition";
    return readable(item, [label, words]);
  }

  #look(isMissing: boolean): readonly [vscode.ThemeIcon, string] {
    if (this.#missing === undefined)
      return [new vscode.ThemeIcon("question"), vscode.l10n.t("must hold; checked when finishing")];
    return isMissing
      ? [themed("error", "list.errorForeground"), vscode.l10n.t("does not hold yet")]
      : [themed("pass-filled", "testing.iconPassed"), vscode.l10n.t("holds")];
  }
}

function iconOf(step: RolloutStepItem, state: StepState): vscode.ThemeIcon {
  if (state === "done") return themed("pass-filled", "testing.iconPassed");
  const icon = { migration: "circle-outline", deploy: "rocket", finish: "milestone" }[step.kind];
  return themed(icon, state === "next" ? "charts.blue" : "disabledForeground");
}
