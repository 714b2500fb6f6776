import { describe, expect, it } from "vitest";
import type { StatementAnalysis } from "../../server/src/analysis/analysis.ts";
import type { TransactionMode } from "../../server/src/formats/format.ts";
import { analyseScripts } from "../support/analyse.ts";

const before = "CREATE TABLE a (id int PRIMARY KEY, x int); CREATE TABLE b (id int PRIMARY KEY, x int);";
const lockA = "ALTER TABLE a ADD COLUMN y int";
const lockB = "ALTER TABLE b ADD COLUMN y int";
const concurrently = "CREATE INDEX CONCURRENTLY a_x ON a (x)";
const exclusive = (name: string) => `ACCESS EXCLUSIVE on public.${name}`;

/** Each statement of one migration after `before`: what it still holds, and how it fails, on PostgreSQL 17. */
async function told(transaction: TransactionMode, ...statements: readonly string[]) {
  const sql = `${statements.join(";\n")};\n`;
  const { migrations } = await analyseScripts([{ sql: before }, { sql, transaction }], { majors: [17] });
  return (migrations[1]?.sections[0]?.statements ?? []).map((each) => ({
    held: [...entryOf(each).held].map(({ relation, mode }) => `${mode} on ${relation.name}`),
    fails: entryOf(each).effects.fails?.sqlstate,
    effects: entryOf(each).effects,
  }));
}

function entryOf({ entries }: StatementAnalysis) {
  const entry = entries.get(17);
  if (entry === undefined) throw new Error("There is no entry for 17.");
  return entry;
}

const heldBy = async (mode: TransactionMode, ...statements: readonly string[]) =>
  (await told(mode, ...statements)).map(({ held }) => held);
const failures = async (mode: TransactionMode, ...statements: readonly string[]) =>
  (await told(mode, ...statements)).map(({ fails }) => fails);

describe("locks held from earlier statements", () => {
  it.each(["single", "all-pending", "implicit"] as const)(
    "stay until the end of the file when sent as %s",
    async (mode) => {
      expect(await heldBy(mode, lockA, lockB, "SELECT 1")).toEqual([
        [],
        [exclusive("a")],
        [exclusive("a"), exclusive("b")],
      ]);
    },
  );

  it("end with each statement in autocommit", async () => {
    expect(await heldBy("autocommit", lockA, lockB)).toEqual([[], []]);
  });

  it("stay between BEGIN and COMMIT in autocommit, and go with ROLLBACK", async () => {
    for (const end of ["COMMIT", "ROLLBACK", "END", "ABORT"]) {
      expect(await heldBy("autocommit", "BEGIN", lockA, lockB, end, "SELECT 1")).toEqual([
        [],
        [],
        [exclusive("a")],
        [exclusive("a"), exclusive("b")],
        [],
      ]);
    }
  });

  it("are the strongest that each relation has seen", async () => {
    const [, , last] = await heldBy("single", "SELECT * FROM a", lockA, "SELECT * FROM a");
    expect(last).toEqual([exclusive("a")]);
    const [, second] = await heldBy("single", "LOCK TABLE a IN SHARE MODE", "SELECT 1");
    expect(second).toEqual(["SHARE on public.a"]);
  });

  it("do not count on what the transaction itself made", async () => {
    expect(await heldBy("single", "CREATE TABLE c ()", "ALTER TABLE c ADD COLUMN x int", "SELECT 1")).toEqual(
      [[], [], []],
    );
  });

  it("of a statement that fails are none", async () => {
    expect(await heldBy("single", "ALTER TABLE a DROP COLUMN nothing", "SELECT 1")).toEqual([[], []]);
  });
});

describe("a transaction block", () => {
  it.each([
    ["single", [concurrently], ["25001"]],
    ["all-pending", [concurrently], ["25001"]],
    ["implicit", [concurrently], [undefined]],
    ["implicit", ["SELECT 1", concurrently], [undefined, "25001"]],
    ["autocommit", ["SELECT 1", concurrently], [undefined, undefined]],
    ["autocommit", ["BEGIN", concurrently, "COMMIT"], [undefined, "25001", undefined]],
    [
      "autocommit",
      ["BEGIN", "SELECT 1", "COMMIT", concurrently],
      [undefined, undefined, undefined, undefined],
    ],
    // What follows COMMIT in the same string is the next implicit block.
    ["implicit", ["SELECT 1", "COMMIT", concurrently], [undefined, undefined, "25001"]],
    ["single", ["SELECT 1", "COMMIT", concurrently], [undefined, undefined, "25001"]],
    ["implicit", ["BEGIN", "COMMIT", concurrently], [undefined, undefined, "25001"]],
    ["autocommit", ["BEGIN", "COMMIT AND CHAIN", concurrently], [undefined, undefined, "25001"]],
  ] as const)("%s: %j", async (mode, statements, expected) => {
    expect(await failures(mode, ...statements)).toEqual(expected);
  });

  it("that is rolled back changes nothing", async () => {
    expect(
      await failures(
        "autocommit",
        "BEGIN",
        "CREATE TABLE c ()",
        "DROP TABLE b CASCADE",
        "ROLLBACK",
        "DROP TABLE b",
        "CREATE TABLE c ()",
      ),
    ).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  it("rolled back in a string takes back all of the string before it", async () => {
    expect(await failures("implicit", "CREATE TABLE c ()", "ROLLBACK", "CREATE TABLE c ()")).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(await failures("implicit", "CREATE TABLE c ()", "COMMIT", "CREATE TABLE c ()")).toEqual([
      undefined,
      undefined,
      "42P07",
    ]);
  });
});

describe("a savepoint", () => {
  it("gives back the catalog", async () => {
    expect(
      await failures(
        "single",
        "CREATE TABLE c ()",
        "SAVEPOINT s",
        "CREATE TABLE d ()",
        "ROLLBACK TO s",
        "CREATE TABLE d ()",
        "DROP TABLE c",
      ),
    ).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  it("gives back the locks that came after it, and no others", async () => {
    expect(
      await heldBy("single", lockA, "SAVEPOINT s", lockB, "ROLLBACK TO SAVEPOINT s", "SELECT 1"),
    ).toEqual([[], [exclusive("a")], [exclusive("a")], [exclusive("a"), exclusive("b")], [exclusive("a")]]);
  });

  it("can be returned to again, is forgotten by RELEASE, and may be hidden by a newer one", async () => {
    expect(
      await failures(
        "single",
        "SAVEPOINT s",
        "CREATE TABLE c ()",
        "ROLLBACK TO s",
        "CREATE TABLE c ()",
        "ROLLBACK TO s",
        "CREATE TABLE c ()",
      ),
    ).toEqual(Array(6).fill(undefined));
    expect(
      await failures(
        "single",
        "SAVEPOINT s",
        "CREATE TABLE c ()",
        "SAVEPOINT s",
        "CREATE TABLE d ()",
        "ROLLBACK TO s",
        "DROP TABLE c",
        "ROLLBACK TO s",
        "RELEASE s",
        "ROLLBACK TO s",
        "CREATE TABLE c ()",
      ),
    ).toEqual(Array(10).fill(undefined));
    const [, , , kept] = await heldBy("single", "SAVEPOINT s", lockA, "RELEASE s", "SELECT 1");
    expect(kept).toEqual([exclusive("a")]);
  });
});

describe("SET LOCAL", () => {
  const waits = async (transaction: TransactionMode, ...statements: readonly string[]) => {
    const sql = `${statements.join(";\n")};\n`;
    const { migrations } = await analyseScripts([{ sql: before }, { sql, transaction }]);
    return migrations[1]?.sections[0]?.statements.flatMap(({ statement, findings }) =>
      findings.some(({ rule }) => rule === "missing-lock-timeout") ? [statement.text] : [],
    );
  };

  it("lasts to the end of its transaction", async () => {
    expect(await waits("single", "SET LOCAL lock_timeout = '5s'", lockA, lockB)).toEqual([]);
    expect(
      await waits("autocommit", "BEGIN", "SET LOCAL lock_timeout = '5s'", lockA, "COMMIT", lockB),
    ).toEqual([lockB]);
    expect(await waits("autocommit", "SET LOCAL lock_timeout = '5s'", lockA)).toEqual([lockA]);
  });

  it.each([
    ["single", undefined],
    ["implicit", undefined],
    ["all-pending", "5s"],
  ] as const)("of a file sent as %s is %s in the next file of the run only", async (transaction, left) => {
    const sql = "SET LOCAL lock_timeout = '5s'; SELECT 1";
    const { migrations } = await analyseScripts([
      { sql: before },
      { sql, transaction },
      { sql: lockA, transaction },
    ]);
    expect(migrations[2]?.left.before.get(17)?.get("lock_timeout")?.value).toBe(left);
    expect(migrations[2]?.before.get(17)?.get("localSetting", "lock_timeout")).toBeUndefined();
  });

  it("is taken back by ROLLBACK TO, as SET is", async () => {
    for (const set of ["SET LOCAL", "SET"]) {
      const statements = ["SAVEPOINT s", `${set} lock_timeout = '5s'`, "ROLLBACK TO s", lockA];
      expect(await waits("single", ...statements)).toEqual([lockA]);
    }
  });

  it("is not SET, which stays", async () => {
    expect(await waits("autocommit", "SET lock_timeout = '5s'", lockA, lockB)).toEqual([]);
    expect(await waits("autocommit", "SET lock_timeout = 0", lockA)).toEqual([lockA]);
    expect(await waits("autocommit", "SET lock_timeout = '5s'", "RESET lock_timeout", lockA)).toEqual([
      lockA,
    ]);
  });

  it("of the search path decides which table is meant", async () => {
    const sql =
      "CREATE SCHEMA app; CREATE TABLE app.a (id int); SET LOCAL search_path = app; ALTER TABLE a ADD COLUMN own int; RESET search_path; ALTER TABLE app.a DROP COLUMN own;";
    const { migrations } = await analyseScripts([{ sql: before }, { sql }], { majors: [17] });
    expect(migrations[1]?.sections[0]?.statements.map((each) => entryOf(each).effects.fails)).toEqual(
      Array(6).fill(undefined),
    );
  });
});
