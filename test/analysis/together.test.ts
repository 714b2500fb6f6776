import { describe, expect, it } from "vitest";
import type { AnalysisOptions } from "../../server/src/analysis/analysis.ts";
import { toldTogether } from "../../server/src/analysis/together.ts";
import { LineIndex } from "../../server/src/sql/offsets.ts";
import { analyseScripts } from "../support/analyse.ts";

const known =
  "CREATE TABLE users (id int PRIMARY KEY, name text, mail text); CREATE TABLE orders (id int PRIMARY KEY, user_id int);";

/** `LINE RULE: what is said after the rule's own words`, what is told before in brackets, by the statement's number. */
async function told(sql: string, given: Partial<AnalysisOptions> = {}) {
  const all = await analyseScripts([{ sql: known }, { sql, transaction: "autocommit" }], given);
  const statements = all.migrations.at(-1)?.sections[0]?.statements ?? [];
  const lines = new LineIndex(sql);
  const of = toldTogether(statements, (offset) => lines.position(offset).line);
  return statements.flatMap(({ span }, index) => {
    const { findings, again } = of(index);
    const at = (start: number): number => lines.position(span.start + start).line + 1;
    return [
      ...findings.map(
        (each) =>
          `${at(each.span.start)} ${each.rule}${/ The same [^.]*\./u.exec(each.message)?.[0] ?? ""}${(each.related ?? []).map((other) => ` →${at(other.span.start)}`).join("")}`,
      ),
      ...again.map((each) => `${at(each.span.start)} (${each.rule})`),
    ];
  });
}

describe("findings of a section with one cause", () => {
  it("are told at the first, with the lines of the others", async () => {
    expect(
      await told(
        "CREATE INDEX a ON users (name);\nCREATE INDEX b ON users (mail);\n\nCREATE INDEX c ON orders (user_id);",
      ),
    ).toEqual([
      "1 create-index-blocks-writes The same on lines 2 and 4. →2 →4",
      "2 (create-index-blocks-writes)",
      "4 (create-index-blocks-writes)",
    ]);
    expect(await told("CREATE INDEX a ON users (name);\nCREATE INDEX b ON users (mail);")).toContain(
      "1 create-index-blocks-writes The same on line 2. →2",
    );
  });

  it("name few lines, and the line that they stand on only by their number", async () => {
    const many = Array.from({ length: 6 }, (_, index) => `CREATE INDEX i${index} ON users (name);`);
    expect((await told(many.join("\n")))[0]).toBe(
      "1 create-index-blocks-writes The same on lines 2, 3, 4 and 2 more. →2 →3 →4 →5 →6",
    );
    expect((await told(many.slice(0, 2).join(" ")))[0]).toContain(" The same once more on this line.");
    expect((await told(many.slice(0, 3).join(" ")))[0]).toContain(" The same 2 times more on this line.");
  });

  it("stay apart where the advice differs, and where something is lost or broken", async () => {
    expect(
      await told(
        "DROP INDEX CONCURRENTLY IF EXISTS x;\nALTER TABLE users DROP COLUMN name;\nALTER TABLE users DROP COLUMN mail;\nDROP TABLE orders;",
      ),
    ).toEqual(expect.arrayContaining(["2 drops-column", "3 drops-column", "4 drops-table"]));
    const parted =
      "CREATE TABLE events (at date) PARTITION BY RANGE (at); CREATE TABLE old PARTITION OF events DEFAULT;";
    const all = await analyseScripts([
      { sql: known + parted },
      {
        sql: "CREATE INDEX a ON users (name);\nCREATE INDEX b ON events (at);",
        transaction: "autocommit",
      },
    ]);
    const statements = all.migrations.at(-1)?.sections[0]?.statements ?? [];
    const of = toldTogether(statements, () => 0);
    expect(statements.flatMap((_, index) => of(index).again)).toEqual([]);
  });

  it("stay apart where sizes are known and differ", async () => {
    const sql =
      "CREATE INDEX a ON users (name);\nCREATE INDEX b ON orders (user_id);\nCREATE INDEX c ON users (mail);";
    const statistics = new Map([
      ["public.users", { rows: 10 }],
      ["public.orders", { rows: 900_000_000 }],
    ]);
    expect(await told(sql, { statistics })).toEqual([
      "1 create-index-blocks-writes The same on line 3. →3",
      "2 create-index-blocks-writes",
      "3 (create-index-blocks-writes)",
    ]);
  });

  it("begin with one that nobody has accepted, and say so before what they assume", async () => {
    const accepted =
      "-- lockkeeper-ignore create-index-blocks-writes: it is small\nCREATE INDEX a ON users (name);\nCREATE INDEX b ON users (mail);\nCREATE INDEX c ON users (mail);";
    expect(await told(accepted)).toContain("3 create-index-blocks-writes The same on line 4. →4");
    const sql = "CREATE INDEX a ON elsewhere (name);\nCREATE INDEX b ON elsewhere (mail);";
    const all = await analyseScripts([{ sql, transaction: "autocommit" }]);
    const statements = all.migrations[0]?.sections[0]?.statements ?? [];
    const [finding] = toldTogether(statements, (offset) => (offset > 10 ? 1 : 0))(0).findings.filter(
      ({ rule }) => rule === "create-index-blocks-writes",
    );
    expect(finding?.message).toMatch(/ The same on line 2\. Assumed: [^.]+/u);
  });
});
