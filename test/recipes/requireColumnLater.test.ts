import { describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { finishedRollout } from "./finishedRollout.ts";
import { fingerprint } from "./fingerprint.ts";
import { recipeCalled, TestProject } from "./projects.ts";
import { textFaults } from "./prover.ts";
import { send, sendAgain } from "./send.ts";

/*
 * A required column whose values only the application knows: nothing fails before it has filled them, NOT NULL comes no
 * sooner, and the end is that of the statement on an empty table.
 */

const recipe = recipeCalled("require-column-later");
const nasty = `"App ""1"""."T 🚰"`;
const draft = (name: string, up: string, down = "SELECT 1;") => ({ name, up, down, autocommit: false });

function project(format: string, add: string): TestProject {
  return TestProject.of(format, [
    draft("before", `CREATE SCHEMA "App ""1"""; CREATE TABLE ${nasty} (id bigserial PRIMARY KEY, a text);`),
    draft(
      "change",
      `CREATE TABLE x (id int); ${add}`,
      `ALTER TABLE ${nasty} DROP COLUMN "new"; DROP TABLE x;`,
    ),
  ]);
}

const add = `ALTER TABLE ${nasty} ADD COLUMN "new" varchar(20) COLLATE "C" NOT NULL;`;
const seed = `INSERT INTO ${nasty} (a) SELECT g FROM generate_series(1, 900) g;`;

function rolledOut(format: string) {
  const original = project(format, add);
  return { original, ...finishedRollout(original, recipe) };
}

const runs = [
  ...testedMajors.map((major) => ({ format: "dbmate", major })),
  ...["golang-migrate", "goose", "diesel", "sqlx", "flyway", "prisma"].map((format) => ({
    format,
    major: 18 as const,
  })),
];

describe("a required column that the application fills", () => {
  it.each(runs)("as $format sends it, PostgreSQL $major", async ({ format, major }) => {
    const { original, finished } = rolledOut(format);
    expect(textFaults(recipe, original, finished)).toEqual([]);
    const { client: expected } = await begun({ project: original, major });
    await send(expected, original, original.last, "up");

    const { client } = await begun({ project: finished, seed, major });
    const before = await fingerprint(client);
    const [expand, ...end] = finished.analysis.migrations.slice(1);
    const [refuse] = end;
    if (expand === undefined || refuse === undefined) throw new Error("The plan has no end.");
    await send(client, finished, expand, "up");
    await client.query(`INSERT INTO ${nasty} (a) VALUES ('by the old version')`);
    await expect(send(client, finished, refuse, "up")).rejects.toThrow(/every row holds a value in new/);
    await client.query(`UPDATE ${nasty} SET "new" = 'filled' WHERE "new" IS NULL`);
    for (const step of end) {
      await send(client, finished, step, "up");
      const once = await fingerprint(client);
      await sendAgain(client, finished, step);
      expect(await fingerprint(client)).toEqual(once);
    }
    await expect(client.query(`INSERT INTO ${nasty} (a) VALUES ('late')`)).rejects.toThrow(/not-null/);
    expect((await fingerprint(client)).catalog).toEqual((await fingerprint(expected)).catalog);
    if (!finished.format.hasDown) return;
    for (const step of [expand, ...end].reverse()) await send(client, finished, step, "down");
    await client.query(`DELETE FROM ${nasty} WHERE id > 900`);
    expect((await fingerprint(client)).catalog).toEqual(before.catalog);
  });

  it.each<[string, string, RegExp]>([
    ["more than NOT NULL", add.replace("NOT NULL", "NOT NULL UNIQUE"), /more than its type and NOT NULL/],
    [
      "a domain with constraints",
      `CREATE DOMAIN d AS text CHECK (value <> ''); ALTER TABLE ${nasty} ADD COLUMN "new" d NOT NULL;`,
      /domain with constraints/,
    ],
  ])("is refused with %s", (_name, text, message) => {
    const result = project("dbmate", text).rewrite(recipe);
    expect("refused" in result ? result.refused : "planned").toMatch(message);
  });
});
