import { describe, expect, it } from "vitest";
import { expectRefusal, refusal } from "./refusals.ts";
import { safely } from "./safely.ts";

const table = "CREATE TABLE t (id int PRIMARY KEY, a int, b text);";
const up = "ALTER TABLE t DROP COLUMN a;";

describe("dropping a column in phases says in words what it cannot do", () => {
  it.each([
    ["nothing stands in the way", table, up, undefined, undefined],
    ["no table of the history", "SELECT 1;", up, undefined, /No migration here creates t with a/],
    [
      "a part of the primary key",
      "CREATE TABLE t (a int PRIMARY KEY, b int);",
      up,
      undefined,
      /part of the primary key t_pkey/,
    ],
    [
      "the replica identity",
      `${table} ALTER TABLE t ALTER a SET NOT NULL; CREATE UNIQUE INDEX i ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX i;`,
      up,
      undefined,
      /The index i is the table's replica identity/,
    ],
    [
      "a publication's columns",
      `${table} CREATE PUBLICATION p FOR TABLE t (id, a);`,
      up,
      undefined,
      /publication|would fail/,
    ],
    [
      "an index of partitions",
      "CREATE TABLE t (id int, a int) PARTITION BY RANGE (id); CREATE INDEX i ON t (a);",
      up,
      undefined,
      /i hangs on a in all of those tables/,
    ],
    [
      "ONLY a parent",
      `${table} CREATE TABLE child () INHERITS (t);`,
      "ALTER TABLE ONLY t DROP COLUMN a;",
      undefined,
      /ONLY/,
    ],
    [
      "what CASCADE takes along",
      `${table} ALTER TABLE t ADD COLUMN g int GENERATED ALWAYS AS (a) STORED;`,
      "ALTER TABLE t DROP COLUMN a CASCADE;",
      undefined,
      /CASCADE also drops/,
    ],
    [
      "an exclusion constraint",
      `${table} ALTER TABLE t ADD EXCLUDE (a WITH =);`,
      up,
      undefined,
      /would have to make/,
    ],
    ["the name again", table, up, "ALTER TABLE t ADD COLUMN a text;", /already exists/],
    ["rows without columns", table, up, "INSERT INTO t VALUES (1, 'x');", /without naming each column/],
    [
      "all columns of a row",
      table,
      up,
      "CREATE TABLE copied AS SELECT * FROM t;",
      /without naming each column/,
    ],
    ["rows by their columns", table, up, "INSERT INTO t (id, b) SELECT count(*), 'x' FROM t;", undefined],
    ["another column", table, up, "ALTER TABLE t ADD COLUMN c int; CREATE INDEX ON t (b);", undefined],
  ])("%s", (_name, before, up, later, message) =>
    expectRefusal(
      "drop-column-in-phases",
      { before, up, ...(later === undefined ? {} : { later }) },
      message,
    ),
  );

  it("a down that writes rows", () => {
    const down = "ALTER TABLE t ADD COLUMN a int; UPDATE t SET a = 1, b = 2;";
    expect(refusal("drop-column-in-phases", { before: table, up, down })).toMatch(/The down writes rows/);
    const copies = `CREATE TABLE u (id int, a int); INSERT INTO u SELECT id, a FROM t; ${up}`;
    const fills =
      "ALTER TABLE t ADD COLUMN a int; UPDATE t SET a = u.a FROM u WHERE u.id = t.id; DROP TABLE u;";
    expect(refusal("drop-column-in-phases", { before: table, up: copies, down: fills, at: 2 })).toMatch(
      /INSERT INTO u.* works on rows of t in the same file/,
    );
  });
});

describe("what the file copies before it drops it", () => {
  const others = `${table} CREATE TABLE u (id int, n text); CREATE PROCEDURE p() LANGUAGE sql AS 'UPDATE u SET n = (SELECT max(a::text) FROM t)';`;
  const copying: readonly [string, boolean, boolean][] = [
    ["INSERT INTO u SELECT id, a::text FROM t;", true, true],
    ["UPDATE u SET n = t.a::text FROM t WHERE t.id = u.id;", true, true],
    ["CREATE TABLE c AS SELECT id, a FROM t;", true, true],
    ["CREATE TABLE c AS TABLE t;", true, true],
    ["INSERT INTO u SELECT id, to_jsonb(t)::text FROM t;", true, true],
    ["UPDATE t SET b = a::text;", true, false],
    ["DO $$ BEGIN INSERT INTO u SELECT id, a::text FROM t; END $$;", true, true],
    ["INSERT INTO u SELECT id, b FROM t;", false, true],
    ["UPDATE t SET b = 'x';", false, false],
    ["DELETE FROM t WHERE a > 5;", false, false],
    ["SELECT count(*) FROM t;", false, false],
  ];
  it.each(copying)("would miss what is written until the end: %s", (copy, column, whole) => {
    const words = /works on rows of t in the same file/;
    const is = (recipe: string, drop: string) =>
      refusal(recipe, { before: others, up: `${copy}\n${drop}`, at: 1 }) ?? "planned";
    const [first, second] = [
      is("drop-column-in-phases", "ALTER TABLE t DROP COLUMN a;"),
      is("drop-table-in-phases", "DROP TABLE t;"),
    ];
    if (column) expect(first).toMatch(words);
    else expect(first).toBe("planned");
    if (whole) expect(second).toMatch(words);
    else expect(second).toBe("planned");
  });
});

describe("dropping a table in phases says in words what it cannot do", () => {
  it.each([
    ["nothing stands in the way", table, "DROP TABLE t;", undefined, undefined],
    ["no table of the history", "SELECT 1;", "DROP TABLE t;", undefined, /No migration here creates t/],
    [
      "a partition",
      "CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE TABLE t PARTITION OF p DEFAULT;",
      "DROP TABLE t;",
      undefined,
      /is a partition: .* DETACH PARTITION/,
    ],
    [
      "a view, by CASCADE",
      `${table} CREATE VIEW v AS SELECT a FROM t;`,
      "DROP TABLE t CASCADE;",
      undefined,
      /CASCADE also drops the view public\.v/,
    ],
    [
      "the name again, with an index that has the same name",
      table,
      "DROP TABLE t;",
      "CREATE TABLE t (id int PRIMARY KEY);",
      /./,
    ],
    [
      "the name again",
      "CREATE TABLE t (id int);",
      "DROP TABLE t;",
      "CREATE TABLE t (id text);",
      /The down does not work here/,
    ],
  ])("%s", (_name, before, up, later, message) =>
    expectRefusal("drop-table-in-phases", { before, up, ...(later === undefined ? {} : { later }) }, message),
  );

  it("a down that writes rows", () => {
    const down = "CREATE TABLE t (id int); UPDATE t SET id = 1;";
    expect(refusal("drop-table-in-phases", { before: table, up: "DROP TABLE t;", down })).toMatch(
      /The down writes rows/,
    );
  });
});

const keyed = "CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b text);";
const dropKey = "ALTER TABLE t DROP CONSTRAINT t_pkey;";

describe("dropping a key in phases says in words what it cannot do", () => {
  it.each([
    ["nothing stands in the way", keyed, dropKey, undefined, undefined],
    ["no key of the history", "SELECT 1;", dropKey, undefined, /No migration here creates t_pkey/],
    [
      "a published table",
      `${keyed} CREATE PUBLICATION p FOR ALL TABLES;`,
      dropKey,
      undefined,
      /publication p has public\.t, whose UPDATEs and DELETEs fail/,
    ],
    [
      "a published table with another identity",
      `${keyed} CREATE PUBLICATION p FOR ALL TABLES; ALTER TABLE t REPLICA IDENTITY FULL;`,
      dropKey,
      undefined,
      undefined,
    ],
    [
      "the replica identity",
      `${keyed} ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey;`,
      dropKey,
      undefined,
      /index of t_pkey is the table's replica identity/,
    ],
    [
      "a partitioned table",
      "CREATE TABLE t (id int PRIMARY KEY) PARTITION BY RANGE (id);",
      dropKey,
      undefined,
      /on public\.t and its partitions/,
    ],
    [
      "a view that groups by it, by CASCADE",
      `${keyed} CREATE VIEW v AS SELECT id, a FROM t GROUP BY id;`,
      "ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE;",
      undefined,
      /CASCADE also drops the view public\.v/,
    ],
    [
      "a foreign key without CASCADE",
      `${keyed} CREATE TABLE r (t int REFERENCES t);`,
      dropKey,
      undefined,
      /would fail/,
    ],
    [
      "rows that it may refuse",
      keyed,
      dropKey,
      "INSERT INTO t (id) VALUES (1), (1);",
      /writes rows of public\.t/,
    ],
    ["rows that go", keyed, dropKey, "DELETE FROM t WHERE id = 1;", undefined],
    ["a block that defines", keyed, dropKey, "DO $$ BEGIN ALTER TABLE t ADD c int; END $$;", undefined],
  ])("%s", (_name, before, up, later, message) =>
    expectRefusal("drop-key-in-phases", { before, up, ...(later === undefined ? {} : { later }) }, message),
  );

  it("names the functions that insert ON CONFLICT", () => {
    const { plan } = safely({
      before: `${keyed} CREATE FUNCTION put(x int) RETURNS void LANGUAGE sql AS $$ INSERT INTO t (id) VALUES (x) ON CONFLICT (id) DO NOTHING $$;
        CREATE FUNCTION other(x int) RETURNS int LANGUAGE sql AS $$ SELECT count(*)::int FROM t $$;`,
      up: dropKey,
      down: "ALTER TABLE t ADD PRIMARY KEY (id);",
    });
    const [step] = plan.plans[0]?.rewrite.pending[0]?.steps ?? [];
    expect(step?.deployBefore).toMatch(/ON CONFLICT \(id\) into t.*; put has ON CONFLICT and t in the body/);
  });
});

describe("what is dropped and made again in one file", () => {
  const index = `${table} CREATE UNIQUE INDEX i ON t (a);`;
  const again = "DROP INDEX i; CREATE UNIQUE INDEX i ON t (a, b);";
  it.each([
    ["nothing stands in the way", "replace-index", index, again, undefined],
    [
      "a comment on it",
      "replace-index",
      index,
      `${again} COMMENT ON INDEX i IS 'x';`,
      /Line 2 comments on i/,
    ],
    [
      "rows between",
      "replace-index",
      index,
      "DROP INDEX i; UPDATE t SET a = 1; CREATE UNIQUE INDEX i ON t (a, b);",
      /statement between the two works on the table/,
    ],
    ["rows behind", "replace-index", index, `${again} UPDATE t SET a = 1;`, /works on the table/],
    ["no index of the history", "replace-index", table, again, /No migration here creates the index/],
    [
      "another table",
      "replace-index",
      `${index} CREATE TABLE o (a int);`,
      "DROP INDEX i; CREATE INDEX i ON o (a);",
      /on another table/,
    ],
    [
      "nothing stands in the way of a key",
      "replace-key",
      keyed,
      "ALTER TABLE t DROP CONSTRAINT t_a_key; ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a, b);",
      undefined,
    ],
    [
      "a key that may be NULL",
      "replace-key",
      keyed,
      "ALTER TABLE t DROP CONSTRAINT t_pkey; ALTER TABLE t ADD PRIMARY KEY (a);",
      /PRIMARY KEY makes a NOT NULL/,
    ],
  ] as const)("%s", (_name, recipe, before, up, message) => {
    const { plan } = safely({ before, up, down: "SELECT 1;" });
    const refused = plan.refusals.find((each) => each.recipe === recipe)?.refused;
    if (message === undefined) expect(plan.plans[0]?.recipe).toBe(recipe);
    else expect(refused).toMatch(message);
  });
});

it("leaves what hangs on a column to the column's plan", () => {
  const { plan, project } = safely({
    before:
      "CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE REFERENCES o); CREATE INDEX i ON t (a);",
    up: "ALTER TABLE t DROP CONSTRAINT t_a_fkey, DROP CONSTRAINT t_a_key; DROP INDEX i;\nALTER TABLE t DROP COLUMN a;",
    down: "SELECT 1;",
  });
  expect(plan.refusals).toEqual([]);
  expect(plan.plans.map(({ recipe }) => recipe)).toEqual([
    "drop-with-its-column",
    "drop-with-its-column",
    "drop-with-its-column",
    "drop-column-in-phases",
  ]);
  expect(plan.plans.at(-1)?.rewrite.pending[0]?.steps.map(({ suffix }) => suffix)).toEqual([
    "check",
    "drop_foreign_key_1",
    "drop_key_1",
    "drop_index_1",
    "finish",
  ]);
  expect([...project.files.values()].join("")).toMatch(/-- i goes with a, which is dropped below\./);
});

it("takes a block apart that only defines things, with its comments", () => {
  const up =
    "DO $$\nBEGIN\n  -- why; not\n  ALTER TABLE t ADD COLUMN c int;\n  CREATE INDEX i ON t (c);\nEND $$ LANGUAGE plpgsql;";
  const { plan, project } = safely({ before: table, up, down: "DROP INDEX i; ALTER TABLE t DROP COLUMN c;" });
  expect(plan.plans.map(({ recipe }) => recipe)).toContain("create-index-concurrently");
  expect([...project.files.values()].join("")).toContain("-- why; not\n");
  for (const kept of [
    "DO $$ DECLARE n int; BEGIN ALTER TABLE t ADD COLUMN c int; CREATE INDEX i ON t (c); END $$;",
    "DO $$ BEGIN IF (SELECT count(*) FROM t) > 9 THEN ALTER TABLE t ADD COLUMN c int; CREATE INDEX i ON t (c); END IF; END $$;",
    "DO $$ BEGIN ALTER TABLE t ADD COLUMN c int; CREATE INDEX i ON t (c); EXCEPTION WHEN others THEN NULL; END $$;",
  ])
    expect(
      safely({ before: table, up: kept, down: "SELECT 1;" }).plan.plans.map(({ recipe }) => recipe),
    ).not.toContain("create-index-concurrently");
});

it("takes several tables and columns apart, and plans each", () => {
  const { plan } = safely({
    before: `${table} CREATE TABLE o (id int); CREATE TABLE k (id int, x int, y int NOT NULL);`,
    up: "DROP TABLE t, o;\nALTER TABLE k DROP COLUMN x, DROP COLUMN y;",
    down: "SELECT 1;",
  });
  expect(plan.refusals).toEqual([]);
  // Three tables are locked in turn, so the file is divided first.
  expect(plan.plans.map(({ recipe }) => recipe).filter((each) => each !== "add-lock-timeout")).toEqual([
    "own-migration",
    "own-migration",
    "drop-table-in-phases",
    "drop-table-in-phases",
    "drop-column-in-phases",
    "drop-column-in-phases",
  ]);
});
