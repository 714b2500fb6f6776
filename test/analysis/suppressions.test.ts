import { describe, expect, it } from "vitest";
import { analyseScripts } from "../support/analyse.ts";

const before = "CREATE TABLE users (id bigint PRIMARY KEY, name text); CREATE TABLE orders (id int);";

/** Rule and underlined text of every finding in one migration after `before`, but for lock timeouts. */
async function findings(
  sql: string,
  rules: Readonly<Record<string, "off">> = { "missing-lock-timeout": "off" },
) {
  const { migrations } = await analyseScripts([{ sql: before }, { sql }], { rules });
  const statements = migrations[1]?.sections[0]?.statements ?? [];
  return statements.flatMap(({ span, findings: found }) =>
    found.map((each) => ({
      rule: each.rule,
      at: sql.slice(span.start + each.span.start, span.start + each.span.end),
      message: each.message,
    })),
  );
}

const rulesIn = async (sql: string) => (await findings(sql)).map(({ rule }) => rule);

describe("lockkeeper-ignore", () => {
  it("accepts a finding of the statement below, with a reason", async () => {
    expect(await rulesIn("DROP TABLE users;")).toEqual(["drops-table"]);
    expect(await rulesIn("-- lockkeeper-ignore drops-table: nobody uses it\nDROP TABLE users;")).toEqual([]);
    expect(await rulesIn("  --lockkeeper-ignore drops-table:x\r\n\r\n-- more\r\nDROP TABLE users;")).toEqual(
      [],
    );
  });

  it("accepts nothing of other statements", async () => {
    const sql = "-- lockkeeper-ignore drops-table: nobody uses it\nDROP TABLE users;\nDROP TABLE orders;";
    const rules = (await findings(sql)).map(({ rule }) => rule);
    expect(rules).toEqual(["drops-table", "locks-several-tables"]);
  });

  it("takes several rules", async () => {
    const sql = "UPDATE users SET name = '';\nDELETE FROM orders;";
    expect(await rulesIn(sql)).toEqual(["update-without-where", "delete-without-where"]);
    const both =
      "-- lockkeeper-ignore drops-column, adds-required-column: agreed\nALTER TABLE users DROP COLUMN name, ADD COLUMN mail text NOT NULL;";
    expect(await rulesIn(both)).toEqual([]);
  });

  it("needs a reason", async () => {
    for (const comment of ["-- lockkeeper-ignore drops-table", "-- lockkeeper-ignore drops-table:  "]) {
      const found = await findings(`${comment}\nDROP TABLE users;`);
      expect(found.map(({ rule }) => rule)).toEqual(["drops-table", "suppression-without-reason"]);
      expect(found[1]?.at.trim()).toBe(comment.trim());
    }
  });

  it("names rules that exist", async () => {
    const [first, second] = await findings("-- lockkeeper-ignore drop-table: typing\nDROP TABLE users;");
    expect([first?.rule, second?.rule]).toEqual(["drops-table", "unknown-rule"]);
    expect(second?.message).toContain("drop-table");
  });

  it("is reported where it accepts nothing", async () => {
    const found = await findings("-- lockkeeper-ignore drops-table: old\nSELECT 1;");
    expect(found.map(({ rule }) => rule)).toEqual(["unused-suppression"]);
  });

  it("is reported behind the last statement too", async () => {
    expect(await rulesIn("SELECT 1;\n-- lockkeeper-ignore drops-table: old\n")).toEqual([
      "unused-suppression",
    ]);
  });

  it("is no comment inside a string", async () => {
    expect(await rulesIn("SELECT '\n-- lockkeeper-ignore drops-table: no\n'; DROP TABLE users;")).toEqual([
      "drops-table",
    ]);
  });
});

describe("lockkeeper-ignore-file", () => {
  it("accepts findings of the whole file", async () => {
    const sql = "-- lockkeeper-ignore-file drops-table: they go\nDROP TABLE users;\nDROP TABLE orders;";
    expect(await rulesIn(sql)).toEqual(["locks-several-tables"]);
  });

  it("needs a reason, a rule that exists, and something to accept", async () => {
    expect(await rulesIn("-- lockkeeper-ignore-file drops-table\nDROP TABLE users;")).toEqual([
      "drops-table",
      "suppression-without-reason",
    ]);
    expect(await rulesIn("-- lockkeeper-ignore-file nothing: x\nSELECT 1;")).toEqual(["unknown-rule"]);
    expect(await rulesIn("-- lockkeeper-ignore-file drops-table: x\nSELECT 1;")).toEqual([
      "unused-suppression",
    ]);
  });
});
