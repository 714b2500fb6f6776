import { spawn, type ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import type { Format } from "../../../server/src/formats/format.ts";
import type { RepairAction } from "../../../server/src/protocol.ts";
import type { RunEngine } from "../../../server/src/run/engine.ts";
import type { RunProject } from "../../../server/src/run/project.ts";
import { projectFolder, type ProjectFolder } from "../../run/project.ts";
import { cli } from "../support/program.ts";
import type { Place, Places } from "./places.ts";
import { steps, type Files } from "./ways.ts";

const log = "CREATE TABLE log (m int, s int, slept text)";
/** So short that a run is between two attempts most of the time. */
const lockTimeout = "150ms";
const never = new AbortController().signal;
const silent = (): void => undefined;

/**
 * How a run is ended: `group` also takes the processes that it started with it, as the end of a CI job does; `crash` takes
 * the server.
 */
export type Ending = "SIGKILL" | "SIGTERM" | "SIGHUP" | "group" | "crash";

export interface Kill {
  readonly command: readonly string[];
  readonly ending: Ending;
  /** Milliseconds after the program has reached the database. */
  readonly after: number;
  /** Programs started at once; the first is ended, the others end by themselves. */
  readonly runners: number;
  /** Until then another session has the table locked, so that the program waits, gives up and tries again. */
  readonly held?: boolean;
}

/** One project on one database. */
export class Subject {
  readonly #place: Place;
  readonly #folder: ProjectFolder;
  #engine: RunEngine | undefined;

  private constructor(place: Place, folder: ProjectFolder) {
    this.#place = place;
    this.#folder = folder;
  }

  static async open(places: Places, format: Format, files: Files): Promise<Subject> {
    const config = { migrations: [{ folder: ".", tool: format.id }], baseline: "before.dump", lockTimeout };
    const own = { "lockkeeper.config.json": JSON.stringify(config), "before.dump": `${log};\n` };
    const folder = projectFolder({ ...files, ...own }, format);
    const subject = new Subject(await places.open(folder.path), folder);
    // Prisma begins in an empty schema only.
    if (format.ledger.refusesToBegin !== undefined) await subject.query(format.ledger.create.join(";\n"));
    await subject.query(`${log}; INSERT INTO log VALUES (0, 0)`);
    return subject;
  }

  /** Whether the program was ended by us, and not by itself before. */
  async kill({ command, ending, after, runners, held = false }: Kill): Promise<boolean> {
    await this.rest();
    const release = held ? await this.#place.hold?.() : undefined;
    const programs = Array.from({ length: runners }, () => this.#start(command));
    const [first] = programs;
    if (first === undefined) return false;
    await this.#until(async () => first.child.exitCode !== null || (await this.#place.isBusy()));
    await new Promise((done) => setTimeout(done, after));
    const wasAlive = first.child.exitCode === null;
    if (ending === "crash") await this.#place.crash?.();
    else if (wasAlive) end(first.child, ending);
    await release?.();
    await Promise.all(programs.map(({ ended }) => ended));
    if (this.#place.goesOn) await this.#until(async () => !(await this.#place.isBusy()));
    return wasAlive;
  }

  /** Lets go of the database, so that a program finds it as users leave it. */
  async rest(): Promise<void> {
    await this.#engine?.dispose();
    this.#engine = undefined;
  }

  async engine(): Promise<RunEngine> {
    this.#engine ??= await this.#place.engine();
    return this.#engine;
  }

  async query(sql: string) {
    return (await (await this.engine()).query(sql, 1_000, never)).rows;
  }

  async run(command: "up" | "down") {
    const project = this.#project();
    return (await this.engine()).run(project, { project: project.uri, command }, never, silent);
  }

  async repair(action: RepairAction, version: string): Promise<void> {
    await (await this.engine()).repair(this.#project(), action, version, never);
  }

  async statuses() {
    return (await (await this.engine()).status(this.#project(), never)).statuses;
  }

  /** Which statements of each migration have left something, and how often. */
  async log(): Promise<ReadonlyMap<number, readonly string[]>> {
    const rows = await this.query(
      `SELECT m::text, s::text FROM log
        UNION ALL SELECT substr(attname, 2), '2' FROM pg_attribute
         WHERE attrelid = 'log'::regclass AND attname ~ '^c[0-9]$' ORDER BY 1, 2`,
    );
    return new Map(steps.map((m) => [m, rows.filter(([one]) => one === String(m)).map(([, s]) => s ?? "")]));
  }

  /** Takes away by hand what is left of a migration. */
  async undo(m: number): Promise<void> {
    await this.query(`DELETE FROM log WHERE m = ${m}; ALTER TABLE log DROP COLUMN IF EXISTS c${m}`);
  }

  async dispose(): Promise<void> {
    await this.rest();
    await this.#until(async () => !(await this.#place.isBusy()));
    await this.#place.dispose();
    this.#folder.dispose();
  }

  #project(): RunProject {
    return { ...this.#folder.read(), baseline: { path: "before.dump", text: `${log};\n` } };
  }

  #start([name = "", ...rest]: readonly string[]) {
    const child = spawn(process.execPath, [cli, name, this.#folder.path, ...rest, ...this.#place.arguments], {
      env: { PATH: process.env["PATH"] ?? "", HOME: tmpdir(), ...this.#place.environment },
      stdio: "ignore",
      detached: true,
      timeout: 600_000,
    });
    return { child, ended: new Promise<void>((done) => child.once("close", () => done())) };
  }

  async #until(holds: () => Promise<boolean>): Promise<void> {
    for (let round = 0; round < 30_000; round += 1) {
      if (await holds()) return;
      await new Promise((done) => setTimeout(done, 20));
    }
    throw new Error("The program neither came nor went.");
  }
}

function end(child: ChildProcess, ending: Exclude<Ending, "crash">): void {
  if (ending !== "group") child.kill(ending);
  else if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
}
