import { describe, expect, it } from "vitest";
import { flyway } from "../../server/src/formats/flyway.ts";
import { memoryTree } from "./trees.ts";

const modes = (files: Record<string, string>) => {
  const { migrations, problems } = flyway.read(memoryTree(files));
  const sections = migrations.flatMap((migration) => migration.sections);
  return { modes: sections.map(({ transaction }) => transaction), codes: problems.map(({ code }) => code) };
};
const index = "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);";

describe("flyway", () => {
  it("orders versions part by part as numbers, with undo as down and repeatable ones last", () => {
    const names = [
      "V10__c.sql",
      "V1_2__b.sql",
      "V1.1__a.sql",
      "U1_2__b.sql",
      "R__z.sql",
      "R__a.sql",
      "V2.sql",
      "v3__no.sql",
    ];
    const { migrations } = flyway.read(memoryTree(Object.fromEntries(names.map((name) => [name, ""]))));
    expect(migrations.map(({ version }) => version)).toEqual(["1.1", "1.2", "2", "10", "R__a", "R__z"]);
    expect(migrations[1]?.sections.map(({ direction, path }) => [direction, path])).toEqual([
      ["up", "V1_2__b.sql"],
      ["down", "U1_2__b.sql"],
    ]);
    expect(migrations.map(({ repeatable }) => repeatable === true)).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it("leaves the transaction for statements that it knows to need it, and for no others", () => {
    const alone = [
      index,
      "DROP INDEX CONCURRENTLY i;",
      "VACUUM;",
      "-- c\nALTER SYSTEM SET a = 1;",
      "REINDEX (VERBOSE) DATABASE d;",
    ];
    for (const sql of alone)
      expect(modes({ "V1__a.sql": sql })).toEqual({ modes: ["autocommit"], codes: [] });
    const inside = [
      "CREATE INDEX i ON t (a);",
      "REINDEX INDEX CONCURRENTLY i;",
      "ALTER TABLE p DETACH PARTITION q CONCURRENTLY;",
      "SELECT 'VACUUM';",
      "-- VACUUM\nSELECT 1;",
    ];
    for (const sql of inside) expect(modes({ "V1__a.sql": sql })).toEqual({ modes: ["single"], codes: [] });
  });

  it("says that a mixed file is refused, unless its configuration decides", () => {
    const sql = `CREATE TABLE t (a int);\n${index}`;
    expect(modes({ "V1__a.sql": sql })).toEqual({ modes: ["autocommit"], codes: ["mixed-statements"] });
    expect(modes({ "V1__a.sql": sql, "V1__a.sql.conf": "executeInTransaction=false\n" })).toEqual({
      modes: ["autocommit"],
      codes: [],
    });
    expect(modes({ "V1__a.sql": index, "V1__a.sql.conf": "# x\nexecuteInTransaction = true" })).toEqual({
      modes: ["single"],
      codes: [],
    });
  });

  it("reports an undo without its version, versions written two ways and baselines", () => {
    expect(modes({ "U1__a.sql": "" }).codes).toEqual(["down-without-up"]);
    expect(modes({ "V1__a.sql": "", "V1.0__b.sql": "" }).codes).toEqual(["duplicate-version"]);
    expect(modes({ "V1__a.sql": "", "B1__a.sql": "" }).codes).toEqual(["baseline-not-analysed"]);
  });

  it("sums lines without their ends, as Flyway does", () => {
    const sum = (text: string) =>
      flyway.ledger.checksum?.(new TextEncoder().encode(text), { version: "1", name: "" });
    // CRC-32's check value, 0xcbf43926 as a signed integer.
    expect(sum("123456789")).toBe("-873187034");
    expect(sum("\uFEFF1234\r\n56789\n")).toBe("-873187034");
    expect(sum("1234 56789")).not.toBe("-873187034");
    expect(sum("")).toBe("0");
  });

  it("writes beside the newest file, with the script's configuration where it must leave the transaction", () => {
    const project = flyway.read(memoryTree({ "a/V1__x.sql": "", "b/V2__y.sql": "", "R__z.sql": "" }));
    const draft = { name: "i", up: index, down: "DROP INDEX CONCURRENTLY i;", autocommit: true };
    const files = flyway.write([draft], project, "2026-01-01T00:00:00Z");
    expect(files.map(({ path }) => path)).toEqual([
      "b/V3__i.sql",
      "b/U3__i.sql",
      "b/V3__i.sql.conf",
      "b/U3__i.sql.conf",
    ]);
  });
});
