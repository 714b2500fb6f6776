import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { recipeCalled } from "./projects.ts";
import { textFaults, workUnderLocks } from "./prover.ts";
import { cases, original, rolledOut, type Case } from "./renameCases.ts";
import { send, sendAgain } from "./send.ts";

const recipe = recipeCalled("rename-column-by-dual-write");
const formats = ["dbmate", "golang-migrate", "goose", "diesel", "sqlx", "prisma", "flyway", "plain"];

describe("the rename by dual write ends where the RENAME does", () => {
  const all = Object.entries(cases).map(([name, given]) => ({ name, given, major: 18 as const }));
  const others = Object.entries(cases).flatMap(([name, given]) =>
    testedMajors.filter((major) => major !== 18).map((major) => ({ name, given, major })),
  );
  const tools = formats.map((format) => ({
    name: `as ${format} sends it`,
    given: { ...cases["everything on it"], format } as Case,
    major: 18 as const,
  }));

  const outside = (["goose", "flyway", "dbmate"] as const).map((format) => ({
    name: `out of a ${format} file without a transaction`,
    given: { ...cases["everything on it"], format, autocommit: true } as Case,
    major: 18 as const,
  }));

  it.each([...all, ...others, ...tools, ...outside])("$name, PostgreSQL $major", async ({ given, major }) => {
    const { finished } = rolledOut(given);
    const plain = original(given);
    const { client: expected } = await begun({ project: plain, seed: given.seed, major });
    await send(expected, plain, plain.last, "up");
    const { client } = await begun({ project: finished, seed: given.seed, major });
    for (const migration of finished.analysis.migrations.slice(1))
      await send(client, finished, migration, "up");
    expect(await fingerprint(client)).toEqual(await fingerprint(expected));
  });

  it.each(all)(
    "$name: nothing is found in any file, nor done under a lock, nor more when sent twice",
    async ({ given, major }) => {
      const { finished } = rolledOut(given);
      expect(textFaults(recipe, original(given), finished)).toEqual([]);
      const { client } = await begun({ project: finished, seed: given.seed, major });
      for (const migration of finished.analysis.migrations.slice(1)) {
        expect((await workUnderLocks(client, finished, migration)) ?? []).toEqual([]);
        await send(client, finished, migration, "up");
        const once = await fingerprint(client);
        await sendAgain(client, finished, migration);
        expect(await fingerprint(client)).toEqual(once);
      }
    },
  );
});
