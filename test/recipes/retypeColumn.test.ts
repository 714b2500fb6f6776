import { afterEach, describe, expect, it } from "vitest";
import type pg from "pg";
import { freshDatabase, testedMajors, type Database, type Major } from "../support/servers.ts";
import { fingerprint } from "./fingerprint.ts";
import { recipeCalled, type TestProject } from "./projects.ts";
import { textFaults, workUnderLocks } from "./prover.ts";
import { cases, original, rolledOut, type RetypeCase } from "./retypeCases.ts";
import { send, sendAgain } from "./send.ts";

const recipe = recipeCalled("change-column-type-by-dual-write");
const databases: Database[] = [];
afterEach(() => Promise.all(databases.splice(0).map((database) => database.dispose())));

async function prepared(given: RetypeCase, project: TestProject, major: Major): Promise<pg.Client> {
  const database = await freshDatabase(major);
  databases.push(database);
  const client = await database.connect();
  const [first] = project.analysis.migrations;
  if (first !== undefined) await send(client, project, first, "up");
  await client.query(given.seed);
  return client;
}

const all = Object.entries(cases).flatMap(([name, given]) =>
  testedMajors.map((major) => ({ name, given, major })),
);
const tools = ["golang-migrate", "goose", "diesel", "sqlx", "prisma", "flyway", "plain"].flatMap((format) =>
  ["a serial primary key with foreign keys to it", "everything on it"].map((name) => ({
    name: `${name}, as ${format} sends it`,
    given: { ...cases[name], format } as RetypeCase,
    major: 18 as const,
  })),
);

describe("the change of type by dual write ends where ALTER COLUMN TYPE does", () => {
  it.each([...all, ...tools])("$name, PostgreSQL $major", async ({ given, major }) => {
    const { finished } = rolledOut(given);
    const plain = original(given);
    const expected = await prepared(given, plain, major);
    await send(expected, plain, plain.last, "up");
    const client = await prepared(given, finished, major);
    for (const step of finished.analysis.migrations.slice(1)) await send(client, finished, step, "up");
    expect(await fingerprint(client)).toEqual(await fingerprint(expected));
  });

  it.each(all)(
    "$name: nothing is found in any file, nor done under a lock, nor more when sent twice, PostgreSQL $major",
    async ({ given, major }) => {
      const { finished } = rolledOut(given);
      expect(textFaults(recipe, original(given), finished)).toEqual([]);
      const client = await prepared(given, finished, major);
      for (const step of finished.analysis.migrations.slice(1)) {
        expect((await workUnderLocks(client, finished, step)) ?? []).toEqual([]);
        await send(client, finished, step, "up");
        const once = await fingerprint(client);
        const isLast = step === finished.last;
        if (!isLast && !/exchanged/.test(step.migration.name)) await sendAgain(client, finished, step);
        expect(await fingerprint(client)).toEqual(once);
      }
    },
  );
});

describe("a change of type goes back and up again from every point", () => {
  it.each(all)("$name, PostgreSQL $major", async ({ given, major }) => {
    const { open, finished } = rolledOut(given);
    const client = await prepared(given, finished, major);
    const steps = finished.analysis.migrations.slice(1);
    const expanded = open.analysis.migrations.length - 1;
    const before = await fingerprint(client);
    const catalogs: unknown[] = [before.catalog];
    for (const step of steps) {
      await send(client, finished, step, "up");
      catalogs.push((await fingerprint(client)).catalog);
    }
    // From the end back to every point and up again; with each, the whole way in between is walked as well.
    for (let point = steps.length - 1; point >= 0; point--) {
      for (const step of steps.slice(point).reverse()) await send(client, finished, step, "down");
      const now = await fingerprint(client);
      if (point === expanded || point === 0) expect(now.catalog, `down to ${point}`).toEqual(catalogs[point]);
      if (point === 0) expect(now.data).toEqual(before.data);
      for (const step of steps.slice(point)) await send(client, finished, step, "up");
      expect((await fingerprint(client)).catalog, `down to ${point} and up again`).toEqual(
        catalogs[steps.length],
      );
    }
    // One step back and up again, from every point on the way back.
    for (const step of [...steps].reverse()) {
      await send(client, finished, step, "down");
      await send(client, finished, step, "up");
      await send(client, finished, step, "down");
    }
    const end = await fingerprint(client);
    expect(end).toEqual(before);
    // Back from every point on the way up.
    for (let phase = 1; phase <= steps.length; phase++) {
      for (const step of steps.slice(0, phase)) await send(client, finished, step, "up");
      for (const step of steps.slice(0, phase).reverse()) await send(client, finished, step, "down");
      expect(await fingerprint(client), `after phase ${phase}`).toEqual(before);
    }
  });
});
