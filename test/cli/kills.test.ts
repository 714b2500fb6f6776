import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { expect, it } from "vitest";
import type { Format } from "../../server/src/formats/format.ts";
import { formats } from "../../server/src/formats/index.ts";
import { RunEngine } from "../../server/src/run/engine.ts";
import { projectFolder, type ProjectFolder } from "../run/project.ts";
import { freshDatabase, type Database } from "../support/servers.ts";
import { cli } from "./support/program.ts";

/*
 * The program is killed (SIGKILL) at random moments of up and down, in every way a tool sends a file. Each statement
 * leaves one row, so that what was done can be held against what the ledger says: nothing is recorded that is not
 * there, nothing is there that is not recorded or said to be unfinished, and nothing is done twice.
 *
 *     LOCKKEEPER_KILLS=300 npx vitest run test/cli/kills.test.ts      any number by hand
 */

const kills = Number(process.env["LOCKKEEPER_KILLS"] ?? 40);
const never = new AbortController().signal;
const silent = (): void => undefined;

const steps = [1, 2, 3];
const up = (m: number): string =>
  steps.map((s) => `INSERT INTO log VALUES (${m}, ${s}, pg_sleep(0.04));\n`).join("");
const down = (m: number): string =>
  steps.map((s) => `DELETE FROM log WHERE m = ${m} AND s = ${s} AND pg_sleep(0.04) IS NOT NULL;\n`).join("");

type Files = Readonly<Record<string, string>>;
const three = (files: (m: number) => Files): Files => ({ ...files(1), ...files(2), ...files(3) });

/** Every way in which a file is sent, by format. */
const ways: Readonly<Record<string, readonly [format: string, files: Files]>> = {
  "golang-migrate": [
    "golang-migrate",
    three((m) => ({ [`${m}_a.up.sql`]: up(m), [`${m}_a.down.sql`]: down(m) })),
  ],
  prisma: [
    "prisma",
    { "migration_lock.toml": "", ...three((m) => ({ [`2024010${m}000000_a/migration.sql`]: up(m) })) },
  ],
  plain: ["plain", three((m) => ({ [`${m}_a.up.sql`]: up(m), [`${m}_a.down.sql`]: down(m) }))],
  dbmate: [
    "dbmate",
    three((m) => ({ [`${m}_a.sql`]: `-- migrate:up\n${up(m)}-- migrate:down\n${down(m)}` })),
  ],
  "dbmate, transaction:false": [
    "dbmate",
    three((m) => ({
      [`${m}_a.sql`]: `-- migrate:up transaction:false\n${up(m)}-- migrate:down transaction:false\n${down(m)}`,
    })),
  ],
  goose: ["goose", three((m) => ({ [`${m}_a.sql`]: `-- +goose Up\n${up(m)}-- +goose Down\n${down(m)}` }))],
  "goose, NO TRANSACTION": [
    "goose",
    three((m) => ({
      [`${m}_a.sql`]: `-- +goose NO TRANSACTION\n-- +goose Up\n${up(m)}-- +goose Down\n${down(m)}`,
    })),
  ],
  sqlx: ["sqlx", three((m) => ({ [`${m}_a.up.sql`]: up(m), [`${m}_a.down.sql`]: down(m) }))],
  "sqlx, no-transaction": [
    "sqlx",
    three((m) => ({
      [`${m}_a.up.sql`]: `-- no-transaction\n${up(m)}`,
      [`${m}_a.down.sql`]: `-- no-transaction\n${down(m)}`,
    })),
  ],
  "diesel, run_in_transaction = false": [
    "diesel",
    three((m) => ({
      [`${m}_a/up.sql`]: up(m),
      [`${m}_a/down.sql`]: down(m),
      [`${m}_a/metadata.toml`]: "run_in_transaction = false\n",
    })),
  ],
  "flyway, executeInTransaction=false": [
    "flyway",
    three((m) => ({
      [`V${m}__a.sql`]: up(m),
      [`V${m}__a.sql.conf`]: "executeInTransaction=false\n",
      [`U${m}__a.sql`]: down(m),
      [`U${m}__a.sql.conf`]: "executeInTransaction=false\n",
    })),
  ],
  "node-pg-migrate": [
    "node-pg-migrate",
    three((m) => ({ [`${m}_a.sql`]: `-- Up Migration\n${up(m)}-- Down Migration\n${down(m)}` })),
  ],
};

/** The same moments every time, for one number of kills. */
function* moments(): Generator<number> {
  for (let state = 20_261_128; ;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    yield (state >> 8) % 700;
  }
}

class Subject {
  readonly #database: Database;
  readonly #folder: ProjectFolder;
  readonly engine: RunEngine;

  private constructor(database: Database, folder: ProjectFolder, engine: RunEngine) {
    this.#database = database;
    this.#folder = folder;
    this.engine = engine;
  }

  static async open(format: Format, files: Files): Promise<Subject> {
    const database = await freshDatabase(18);
    const engine = new RunEngine({
      storagePath: "",
      key: "kills",
      image: "",
      startTimeout: 600,
      lockLimit: 30_000,
    });
    await engine.select({ kind: "server", url: database.url });
    await engine.query("CREATE TABLE log (m int, s int, slept text)", 1, never);
    const config = JSON.stringify({ migrations: [{ folder: ".", tool: format.id }] });
    const folder = projectFolder({ ...files, "lockkeeper.config.json": config }, format);
    return new Subject(database, folder, engine);
  }

  /** Kills the program a while after its session is at the server; true where it was still at work. */
  async kill(command: readonly string[], after: number): Promise<boolean> {
    const child = spawn(
      process.execPath,
      [cli, command[0] ?? "up", this.#folder.path, ...command.slice(1), "--database", this.#database.url],
      { env: { PATH: process.env["PATH"] ?? "", HOME: tmpdir() }, stdio: "ignore", timeout: 600_000 },
    );
    const ended = new Promise<boolean>((done) =>
      child.once("close", (_status, signal) => done(signal !== null)),
    );
    await this.#until((sessions) => sessions > 0 || child.exitCode !== null);
    await new Promise((done) => setTimeout(done, after));
    child.kill("SIGKILL");
    const killed = await ended;
    await this.#until((sessions) => sessions === 0);
    return killed;
  }

  async run(command: "up" | "downTo" | "down", rest: { readonly steps?: number } = {}) {
    const project = this.#folder.read();
    return this.engine.run(project, { project: project.uri, command, ...rest }, never, silent);
  }

  async repair(action: "mark" | "unmark", version: string): Promise<void> {
    await this.engine.repair(this.#folder.read(), action, version, never);
  }

  async statuses() {
    return (await this.engine.status(this.#folder.read(), never)).statuses;
  }

  /** Which statements of a migration have left their row, and how often. */
  async log(): Promise<ReadonlyMap<number, readonly string[]>> {
    const { rows } = await this.engine.query("SELECT m, s FROM log ORDER BY m, s", 100, never);
    return new Map(steps.map((m) => [m, rows.filter(([one]) => one === String(m)).map(([, s]) => s ?? "")]));
  }

  async dispose(): Promise<void> {
    await this.engine.dispose();
    this.#folder.dispose();
    await this.#database.dispose();
  }

  async #until(holds: (sessions: number) => boolean): Promise<void> {
    const client = await this.#database.connect();
    try {
      for (let round = 0; round < 30_000; round += 1) {
        const { rows } = await client.query<{ sessions: number }>(
          "SELECT count(*)::int AS sessions FROM pg_stat_activity WHERE application_name = 'lockkeeper' AND datname = current_database()",
        );
        if (holds(rows[0]?.sessions ?? 0)) return;
        await new Promise((done) => setTimeout(done, 20));
      }
    } finally {
      await client.end();
    }
    throw new Error("The sessions of the program neither came nor went.");
  }
}

const all = steps.map(String);

/** Holds what is there against what is said; gives the migrations that are unfinished, in order. */
async function settle(subject: Subject, way: string): Promise<number> {
  const statuses = await subject.statuses();
  const log = await subject.log();
  let unfinished = 0;
  for (const { version, state, note } of statuses) {
    const m = Number(/[123]/.exec(version.replace(/^2024010/, ""))?.[0] ?? 0);
    const there = log.get(m) ?? [];
    const what = `${way}: ${version} is ${state}, there is ${there.join()}`;
    expect(new Set(there).size, what).toBe(there.length);
    if (state === "applied") expect(there, what).toEqual(all);
    else if (state === "pending") expect(there, what).toEqual([]);
    else {
      unfinished += 1;
      expect(state, what).toBe("unfinished");
      expect(note, what).toMatch(/lockkeeper repair/);
      // It goes no further until somebody has looked.
      expect((await subject.run("up")).failure, what).toMatchObject({ code: "dirty" });
      expect(await subject.log(), what).toEqual(log);
      if (there.length === all.length) await subject.repair("mark", version);
      else {
        if (m !== 0) await subject.engine.query(`DELETE FROM log WHERE m = ${m}`, 1, never);
        await subject.repair("unmark", version);
      }
    }
  }
  return unfinished;
}

it(`of ${kills} kills none is lost`, { timeout: 600_000 + kills * 30_000 }, async () => {
  const names = Object.keys(ways);
  const table = new Map(names.map((name) => [name, { kills: 0, unfinished: 0 }]));
  const delays = moments();
  for (let index = 0; index < kills; index += 1) {
    const name = names[index % names.length] ?? "";
    const [id, files] = ways[name] ?? ["", {}];
    const format = formats.find((one) => one.id === id);
    if (format === undefined) throw new Error(`There is no format ${id}.`);
    const subject = await Subject.open(format, files);
    try {
      const goesDown = format.hasDown && Math.floor(index / names.length) % 2 === 1;
      if (goesDown) expect((await subject.run("up")).failure).toBeUndefined();
      const killed = await subject.kill(
        goesDown ? ["down", "--steps", "3"] : ["up"],
        delays.next().value as number,
      );
      const unfinished = await settle(subject, name);
      expect(await settle(subject, name)).toBe(0);
      expect((await subject.run("up")).failure, name).toBeUndefined();
      expect([...(await subject.log()).values()], name).toEqual([all, all, all]);
      expect((await subject.statuses()).map(({ state }) => state)).toEqual(["applied", "applied", "applied"]);
      const { rows } = await subject.engine.query("SELECT to_regclass('lockkeeper_journal')", 1, never);
      expect(rows).toEqual([[null]]);
      const row = table.get(name);
      if (row !== undefined) {
        row.kills += killed ? 1 : 0;
        row.unfinished += unfinished;
      }
    } finally {
      await subject.dispose();
    }
  }
  console.table(Object.fromEntries(table));
});
