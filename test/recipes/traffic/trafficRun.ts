import type pg from "pg";
import type { MigrationAnalysis } from "../../../server/src/analysis/analysis.ts";
import { freshDatabase, type Database, type Major } from "../../support/servers.ts";
import { fingerprint, type Fingerprint } from "../fingerprint.ts";
import type { TestProject } from "../projects.ts";
import { differences } from "../random/differences.ts";
import { send } from "../send.ts";
import { versionsDuring, type Roll, type TrafficCase } from "./trafficCase.ts";
import { contended, lost, Version, type Statements } from "./version.ts";

/** How a step is sent; the file's whole step unless it is to be killed. */
export type Sender = (client: pg.Client, home: Database, step: MigrationAnalysis) => Promise<void>;

/** A database in which versions of the application work while migrations run. */
export class TrafficRun {
  readonly faults: string[] = [];
  /** Milliseconds that the longest statement of a client took; on the way up, once that is over. */
  longest = 0;
  writes = 0;
  /** Statements that failed while the statement ran as it was written. */
  refused = 0;
  readonly client: pg.Client;
  readonly #home: Database;
  readonly #given: TrafficCase;
  readonly #roll: Roll;
  readonly #rows: number;
  readonly #held = new Map<number, string | null>();
  readonly #clients: readonly pg.Client[];
  #fresh: number;
  #start: Fingerprint | undefined;

  private constructor(home: Database, clients: readonly [pg.Client, ...pg.Client[]], begin: Beginning) {
    this.#home = home;
    [this.client] = clients;
    this.#clients = clients.slice(1);
    this.#given = begin.given;
    this.#roll = begin.roll;
    this.#rows = begin.rows;
    this.#fresh = begin.rows + 1;
  }

  static async begin(begin: Beginning): Promise<TrafficRun> {
    const { given, roll, rows, major } = begin;
    const home = await freshDatabase(major);
    const client = await home.connect();
    const run = new TrafficRun(home, [client, await home.connect(), await home.connect()], begin);
    const [first] = roll.original.analysis.migrations;
    if (first !== undefined) await send(client, roll.original, first, "up");
    await client.query(given.seed(rows));
    await client.query("ANALYZE");
    run.#start = await fingerprint(client);
    return run;
  }

  dispose(): Promise<void> {
    return this.#home.dispose();
  }

  /**
   * The statement as it was written, with the old version at work, whose errors are no faults. Where the statement itself
   * is the victim of a deadlock, it is sent again.
   */
  async original(as: "meant" | "written" = "meant"): Promise<void> {
    const { original } = this.#roll;
    const meant = as === "meant" ? this.#given.meant : undefined;
    const once = (): Promise<unknown> =>
      meant === undefined ? send(this.client, original, original.last, "up") : this.client.query(meant);
    await this.#meanwhile([this.#given.old], () =>
      once().catch((error: unknown) => {
        if (!/deadlock detected/.test(String(error))) throw error;
        return once();
      }),
    );
    this.refused = this.faults.splice(0).length;
  }

  /** One step of the plan, with those at work that may be then; the milliseconds that it took. */
  async step(step: number, direction: "up" | "down", sender?: Sender): Promise<number> {
    const { finished, expanded } = this.#roll;
    const migration = stepsOf(finished)[step];
    if (migration === undefined) return 0;
    const versions = versionsDuring(this.#given, this.#roll, step);
    const before = this.faults.length;
    if (direction === "down" && step === 0 && this.#given.fill !== undefined)
      await this.client.query(this.#given.fill);
    const filling = direction === "up" ? this.#given.fillBefore?.[step] : undefined;
    if (filling !== undefined) await this.client.query(filling);
    let took = 0;
    const { longest } = this;
    await this.#meanwhile(versions, async () => {
      const started = performance.now();
      await (sender === undefined
        ? send(this.client, finished, migration, direction)
        : sender(this.client, this.#home, migration));
      took = performance.now() - started;
    });
    // Until all rows are filled the adapted version sees only what was written meanwhile.
    const seeing = step >= expanded - 1 ? versions : versions.slice(0, 1);
    if (step > 0 || seeing[0] === this.#given.old)
      for (const each of seeing) this.faults.push(...(await lost(this.client, each, this.#held)));
    if (direction === "down") this.longest = longest;
    const name = `${direction} ${migration.migration.name}`;
    for (let at = before; at < this.faults.length; at++) this.faults[at] = `${name}: ${this.faults[at]}`;
    return took;
  }

  /** Once it has gone back through all steps; rows are held against what was written after each. */
  async isAsItBegan(): Promise<void> {
    const { catalog } = await fingerprint(this.client);
    const found = differences({ catalog, data: {} }, { catalog: this.#start?.catalog ?? {}, data: {} });
    this.faults.push(...found.map((line) => `back: ${line}`));
  }

  /** What is there once the rows are gone that the versions wrote. */
  async rest(): Promise<Fingerprint> {
    await this.client.query(
      this.#given.clean.replaceAll("$1", `${untouched(this.#rows)}`).replaceAll("$2", `${contended}`),
    );
    return fingerprint(this.client);
  }

  async #meanwhile(versions: readonly Statements[], work: () => Promise<unknown>): Promise<void> {
    const first = untouched(this.#rows) + 1;
    const half = Math.floor((this.#rows + first) / 2);
    const running = versions.flatMap((statements, index) => {
      const client = this.#clients[index];
      this.#fresh += 100_000;
      const there = index === 0 ? ([first, half] as const) : ([half + 1, this.#rows] as const);
      return client === undefined ? [] : [new Version(client, statements, { there, fresh: this.#fresh })];
    });
    try {
      await pause();
      await work();
      await pause();
    } finally {
      for (const version of running) {
        const done = await version.stop();
        this.faults.push(...done.errors.slice(0, 3));
        for (const [key, value] of done.held) this.#held.set(key, value);
        this.longest = Math.max(this.longest, done.longest);
        this.writes += done.writes;
      }
    }
  }
}

export interface Beginning {
  readonly given: TrafficCase;
  readonly roll: Roll;
  readonly rows: number;
  readonly major: Major;
}

export function stepsOf(project: TestProject): readonly MigrationAnalysis[] {
  return project.analysis.migrations.slice(1);
}

/** Nine tenths of the rows stay as they were. */
function untouched(rows: number): number {
  return Math.floor(rows * 0.9);
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 30));
}
