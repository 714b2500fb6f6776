import { describe, expect, it } from "vitest";
import { testedMajors, type Major } from "../support/servers.ts";
import { begun } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { textFaults, workUnderLocks } from "./prover.ts";
import { send, sendAgain } from "./send.ts";

const recipe = recipeCalled("domain-check-not-valid");
const before = `CREATE SCHEMA "App"; CREATE DOMAIN "App"."E mail" AS text CHECK (VALUE <> '');
  CREATE TABLE "App"."U ""1""" (id bigint PRIMARY KEY, "addr ess" "App"."E mail", second "App"."E mail") PARTITION BY RANGE (id);
  CREATE TABLE one PARTITION OF "App"."U ""1""" FOR VALUES FROM (0) TO (1000);
  CREATE TABLE rest PARTITION OF "App"."U ""1""" DEFAULT;
  CREATE TABLE parent (v "App"."E mail"); CREATE TABLE child () INHERITS (parent);`;
const seed = `INSERT INTO "App"."U ""1""" SELECT g, 'a@' || g, nullif('b@' || g, 'b@7') FROM generate_series(1, 3000) g; INSERT INTO child VALUES ('x@y');
  CREATE MATERIALIZED VIEW m AS SELECT id, second FROM "App"."U ""1"""`;
const up = `ALTER DOMAIN "App"."E mail" ADD /* why */ CHECK (VALUE LIKE '%@%' AND length(VALUE) > 2); -- so`;
const down = `ALTER DOMAIN "App"."E mail" DROP CONSTRAINT "E mail_check1";`;

function project(change: string, setUp = before, back = "SELECT 1;", format = "dbmate"): TestProject {
  return TestProject.of(format, [
    { name: "before", up: setUp, down: "SELECT 1;", autocommit: false },
    { name: "change", up: change, down: back, autocommit: false },
  ]);
}

const tools = ["dbmate", "goose", "golang-migrate", "flyway"] as const;
const original = (tool: string): TestProject => project(up, before, down, tool);
const rewritten = (tool: string): TestProject => original(tool).with(planned(original(tool).rewrite(recipe)));

describe("a CHECK of a domain is proven while writes go on", () => {
  const all = tools.flatMap((tool) =>
    testedMajors.filter((major) => tool === "dbmate" || major === 18).map((major) => ({ tool, major })),
  );

  it.each(all)("and ends as it does, but for the mark: $tool, PostgreSQL $major", async ({ tool, major }) => {
    const after = rewritten(tool);
    expect(textFaults(recipe, original(tool), after)).toEqual([]);
    const { client } = await begun({ project: after, seed, major });
    const start = await fingerprint(client);
    const steps = after.analysis.migrations.slice(1);
    for (const step of steps) {
      expect((await workUnderLocks(client, after, step)) ?? []).toEqual([]);
      await send(client, after, step, "up");
      await sendAgain(client, after, step);
    }
    await expect(client.query(`INSERT INTO parent VALUES ('none')`)).rejects.toThrow(/E mail_check1/);
    expect(unmarked(await fingerprint(client))).toEqual(await originalEnd(tool, major));
    if (!after.format.hasDown) return;
    for (const step of [...steps].reverse()) await send(client, after, step, "down");
    expect(await fingerprint(client)).toEqual(start);
  });

  it.each(
    testedMajors.flatMap((major) =>
      [
        `UPDATE "App"."U ""1""" SET second = 'none' WHERE id = 2000`,
        `UPDATE "App"."U ""1""" SET "addr ess" = '@' WHERE id = 2`,
        "INSERT INTO child VALUES ('x')",
        "INSERT INTO parent VALUES ('x')",
      ].map((bad) => ({ major, bad })),
    ),
  )("finds the row of $bad, PostgreSQL $major", async ({ major, bad }) => {
    const after = rewritten("dbmate");
    const { client, home } = await begun({ project: after, seed, major });
    const [add, prove] = after.analysis.migrations.slice(1);
    if (add === undefined || prove === undefined) throw new Error("the plan has two migrations");
    const writer = await home.connect();
    // It began to write before the constraint was there, and ends after it.
    await writer.query(`BEGIN; ${bad}`);
    await send(client, after, add, "up");
    const proof = send(client, after, prove, "up");
    const failed = expect(proof).rejects.toThrow(/violates the constraint/);
    await writer.query("SELECT pg_sleep(0.3); COMMIT");
    await failed;
  });

  async function originalEnd(tool: string, major: Major) {
    const plain = original(tool);
    const { client } = await begun({ project: plain, seed, major });
    await send(client, plain, plain.last, "up");
    return unmarked(await fingerprint(client));
  }
});

/** Without the mark, which is the difference that stays. */
function unmarked(found: Awaited<ReturnType<typeof fingerprint>>) {
  const constraints = (found.catalog["constraints"] ?? []).map((line) =>
    line.includes("E mail_check1") ? line.replace(" NOT VALID", "").replace(/ false$/, " true") : line,
  );
  return { ...found, catalog: { ...found.catalog, constraints } };
}

describe("a CHECK of a domain says in words what it cannot do", () => {
  const simple = "CREATE DOMAIN d AS int; CREATE TABLE t (id int PRIMARY KEY, v d);";
  it.each([
    ["SET NOT NULL", simple, "ALTER DOMAIN d SET NOT NULL;", /cannot be added NOT VALID/],
    [
      "a search path",
      `CREATE SCHEMA s; ${simple}`,
      "SET search_path = public, s; ALTER DOMAIN d ADD CHECK (value > 0);",
      /search path/,
    ],
    [
      "a domain of the domain",
      `${simple} CREATE DOMAIN e AS d; CREATE TABLE u (v e);`,
      "ALTER DOMAIN d ADD CHECK (value > 0);",
      /only a part/,
    ],
    [
      "both at once",
      simple,
      "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0 OR VALUE IS NULL);",
      undefined,
    ],
  ])("%s", (_name, setUp, change, words) => {
    const result = project(change, setUp).rewrite(recipe);
    if (words === undefined) expect(result).not.toHaveProperty("refused");
    else expect(result).toHaveProperty("refused", expect.stringMatching(words));
  });

  it.each([
    ["no table has it", "CREATE DOMAIN d AS int;", "ALTER DOMAIN d ADD CHECK (value > 0);"],
    ["it is NOT VALID already", simple, "ALTER DOMAIN d ADD CHECK (value > 0) NOT VALID;"],
    [
      "it is validated",
      simple,
      "ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0) NOT VALID; ALTER DOMAIN d VALIDATE CONSTRAINT c;",
    ],
  ])("is not offered where %s", (_name, setUp, change) => {
    expect(project(change, setUp).firstFor(recipe)).toBe(-1);
  });
});
