import { describe, expect, it } from "vitest";
import { analyseScripts } from "../support/analyse.ts";
import { peerRules } from "../../server/src/analysis/peerRules.ts";
import { rules } from "../../server/src/rules/index.ts";

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

describe("a comment about the migration as a whole", () => {
  const up = "CREATE TABLE a (id int);";
  const withDown = { sql: before, down: "DROP TABLE users, orders;" };
  const whole = async (sql: string) => {
    const { migrations } = await analyseScripts([withDown, { sql }]);
    const found = migrations[1];
    return {
      rules: (found?.findings ?? []).map(({ rule }) => rule),
      accepted: (found?.accepted ?? []).map(({ finding, by, reason }) => [finding.rule, by, reason]),
      inStatements: (found?.sections ?? []).flatMap(({ statements }) =>
        statements.flatMap(({ findings: own }) => own.map(({ rule }) => rule)),
      ),
    };
  };

  it("accepts that there is no down, for the file or above its first statement", async () => {
    expect((await whole(up)).rules).toEqual(["missing-down"]);
    for (const scope of ["", "-file"])
      expect(await whole(`-- lockkeeper-ignore${scope} missing-down: forward only\n${up}`)).toEqual({
        rules: [],
        accepted: [["missing-down", "comment", "forward only"]],
        inStatements: [],
      });
    expect((await whole(`${up}\n-- lockkeeper-ignore-file missing-down: x\n`)).rules).toEqual([]);
  });

  it("has no effect without a reason of one's own", async () => {
    const sql = `-- lockkeeper-ignore missing-down: say why this is fine here\n${up}`;
    const found = await whole(sql);
    expect(found.rules).toEqual(["missing-down"]);
    expect(found.inStatements).toEqual(["suppression-without-reason"]);
  });

  it("is told where it is of no use", async () => {
    const sql = `-- lockkeeper-ignore missing-down: x\n${up}`;
    const { migrations } = await analyseScripts([withDown, { sql, down: "DROP TABLE a;" }]);
    const found = migrations[1]?.findings ?? [];
    expect(found.map(({ rule }) => rule)).toEqual(["unused-suppression"]);
  });
});

describe("comments of other linters", () => {
  const drop = "ALTER TABLE users DROP COLUMN name;";

  it.each([
    "-- squawk-ignore ban-drop-column",
    "-- squawk-ignore prefer-robust-stmts, ban-drop-column -- agreed",
    "/* squawk-ignore ban-drop-column */",
    "-- squawk-ignore",
    "-- squawk-ignore-file ban-drop-column",
    "-- pgfence-ignore: drop-column",
    "-- pgfence-ignore",
    "-- atlas:nolint destructive",
    "-- atlas:nolint DS103",
    "-- atlas:nolint",
    "-- pgt-ignore lint/safety/banDropColumn: agreed",
    "-- pgls-ignore lint/safety/banDropColumn",
    "-- eugene: ignore",
    "-- safety_assured",
    "-- safety_assured: agreed",
  ])("%s accepts what it is about", async (comment) => {
    expect(await rulesIn(drop)).toEqual(["drops-column"]);
    expect(await rulesIn(`${comment}\n${drop}`)).toEqual([]);
  });

  it.each([
    "-- squawk-ignore ban-drop-table",
    "-- squawk-ignore no-such-rule",
    "-- atlas:nolint data_depend",
    "-- eugene: ignore E2",
    "-- about squawk-ignore ban-drop-column",
    "SELECT '-- squawk-ignore';",
    "-- squawk-ignore ban-drop-column\nSELECT 1;",
  ])("%s accepts nothing else, and nothing is wrong with it", async (comment) => {
    expect(await rulesIn(`${comment}\n${drop}`)).toEqual(["drops-column"]);
  });

  it("gives the reason that stands there, else the comment", async () => {
    const reasons = async (comment: string) => {
      const { migrations } = await analyseScripts([{ sql: before }, { sql: `${comment}\n${drop}` }]);
      return migrations[1]?.sections[0]?.statements.flatMap(({ accepted = [] }) =>
        accepted.map(({ reason }) => reason),
      );
    };
    expect(await reasons("-- squawk-ignore ban-drop-column -- nobody reads it")).toContain("nobody reads it");
    expect(await reasons("-- pgls-ignore lint/safety/banDropColumn: nobody reads it")).toContain(
      "nobody reads it",
    );
    expect(await reasons("-- squawk-ignore ban-drop-column")).toContain("squawk-ignore ban-drop-column");
  });

  it("never accept what is certain to fail", async () => {
    expect(await rulesIn("-- squawk-ignore\nALTER TABLE users DROP COLUMN nowhere;")).toEqual([
      "fails-on-target",
    ]);
  });

  it("name rules of ours that exist", () => {
    const ours = new Set<string>(rules.map(({ id }) => id));
    const named = Object.values(peerRules).flat();
    expect(named.filter((id) => !ours.has(id))).toEqual([]);
    expect(named.length).toBeGreaterThan(50);
  });
});
