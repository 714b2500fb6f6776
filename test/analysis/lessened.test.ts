import { describe, expect, it } from "vitest";
import type { AnalysisOptions } from "../../server/src/analysis/analysis.ts";
import { analyseScripts } from "../support/analyse.ts";

/* What a project's configuration says of a rule, where the rule itself would say less, or where it is off. */

const before = "CREATE TABLE users (id bigint PRIMARY KEY, a int); CREATE INDEX users_a ON users (a);";
const drop = "SET LOCAL lock_timeout = '5s'; DROP INDEX users_a;";

async function found(sql: string, given: Partial<AnalysisOptions>): Promise<readonly string[]> {
  const { migrations } = await analyseScripts([{ sql: before }, { sql }], given);
  return [
    ...(migrations[1]?.findings ?? []),
    ...(migrations[1]?.sections[0]?.statements.flatMap(({ findings }) => findings) ?? []),
  ].map(({ rule, severity }) => `${severity} ${rule}`);
}

describe("a rule that says less of what is brief", () => {
  const rule = "drop-index-blocks-reads";

  it("says so by itself", async () => {
    expect(await found(drop, {})).toContain(`info ${rule}`);
    expect(await found("DROP INDEX users_a;", {})).toContain(`warning ${rule}`);
    const held = `SET LOCAL lock_timeout = '5s'; ALTER TABLE users ADD COLUMN b int; CREATE TABLE other (); DROP INDEX users_a;`;
    expect(await found(held, {})).toContain(`warning ${rule}`);
  });

  it("keeps the severity that is asked for, be it its own", async () => {
    expect(await found(drop, { rules: { [rule]: "warning" } })).toContain(`warning ${rule}`);
    expect(await found(drop, { rules: { locking: "error" } })).toContain(`error ${rule}`);
    expect(await found(drop, { preset: "strict" })).toContain(`warning ${rule}`);
  });
});

describe("a comment that accepts what a rule says that is off", () => {
  const style = "-- lockkeeper-ignore table-without-key: a log\nCREATE TABLE log (at date);";
  const idle = "-- lockkeeper-ignore table-without-key: a log\nCREATE TABLE log (id bigint PRIMARY KEY);";
  const unused = "warning unused-suppression";

  it("is not called unused, for nobody knows", async () => {
    expect(await found(style, {})).toEqual([]);
    expect(await found(idle, {})).toEqual([]);
    expect(
      await found("-- lockkeeper-ignore drops-table: x\nSELECT 1;", { rules: { "drops-table": "off" } }),
    ).toEqual([]);
  });

  it("is called unused where the rule is asked and finds nothing", async () => {
    expect(await found(style, { preset: "all" })).not.toContain(unused);
    expect(await found(idle, { preset: "all" })).toContain(unused);
  });

  it("holds for rules of whole migrations, too", async () => {
    const comment = "-- lockkeeper-ignore-file missing-down: x\nCREATE TABLE log (id bigint PRIMARY KEY);";
    expect(await found(comment, {})).toContain(unused);
    expect(await found(comment, { rules: { "missing-down": "off" } })).toEqual([]);
  });
});
