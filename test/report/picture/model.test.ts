import { describe, expect, it } from "vitest";
import { pictureOf, type Picture } from "../../../server/src/report/picture/model.ts";
import { analyseScripts, type Script } from "../../support/analyse.ts";

const schema =
  "CREATE TABLE users (id bigint PRIMARY KEY, mail text); CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, note text);";

async function pictured(sql: string, more: Partial<Script> = {}): Promise<Picture> {
  const { migrations } = await analyseScripts([{ sql: schema }, { sql, ...more }], { majors: [14, 18] });
  const section = migrations.at(-1)?.sections[0];
  const picture = section === undefined ? undefined : pictureOf(section);
  if (picture === undefined) throw new Error("there is no picture");
  return picture;
}

const barsOf = ({ bars, rows }: Picture): readonly string[] =>
  bars.map(({ row, from, to, mode, waiting }) => `${rows[row]} ${from}-${to} ${mode}: ${waiting}`);

describe("the picture of a section", () => {
  it("holds each lock to the end of its transaction, and lets it grow", async () => {
    const picture = await pictured(
      "CREATE INDEX i ON orders (user_id); ALTER TABLE users ADD COLUMN age int; ALTER TABLE orders ADD COLUMN b int; SELECT 1;",
    );
    expect(barsOf(picture)).toEqual([
      "public.orders 0-1 SHARE: writes",
      "public.orders 2-3 ACCESS EXCLUSIVE: everybody",
      "public.users 1-3 ACCESS EXCLUSIVE: everybody",
    ]);
    expect(picture.blocks).toEqual([{ from: 0, to: 3 }]);
    expect(picture.works).toEqual([{ row: 0, column: 0, kind: "index-build" }]);
    expect(picture.columns.map(({ takesLong }) => takesLong)).toEqual([true, false, false, false]);
    expect(picture.major).toBe(18);
  });

  it("ends with each statement where each is a transaction of its own", async () => {
    const picture = await pictured(
      "CREATE INDEX CONCURRENTLY i ON orders (user_id); ALTER TABLE users ADD COLUMN age int; SELECT 1;",
      { transaction: "autocommit" },
    );
    expect(barsOf(picture)).toEqual([
      "public.orders 0-0 SHARE UPDATE EXCLUSIVE: ddl",
      "public.users 1-1 ACCESS EXCLUSIVE: everybody",
    ]);
    expect(picture.blocks).toHaveLength(3);
  });

  it("ends where the file commits by itself", async () => {
    const picture = await pictured(
      "BEGIN; ALTER TABLE users ADD COLUMN a int; COMMIT; BEGIN; ALTER TABLE users ADD COLUMN b int; COMMIT;",
      { transaction: "autocommit" },
    );
    expect(barsOf(picture).map((bar) => bar.replace(/ \d.*/, ""))).toEqual(["public.users", "public.users"]);
    expect(picture.bars.map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [4, 5],
    ]);
  });

  it("leaves out what keeps nobody waiting: indexes, reads, writes of rows, and tables made here", async () => {
    const picture = await pictured(
      "CREATE TABLE fresh (id int); CREATE INDEX ON fresh (id); INSERT INTO users VALUES (1); SELECT * FROM orders;",
    );
    expect(picture.rows).toEqual([]);
    expect(picture.bars).toEqual([]);
    expect(picture.columns).toHaveLength(4);
  });

  it("has the place of each statement, and says what could not be followed", async () => {
    const picture = await pictured("SELECT 1;\n\nALTER TABLE users NONSENSE;");
    expect(picture.columns.map(({ offset }) => offset)).toEqual([0, 11]);
    expect(picture.columns[1]?.notAnalysed).toBeDefined();
  });
});
