import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { recipeCalled } from "./projects.ts";
import { textFaults, workUnderLocks } from "./prover.ts";
import { cases, original, rolledOut, type RetypeCase } from "./retypeCases.ts";
import { send, sendAgain } from "./send.ts";
import { walkBackAndForth } from "./walks.ts";

const recipe = recipeCalled("change-column-type-by-dual-write");
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
    const { client: expected } = await begun({ project: plain, seed: given.seed, major });
    await send(expected, plain, plain.last, "up");
    const { client } = await begun({ project: finished, seed: given.seed, major });
    for (const step of finished.analysis.migrations.slice(1)) await send(client, finished, step, "up");
    expect(await fingerprint(client)).toEqual(await fingerprint(expected));
  });

  it.each(all)(
    "$name: nothing is found in any file, nor done under a lock, nor more when sent twice, PostgreSQL $major",
    async ({ given, major }) => {
      const { finished } = rolledOut(given);
      // What references the key is the user's next change: it is said of the original just so.
      const faults = textFaults(recipe, original(given), finished);
      expect(faults.filter((fault) => !fault.includes("foreign-key-narrower-than-key"))).toEqual([]);
      const { client } = await begun({ project: finished, seed: given.seed, major });
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
  it.each(all)("$name, PostgreSQL $major", async ({ name, given, major }) => {
    const { open, finished } = rolledOut(given);
    const { client } = await begun({ project: finished, seed: given.seed, major });
    await walkBackAndForth({
      client,
      project: finished,
      expanded: open.analysis.migrations.length - 1,
      look: async (point) => {
        const now = await fingerprint(client);
        // What stands aside is filled again on the way back, and its rows may be others in between.
        return point === 0 ? now : now.catalog;
      },
      ...(name === "everything on it" ? { every: true } : {}),
    });
  });
});
