import { describe, expect, it } from "vitest";
import { planned, recipeCalled, TestProject } from "./projects.ts";

const recipe = recipeCalled("replace-enum-by-dual-write");
const before =
  "CREATE TYPE state AS ENUM ('open', 'paid', 'lost'); CREATE TABLE orders (id int PRIMARY KEY, state state, note text);";
const renamed = "ALTER TYPE state RENAME TO state_old; CREATE TYPE state AS ENUM ('open', 'paid');";
const retyped = (using: string): string =>
  `ALTER TABLE orders ALTER COLUMN state TYPE state USING ${using}; DROP TYPE state_old;`;
const plain = retyped("state::text::state");

function project(setUp: string, up: string, later = ""): TestProject {
  return TestProject.of("dbmate", [
    { name: "before", up: setUp, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down: "SELECT 1;", autocommit: false },
    ...(later === "" ? [] : [{ name: "later", up: later, down: "SELECT 1;", autocommit: false }]),
  ]);
}

function refusal(setUp: string, up: string, later = ""): string | undefined {
  const given = project(setUp, up, later);
  const [, migration] = given.analysis.migrations;
  const result = given.rewrite(recipe, undefined, migration);
  return "refused" in result ? result.refused : undefined;
}

describe("the replacement of an enum says in words what it cannot do", () => {
  it.each([
    ["what is usual", before, renamed + plain, undefined],
    ["a comment between", before, `${renamed} -- then\n/* it */ ${plain}`, undefined],
    [
      "a value for another",
      before,
      renamed + retyped("(CASE state WHEN 'lost' THEN 'paid' ELSE state::text END)::state"),
      undefined,
    ],
    [
      "NULL for a value",
      before,
      renamed + retyped("nullif(state::text, 'lost')::state"),
      /more than one value/,
    ],
    [
      "NULL for a value by CASE",
      before,
      renamed + retyped("(CASE WHEN state <> 'lost' THEN state::text END)::state"),
      /makes NULL of lost/,
    ],
    [
      "a value for NULL",
      before,
      renamed + retyped("coalesce(state::text, 'open')::state"),
      /gives NULL a value/,
    ],
    ["another column", before, renamed + retyped("note::state"), /more than one value/],
    ["no key", before.replace(" PRIMARY KEY", ""), renamed + plain, /no primary key/],
    [
      "a second column",
      `${before} CREATE TABLE more (id int PRIMARY KEY, s state);`,
      `${renamed} ALTER TABLE orders ALTER COLUMN state TYPE state USING state::text::state; ALTER TABLE more ALTER s TYPE state USING s::text::state; DROP TYPE state_old;`,
      /also s of more/,
    ],
    [
      "a second column of the same table",
      before.replace("note text", "note state"),
      `${renamed} ALTER TABLE orders ALTER COLUMN state TYPE state USING state::text::state; ALTER TABLE orders ALTER note TYPE state USING note::text::state; DROP TYPE state_old;`,
      /also note of orders/,
    ],
    [
      "an array",
      before.replace("state state", "state state[]"),
      `${renamed} ALTER TABLE orders ALTER state TYPE state[] USING state::text[]::state[]; DROP TYPE state_old;`,
      /is an array/,
    ],
    [
      "partitions",
      before.replace("note text)", "note text) PARTITION BY RANGE (id)"),
      renamed + plain,
      /partitioned/,
    ],
    [
      "a default that is lost",
      before.replace("state state", "state state DEFAULT 'open'"),
      `${renamed} ALTER TABLE orders ALTER state DROP DEFAULT; ${plain}`,
      /lost its default/,
    ],
    [
      "rows that are written after it",
      before,
      `${renamed + plain} UPDATE orders SET state = 'paid';`,
      /reads or writes rows of orders/,
    ],
  ])("%s", (_name, setUp, up, words) => {
    if (words === undefined) expect(refusal(setUp, up)).toBeUndefined();
    else expect(refusal(setUp, up)).toMatch(words);
  });

  it.each([
    [
      "another type takes its place",
      `CREATE TYPE other AS ENUM ('open'); ALTER TABLE orders ALTER state TYPE other USING state::text::other;`,
    ],
    ["only a value is added", "ALTER TYPE state ADD VALUE 'new';"],
    ["the type is not known", "ALTER TABLE unknown ALTER state TYPE state USING state::text::state;"],
    ["the old type stays", `${renamed} ALTER TABLE orders ALTER state TYPE state USING state::text::state;`],
    [
      "it would fail, since an index holds a value of the old type",
      `CREATE INDEX i ON orders (note) WHERE state = 'open'; ${renamed}${plain}`,
    ],
    [
      "the type is one that no migration makes",
      "ALTER TYPE other ADD VALUE 'x'; ALTER TYPE other RENAME TO other_old; CREATE TYPE other AS ENUM ('x'); ALTER TABLE orders ALTER note TYPE other USING note::other; DROP TYPE other_old;",
    ],
    ["it is a way by text alone", "ALTER TABLE orders ALTER state TYPE text; DROP TYPE state;"],
  ])("is not offered where %s", (_name, up) => {
    expect(project(before, up).firstFor(recipe)).toBe(-1);
  });

  it("chooses names that nobody has, and leaves what stands around where it is", () => {
    const setUp = `${before} CREATE TYPE state_new AS ENUM ('x'); ALTER TABLE orders ADD state_new int, ADD "state_old" int;`;
    const given = project(
      setUp,
      `CREATE TABLE first (id int); ${renamed}\nCREATE TABLE between (s state);\n${plain}\nCREATE TABLE last (id int);`,
    );
    const result = given.rewrite(recipe);
    expect("refused" in result ? result.refused : "").toMatch(/cannot drop type/);
    const other = project(
      setUp,
      `CREATE TABLE first (id int);\n${renamed}${plain}\nCREATE TABLE last (id int);`,
    );
    const texts = [...other.with(planned(other.rewrite(recipe))).files.values()].join("\n");
    expect(texts).toContain("ADD COLUMN IF NOT EXISTS state_new_2 state_new_2");
    expect(texts).toContain("CREATE TABLE first (id int);");
    expect(texts).toContain("CREATE TABLE last (id int);");
    expect(texts).not.toMatch(/DROP TYPE state_old;/);
  });
});
