import { expect, it } from "vitest";
import { formats } from "../../../server/src/formats/index.ts";
import { placesOf, type Places } from "./places.ts";
import { Subject, type Ending } from "./subject.ts";
import { steps, ways } from "./ways.ts";

/*
 * The program is ended at random moments of up and down, in every way a tool sends a file, on each kind of database.
 * Each statement leaves something, so that what was done can be held against what the ledger says: nothing is recorded
 * that is not there, nothing is there that is not recorded or said to be unfinished, and nothing is done twice.
 *
 *     LOCKKEEPER_KILLS=server:300,embedded:60 npx vitest run test/cli/kills      any number by hand
 */

const asked = process.env["LOCKKEEPER_KILLS"] ?? "server:26,embedded:3,container:3";
const endings: readonly Ending[] = ["SIGKILL", "group", "SIGTERM", "SIGKILL", "SIGHUP"];
const all = steps.map(String);

/** The same numbers every time: milliseconds within which a run ends by itself. */
function* random(kind: string): Generator<number> {
  const limit = kind === "embedded" ? 1_400 : 700;
  for (let state = 20_261_128; ;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    yield (state >> 8) % limit;
  }
}

/** Holds what is there against what is said; gives the last migration that is unfinished. */
async function look(subject: Subject, way: string) {
  const log = await subject.log();
  const found = (await subject.statuses()).map((status) => {
    const m = Number(/[123]/.exec(status.version.replace(/^(?:2024010|-1)/, ""))?.[0] ?? 0);
    return { ...status, m, there: log.get(m) ?? [] };
  });
  for (const { version, state, note, came, m, there } of found) {
    const what = `${way}: ${version} is ${state}, there is ${there.join()} (${note ?? ""})`;
    expect(new Set(there).size, what).toBe(there.length);
    if (state === "applied") expect(there, what).toEqual(all);
    else if (state === "pending") expect(there, what).toEqual([]);
    else {
      expect(state, what).toBe("unfinished");
      expect(note, what).toMatch(/lockkeeper repair/);
      if (came === undefined || m === 0) continue;
      const done = came.direction === "up" ? there.length : all.length - there.length;
      expect(done, what).toBeGreaterThanOrEqual(came.least);
      expect(done, what).toBeLessThanOrEqual(came.most);
    }
  }
  return found.findLast(({ state }) => state === "unfinished");
}

/** Settles what is unfinished as its note offers, or by hand; gives how many migrations that were. */
async function settle(subject: Subject, way: string): Promise<number> {
  const found = await look(subject, way);
  if (found === undefined) return 0;
  const { version, m, there, came } = found;
  const log = await subject.log();
  // It goes no further until somebody has looked.
  expect((await subject.run("up")).failure, way).toMatchObject({ code: "dirty" });
  expect(await subject.log(), way).toEqual(log);
  if (there.length === all.length) await subject.repair("mark", version);
  else if (came?.least === came?.most && came?.least === 2) await subject.repair("finish", version);
  else {
    if (m !== 0) await subject.undo(m);
    await subject.repair("unmark", version);
  }
  return 1 + (await settle(subject, way));
}

/** Gives whether the program was still at work, and how many migrations it left unfinished. */
async function killOnce(places: Places, name: string, index: number, after: number) {
  const [id, files] = ways[name] ?? ["", {}];
  const format = formats.find((one) => one.id === id);
  if (format === undefined) throw new Error(`There is no format ${id}.`);
  const round = Math.floor(index / Object.keys(ways).length);
  const ending = endings[index % endings.length] ?? "SIGKILL";
  const down = format.hasDown && round % 2 === 1;
  const runners = index % 7 === 3 ? 2 : 1;
  const way = `${name}, ${down ? "down" : "up"}, ${ending} after ${after} ms of ${runners}`;
  const subject = await Subject.open(places, format, files);
  try {
    if (down) expect((await subject.run("up")).failure, way).toBeUndefined();
    const command = down ? ["down", "--steps", "3"] : ["up"];
    const killed = await subject.kill({ command, ending, after, runners });
    const unfinished = await settle(subject, way);
    expect(await settle(subject, way), way).toBe(0);
    expect((await subject.run("up")).failure, way).toBeUndefined();
    expect([...(await subject.log()).values()], way).toEqual([all, all, all]);
    expect(
      (await subject.statuses()).map(({ state }) => state),
      way,
    ).toEqual(all.map(() => "applied"));
    expect(await subject.query("SELECT to_regclass('lockkeeper_journal')"), way).toEqual([[null]]);
    return { killed, unfinished };
  } finally {
    await subject.dispose();
  }
}

for (const part of asked.split(",")) {
  const [kind, count] = part.split(":");
  if (kind !== "server" && kind !== "embedded" && kind !== "container")
    throw new Error(`LOCKKEEPER_KILLS: ${part} is not server:COUNT, embedded:COUNT or container:COUNT.`);
  const kills = Number(count);
  it(`of ${kills} kills on ${kind} none is lost`, { timeout: 600_000 + kills * 30_000 }, async (context) => {
    const places = await placesOf(kind);
    if (places === undefined) return context.skip("no container engine");
    const names = Object.keys(ways);
    const table = new Map(names.map((name) => [name, { kills: 0, unfinished: 0 }]));
    const numbers = random(kind);
    try {
      for (let index = 0; index < kills; index += 1) {
        const name = names[index % names.length] ?? "";
        const done = await killOnce(places, name, index, numbers.next().value as number);
        const row = table.get(name);
        if (row === undefined) continue;
        row.kills += done.killed ? 1 : 0;
        row.unfinished += done.unfinished;
      }
    } finally {
      await places.dispose();
    }
    console.table(Object.fromEntries(table));
  });
}
