import { expect } from "vitest";
import type pg from "pg";
import type { Recipe } from "../../server/src/recipes/recipe.ts";
import { freshDatabase, type Database, type Major } from "../support/servers.ts";
import { fingerprint, type Fingerprint } from "./fingerprint.ts";
import { finishedRollout } from "./finishedRollout.ts";
import { TestProject } from "./projects.ts";
import { textFaults, workUnderLocks } from "./prover.ts";
import { send, sendAgain } from "./send.ts";

/** A migration with one hazardous statement, or several that belong together, on a table with rows. */
export interface RolloutCase {
  readonly before: string;
  readonly seed: string;
  readonly up: string;
  readonly down: string;
  /** What the rollout is to end like where `up` itself cannot run on rows. */
  readonly meant?: string;
  readonly format?: string;
}

/** Runs a recipe's rollout on real servers; what it makes is dropped with `dispose`. */
export class RolloutProof {
  readonly #recipe: Recipe;
  readonly #databases: Database[] = [];

  constructor(recipe: Recipe) {
    this.#recipe = recipe;
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#databases.splice(0).map((database) => database.dispose()));
  }

  original({ before, up, down, format = "dbmate" }: RolloutCase): TestProject {
    return TestProject.of(format, [
      { name: "before", up: before, down: "SELECT 1;", autocommit: false },
      { name: "change", up, down, autocommit: false },
    ]);
  }

  finished(given: RolloutCase): TestProject {
    return finishedRollout(this.original(given), this.#recipe).finished;
  }

  async prepared(
    { seed }: RolloutCase,
    project: TestProject,
    major: Major,
  ): Promise<{ readonly home: Database; readonly client: pg.Client }> {
    const home = await freshDatabase(major);
    this.#databases.push(home);
    const client = await home.connect();
    const [first] = project.analysis.migrations;
    if (first !== undefined) await send(client, project, first, "up");
    await client.query(seed);
    return { home, client };
  }

  /** The rollout ends as the original does, each file alone blocks nobody and may be sent twice. */
  async endsTheSame(given: RolloutCase, major: Major): Promise<void> {
    const plain = this.original(given);
    const finished = this.finished(given);
    expect(textFaults(this.#recipe, plain, finished)).toEqual([]);
    const expected = await this.prepared(given, plain, major);
    if (given.meant === undefined) await send(expected.client, plain, plain.last, "up");
    else await expected.client.query(given.meant);
    const { client } = await this.prepared(given, finished, major);
    for (const step of finished.analysis.migrations.slice(1)) {
      expect((await workUnderLocks(client, finished, step)) ?? []).toEqual([]);
      await send(client, finished, step, "up");
      const once = await fingerprint(client);
      await sendAgain(client, finished, step);
      expect(await fingerprint(client), `${step.migration.name} again`).toEqual(once);
    }
    expect(await fingerprint(client)).toEqual(await fingerprint(expected.client));
  }

  /** Down from every point to every other, and up again. */
  async goesBack(given: RolloutCase, major: Major): Promise<void> {
    const finished = this.finished(given);
    const { client } = await this.prepared(given, finished, major);
    const start = await fingerprint(client);
    const steps = finished.analysis.migrations.slice(1);
    for (const step of steps) await send(client, finished, step, "up");
    const end: Fingerprint = await fingerprint(client);
    for (let point = steps.length - 1; point >= 0; point--) {
      for (const step of steps.slice(point).reverse()) await send(client, finished, step, "down");
      if (point === 0) expect(await fingerprint(client)).toEqual(start);
      for (const step of steps.slice(point)) await send(client, finished, step, "up");
      expect(await fingerprint(client), `down to ${point} and up again`).toEqual(end);
    }
    for (const step of [...steps].reverse()) {
      await send(client, finished, step, "down");
      await send(client, finished, step, "up");
      await send(client, finished, step, "down");
    }
    expect(await fingerprint(client)).toEqual(start);
  }
}
