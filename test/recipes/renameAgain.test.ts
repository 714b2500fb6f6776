import { afterEach, describe, expect, it } from "vitest";
import type pg from "pg";
import { freshDatabase, testedMajors, type Database } from "../support/servers.ts";
import { fingerprint, type Fingerprint } from "./fingerprint.ts";
import { cases, rolledOut, type Case } from "./renameCases.ts";
import { send } from "./send.ts";

let database: Database | undefined;
afterEach(() => database?.dispose());

async function prepared(given: Case, major: (typeof testedMajors)[number]): Promise<pg.Client> {
  database = await freshDatabase(major);
  const client = await database.connect();
  const { finished } = rolledOut(given);
  const [first] = finished.analysis.migrations;
  if (first !== undefined) await send(client, finished, first, "up");
  if (given.seed !== undefined) await client.query(given.seed);
  return client;
}

describe("a rename goes back and up again from every point", () => {
  const all = Object.entries(cases).flatMap(([name, given]) =>
    testedMajors.map((major) => ({ name, given, major })),
  );

  it.each(all)("$name, PostgreSQL $major", async ({ given, major }) => {
    const { open, finished } = rolledOut(given);
    const client = await prepared(given, major);
    const steps = finished.analysis.migrations.slice(1);
    const expanded = open.analysis.migrations.length - 1;
    const points: Fingerprint[] = [await fingerprint(client)];
    for (const step of steps) {
      await send(client, finished, step, "up");
      points.push(await fingerprint(client));
    }
    // From the end back to every point and up again; with each, the whole way in between is walked as well.
    for (let point = steps.length - 1; point >= 0; point--) {
      for (const step of steps.slice(point).reverse()) await send(client, finished, step, "down");
      // Within a phase what is attached or the old column is on its way back; at its beginning all is as it was.
      if (point === expanded || point === 0)
        expect(await fingerprint(client), `down to ${point}`).toEqual(points[point]);
      for (const step of steps.slice(point)) await send(client, finished, step, "up");
      expect(await fingerprint(client), `down to ${point} and up again`).toEqual(points[steps.length]);
    }
    // One step back and up again, from every point on the way back.
    for (const step of [...steps].reverse()) {
      await send(client, finished, step, "down");
      await send(client, finished, step, "up");
      await send(client, finished, step, "down");
    }
    expect(await fingerprint(client)).toEqual(points[0]);
  });
});
