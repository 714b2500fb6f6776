import * as vscode from "vscode";
import type { ProjectItem, RolloutItem } from "../../../server/src/protocol.ts";
import { setContext } from "../contexts.ts";
import type { MigrationsModel } from "../migrations/model.ts";
import { nextStep, type NextStep } from "./nextStep.ts";

/** A rollout with the project that it belongs to. */
export interface OwnedRollout {
  readonly project: ProjectItem;
  readonly rollout: RolloutItem;
}

/** What is known of rollouts beside what the server tells: what was said to be deployed, and what a check found. */
export class RolloutsModel implements vscode.Disposable {
  readonly #migrations: MigrationsModel;
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #missing = new Map<string, readonly string[]>();
  readonly #subscription: vscode.Disposable;
  #told: string | undefined;
  readonly onDidChange = this.#changed.event;

  constructor(migrations: MigrationsModel, state: vscode.Memento) {
    this.#migrations = migrations;
    this.#state = state;
    this.#subscription = migrations.onDidChange(() => this.#update());
  }

  get all(): readonly OwnedRollout[] {
    return (this.#migrations.projects ?? []).flatMap((project) =>
      project.rollouts.map((rollout) => ({ project, rollout })),
    );
  }

  next(owned: OwnedRollout): NextStep | undefined {
    return nextStep(owned.rollout, (what) => this.#state.get(deployedKey(owned, what), false));
  }

  /** Somebody says that no other version of the application runs any more. */
  async deployed(owned: OwnedRollout, what: string): Promise<void> {
    await this.#state.update(deployedKey(owned, what), true);
    this.#changed.fire();
  }

  /** What did not hold when a rollout was to end; undefined where nobody asked since something changed. */
  missing(owned: OwnedRollout): readonly string[] | undefined {
    return this.#missing.get(keyOf(owned));
  }

  setMissing(owned: OwnedRollout, missing: readonly string[]): void {
    this.#missing.set(keyOf(owned), missing);
    this.#changed.fire();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  /** Where nothing of it is new, nothing is drawn anew: a row that is does not learn of a button pressed on it meanwhile. */
  #update(): void {
    const { all } = this;
    setContext("lockkeeper.hasRollouts", all.length > 0);
    const now = JSON.stringify(all.map(({ project, rollout }) => [project.uri, project.label, rollout]));
    if (now === this.#told && this.#missing.size === 0) return;
    this.#told = now;
    this.#missing.clear();
    this.#changed.fire();
  }
}

function keyOf({ project, rollout }: OwnedRollout): string {
  return `${project.uri}#${rollout.id}`;
}

function deployedKey(owned: OwnedRollout, what: string): string {
  return `lockkeeper.deployed:${keyOf(owned)}:${what}`;
}
