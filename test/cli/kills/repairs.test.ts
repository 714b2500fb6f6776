import { expect, it } from "vitest";
import { formatById } from "../../../server/src/formats/detect.ts";
import { askedKills, randomBelow } from "./asked.ts";
import { placesOf, type Places } from "./places.ts";
import { Subject, type Ending } from "./subject.ts";
import { sealed, type Files } from "./ways.ts";

/*
 * `repair --finish` and `repair --undo` are killed as `up` is: the migration stays unfinished and is told to the
 * statement, until one of them comes through; and then all of it is there, or nothing.
 */

const up = `CREATE TABLE made (id int);
ALTER TABLE made ADD COLUMN a int;
CREATE INDEX made_a ON made (a);
CREATE TABLE other (id int);
ALTER TABLE other ADD COLUMN b int;
`;
const all = ["made", "made.a", "made_a", "other", "other.b"];

/** Each statement takes a while, those that take back too. */
const slow = `CREATE FUNCTION slow() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.25); END';
CREATE EVENT TRIGGER slow ON ddl_command_end EXECUTE FUNCTION slow();`;
const found = `SELECT relname FROM pg_class WHERE relname IN ('made', 'made_a', 'other')
  UNION ALL SELECT attrelid::regclass || '.' || attname FROM pg_attribute
   WHERE attrelid IN (to_regclass('made'), to_regclass('other')) AND attname IN ('a', 'b') ORDER BY 1`;

/** Those whose statements each stay by themselves. */
const ways: Readonly<Record<string, readonly [format: string, files: Files]>> = {
  goose: ["goose", { "1_a.sql": `-- +goose NO TRANSACTION\n-- +goose Up\n${up}` }],
  atlas: sealed("atlas", { "1_a.sql": `-- atlas:txmode none\n\n${up}` }),
  tern: ["tern", { "1_a.sql": `---- tern: disable-tx ----\n${up}` }],
  yoyo: ["yoyo", { "1.a.sql": `-- transactional: false\n\n${up}` }],
  golang: ["golang-migrate-multi-statement", { "1_a.up.sql": up }],
  supabase: ["supabase", { "1_a.sql": `-- pg-delta: transaction=false\n${up}` }],
  prisma: ["prisma", { "migration_lock.toml": "", "1_a/migration.sql": up }],
  flyway: ["flyway", { "V1__a.sql": up, "V1__a.sql.conf": "executeInTransaction=false\n" }],
};
const endings: readonly Ending[] = ["SIGKILL", "group", "SIGTERM"];

async function there(subject: Subject): Promise<readonly string[]> {
  return (await subject.query(found)).map(([name]) => name ?? "").sort();
}

/** Starts `up` until it is ended half-way; false where it was too quick or too late each time. */
async function leaveHalfWay(subject: Subject, numbers: Generator<number, never>): Promise<boolean> {
  for (let round = 0; round < 10; round += 1) {
    await subject.kill({ command: ["up"], ending: "SIGKILL", after: numbers.next().value, runners: 1 });
    const [status] = await subject.statuses();
    const done = (await there(subject)).length;
    if (status?.state === "unfinished" && done > 0 && done < all.length) return true;
    if (status?.state === "unfinished") await subject.repair(done === 0 ? "unmark" : "mark", status.version);
    if (done === all.length) return false;
  }
  return false;
}

interface Killed {
  /** How often `repair` was ended while it was at work. */
  readonly kills: number;
  /** How many of them came after it had done something. */
  readonly midway: number;
}

async function killRepair(places: Places, name: string, index: number, after: () => number): Promise<Killed> {
  const [id = "", files = {}] = ways[name] ?? [];
  const format = formatById(id);
  if (format === undefined) throw new Error(`There is no format ${id}.`);
  const action = index % 2 === 0 ? "finish" : "undo";
  const way = `${name}, ${action}, ${index}`;
  const subject = await Subject.open(places, format, files);
  try {
    await subject.query(slow);
    if (!(await leaveHalfWay(subject, randomBelow(1_000 + 37 * index)))) return { kills: 0, midway: 0 };
    const version = (await subject.statuses())[0]?.version ?? "";
    let [kills, midway, before] = [0, 0, (await there(subject)).length];
    for (let round = 0; round < 3; round += 1) {
      const ending = endings[(index + round) % endings.length] ?? "SIGKILL";
      const command = ["repair", `--${action}`, version];
      kills += Number(await subject.kill({ command, ending, after: after(), runners: 1 }));
      const [status] = await subject.statuses();
      if (status?.state !== "unfinished") break;
      const done = (await there(subject)).length;
      expect(status.came, `${way}: ${status.note ?? ""}`).toMatchObject({ least: done, most: done });
      midway += Number(done !== before);
      before = done;
    }
    await settle(subject, action, version, way);
    return { kills, midway };
  } finally {
    await subject.dispose();
  }
}

/** What is still unfinished comes through now, as its note says; the next run has nothing left to wonder about. */
async function settle(subject: Subject, action: "finish" | "undo", version: string, way: string) {
  const [status] = await subject.statuses();
  if (status?.state === "unfinished") {
    const done = (await there(subject)).length;
    const last = done === 0 ? "unmark" : done === all.length ? "mark" : action;
    await subject.repair(last, version);
  }
  const [state] = (await subject.statuses()).map((each) => each.state);
  const made = await there(subject);
  if (state === "applied") expect(made, way).toEqual(all);
  else expect([state, made], way).toEqual(["pending", []]);
  expect((await subject.run("up")).failure, way).toBeUndefined();
  expect(await there(subject), way).toEqual(all);
  expect(await subject.query("SELECT to_regclass('lockkeeper_journal')"), way).toEqual([[null]]);
}

const count = askedKills("repair");
it(
  `of ${count} repairs that are killed each leaves the migration whole, gone or told to the statement`,
  {
    timeout: 600_000 + count * 60_000,
  },
  async () => {
    const places = await placesOf("server");
    if (places === undefined) throw new Error("There are servers everywhere.");
    const names = Object.keys(ways).filter((name) => name.includes(process.env["LOCKKEEPER_WAYS"] ?? ""));
    const numbers = randomBelow(1_700);
    const table = new Map(names.map((name) => [name, { kills: 0, midway: 0 }]));
    for (let index = 0; index < count; index += 1) {
      const name = names[index % names.length] ?? "";
      const done = await killRepair(places, name, index, () => numbers.next().value);
      const row = table.get(name);
      if (row === undefined) continue;
      row.midway += done.midway;
      row.kills += done.kills;
    }
    console.table(Object.fromEntries(table));
  },
);
