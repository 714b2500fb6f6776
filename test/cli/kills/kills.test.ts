import { expect, it } from "vitest";
import { formats } from "../../../server/src/formats/index.ts";
import { askedKills, randomBelow } from "./asked.ts";
import { placesOf, type Places } from "./places.ts";
import { Subject, type Ending } from "./subject.ts";
import { steps, ways } from "./ways.ts";

/*
 * The program is ended at random moments of up, down, down to a version and redo, some of them watched, in every way a
 * tool sends a file, on each kind of database.
 * Each statement leaves something, so that what was done can be held against what the ledger says: nothing is recorded
 * that is not there, nothing is there that is not recorded or said to be unfinished, and nothing is done twice. Now and
 * then two programs run at once, or another session has the table locked: they wait, give up and try again.
 *
 *     LOCKKEEPER_KILLS=server:300,embedded:60 npx vitest run test/cli/kills      any number by hand
 *     LOCKKEEPER_KILLS=server:40 LOCKKEEPER_WAYS=golang npx vitest run test/cli/kills           some ways only
 */

const endings: readonly Ending[] = ["SIGKILL", "group", "SIGTERM", "SIGKILL", "SIGHUP"];
const all = steps.map(String);

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
  const unfinished = found.filter(({ state }) => state === "unfinished");
  // A ledger of one row may leave two open: if something is there of the later one, a run was on its way down from it.
  const last = unfinished.findLast(({ there }) => there.length > 0) ?? unfinished[0];
  return last && { ...last, others: unfinished.indexOf(last) };
}

/** Settles what is unfinished as its note offers, or by hand; gives how many migrations that were. */
async function settle(subject: Subject, way: string): Promise<number> {
  const found = await look(subject, way);
  if (found === undefined) return 0;
  const { version, m, there, came, others } = found;
  const log = await subject.log();
  // It goes no further until somebody has looked.
  expect((await subject.run("up")).failure, way).toMatchObject({ code: "dirty" });
  expect(await subject.log(), way).toEqual(log);
  if (there.length === all.length) await subject.repair("mark", version);
  else if (came?.least === came?.most && came?.least === 2) await subject.repair("finish", version);
  else {
    if (m !== 0) await subject.undo(m);
    if (others === 0) await subject.repair("unmark", version);
  }
  return 1 + (await settle(subject, way));
}

/** The ways back, by turns, for whoever can take back; some runs are watched statement by statement. */
async function commandOf(subject: Subject, back: boolean, turn: number): Promise<readonly string[]> {
  const watched = turn % 6 < 2 ? ["--observe"] : [];
  if (!back) return ["up", ...watched];
  const [first] = await subject.statuses();
  const ways = [
    ["down", "--steps", "3"],
    ["redo", "--steps", "3"],
    ["down", "--to", first?.version ?? ""],
  ];
  return [...(ways[Math.floor(turn / 2) % ways.length] ?? []), ...watched];
}

/** Gives whether the program was still at work, and how many migrations it left unfinished. */
async function killOnce(places: Places, name: string, index: number, of: number, after: number) {
  const [id, files] = ways[name] ?? ["", {}];
  const format = formats.find((one) => one.id === id);
  if (format === undefined) throw new Error(`There is no format ${id}.`);
  const round = Math.floor(index / of);
  const ending = places.crashes ? "crash" : (endings[index % endings.length] ?? "SIGKILL");
  const back = format.hasDown && (index + round) % 2 === 1;
  const runners = index % 7 === 3 ? 2 : 1;
  const held = index % 5 === 2;
  const subject = await Subject.open(places, format, files);
  try {
    if (back) expect((await subject.run("up")).failure, name).toBeUndefined();
    const command = await commandOf(subject, back, index + round);
    const way = `${name}, ${command.join(" ")}, ${ending} after ${after} ms of ${runners}${held ? ", held up" : ""}`;
    const killed = await subject.kill({ command, ending, after: held ? after * 3 : after, runners, held });
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

for (const kind of ["server", "embedded", "container", "crash"] as const) {
  const kills = askedKills(kind);
  if (kills === 0) continue;
  it(`of ${kills} kills on ${kind} none is lost`, { timeout: 600_000 + kills * 30_000 }, async (context) => {
    const places = await placesOf(kind);
    if (places === undefined) return context.skip(`nothing for ${kind} here`);
    const names = Object.keys(ways).filter((name) => name.includes(process.env["LOCKKEEPER_WAYS"] ?? ""));
    const table = new Map(names.map((name) => [name, { kills: 0, unfinished: 0 }]));
    // Milliseconds within which a run ends by itself.
    const numbers = randomBelow(kind === "embedded" ? 1_400 : 700);
    try {
      for (let index = 0; index < kills; index += 1) {
        const name = names[index % names.length] ?? "";
        const done = await killOnce(places, name, index, names.length, numbers.next().value);
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
