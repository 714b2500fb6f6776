import { describe, expect, it } from "vitest";
import { planned, recipeCalled, TestProject } from "./projects.ts";

/*
 * What a plan must not do, each kind with its neighbours: the project as it would be is folded, and where it fails
 * or ends otherwise the plan is refused, with the statement that stands in the way.
 */

interface Case {
  readonly recipe: string;
  readonly before: string;
  /** The file with the statement, which is the first unless `at` says otherwise. */
  readonly bad: string;
  readonly at?: number;
  readonly down?: string;
  readonly later?: string;
  readonly laterDown?: string;
  readonly tool?: string;
}

function refusalOf({ recipe, before, bad, at = 0, down, later, laterDown, tool = "dbmate" }: Case) {
  const project = TestProject.of(tool, [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up: bad, ...(down === undefined ? {} : { down }), autocommit: false },
    ...(later === undefined
      ? []
      : [{ name: "later", up: later, down: laterDown ?? "SELECT 1;", autocommit: false }]),
  ]);
  const migration = project.analysis.migrations[1];
  const result = project.rewrite(recipeCalled(recipe), at, migration);
  return "refused" in result ? result.refused : undefined;
}

const t = "CREATE TABLE t (id bigint PRIMARY KEY, a text, c int);";
const withIndex = `${t} CREATE INDEX i ON t (a);`;
const dropIndex = { recipe: "drop-index-concurrently", before: withIndex };
const createIndex = { recipe: "create-index-concurrently", before: t };
const rename = { recipe: "rename-column-by-dual-write", before: `${t} CREATE INDEX i ON t (a);` };
const check = { recipe: "check-not-valid", before: t };
const notNull = { recipe: "not-null-through-check", before: t };

describe("a key that is added USING INDEX", () => {
  const key = { recipe: "key-using-index", before: t };
  it.each<[string, Case, RegExp | undefined]>([
    ["alone", { ...key, bad: "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);" }, undefined],
    [
      "with a down that has more in it",
      {
        ...key,
        tool: "golang-migrate",
        bad: "ALTER TABLE t ADD UNIQUE (a);",
        down: "ALTER TABLE t DROP CONSTRAINT t_a_key; DROP INDEX IF EXISTS other;",
      },
      undefined,
    ],
    [
      "whose columns are not NOT NULL",
      {
        ...key,
        before: "CREATE TABLE t (a int NOT NULL, b int, c int);",
        bad: "ALTER TABLE t ADD PRIMARY KEY (a, b);",
      },
      /makes b NOT NULL, which scans the table .* Make b NOT NULL first/,
    ],
    [
      "of a partitioned table",
      {
        ...key,
        before: "CREATE TABLE t (id bigint, a text) PARTITION BY RANGE (id);",
        bad: "ALTER TABLE t ADD UNIQUE (id);",
      },
      /0A000.* each partition/,
    ],
    [
      "in a tablespace",
      { ...key, bad: "ALTER TABLE t ADD UNIQUE (a) USING INDEX TABLESPACE fast;" },
      /TABLESPACE/,
    ],
    [
      "that an upsert of the same file needs",
      {
        ...key,
        bad: "ALTER TABLE t ADD UNIQUE (a);\nINSERT INTO t VALUES (1, 'x') ON CONFLICT (a) DO NOTHING;",
      },
      /Line 3 .*ON CONFLICT/,
    ],
    [
      "that a foreign key of the same file needs",
      {
        ...key,
        bad: "ALTER TABLE t ADD UNIQUE (a);\nCREATE TABLE u (a text REFERENCES t (a));",
      },
      /Line 3 .*no unique constraint/,
    ],
    [
      "that is dropped later",
      { ...key, bad: "ALTER TABLE t ADD UNIQUE (a);", later: "ALTER TABLE t DROP CONSTRAINT t_a_key;" },
      /Line 2 of \S+later\S* needs/,
    ],
  ])("%s", (_name, given, message) => {
    const refused = refusalOf(given);
    if (message === undefined) expect(refused).toBeUndefined();
    else expect(refused).toMatch(message);
  });
});

describe("an index that is dropped and made again", () => {
  const gone = /Line \d.*In the end .*index public\.i would be missing/;
  it.each<[string, Case, RegExp | undefined]>([
    ["alone", { ...dropIndex, bad: "DROP INDEX IF EXISTS i;" }, undefined],
    [
      "as a unique one",
      { ...dropIndex, bad: "DROP INDEX IF EXISTS i;\nCREATE UNIQUE INDEX IF NOT EXISTS i ON t (a);" },
      gone,
    ],
    [
      "without IF NOT EXISTS",
      { ...dropIndex, bad: "DROP INDEX i;\nCREATE INDEX i ON t (a, c);" },
      /Line 3 .*relation "i" already exists/,
    ],
    [
      "in a later migration",
      {
        ...dropIndex,
        bad: "DROP INDEX i;\nCREATE TABLE u (id int);",
        later: "CREATE UNIQUE INDEX IF NOT EXISTS i ON t (a);",
      },
      /Line \d of \S+later\S* .*In the end/,
    ],
    [
      "by another index that is renamed",
      { ...dropIndex, bad: "DROP INDEX i;\nALTER INDEX t_pkey RENAME TO i;" },
      /Line 3 .*already exists/,
    ],
    ["beside another index", { ...dropIndex, bad: "DROP INDEX i;\nCREATE INDEX j ON t (a);" }, undefined],
    [
      "whose table goes later",
      { ...dropIndex, bad: "DROP INDEX i;", later: "DROP TABLE t;", laterDown: t },
      undefined,
    ],
    [
      "whose table goes later, out of a file with more in it",
      { ...dropIndex, bad: "DROP INDEX i;\nCREATE TABLE u (id int);", later: "DROP TABLE t;" },
      /down does not work here/,
    ],
    [
      "whose column goes in between",
      { ...dropIndex, bad: "DROP INDEX i;\nALTER TABLE t DROP COLUMN a;" },
      /down does not work here: .*column "a" does not exist/,
    ],
    [
      "a unique one before rows that it would refuse",
      {
        ...dropIndex,
        before: `${t} CREATE UNIQUE INDEX u ON t (a);`,
        bad: "DROP INDEX u;\nINSERT INTO t VALUES (1, 'x', 1), (2, 'x', 1);",
      },
      /Line 3 works on the table/,
    ],
  ])("%s", (_name, given, message) => {
    const refused = refusalOf(given);
    if (message === undefined) expect(refused).toBeUndefined();
    else expect(refused).toMatch(message);
  });
});

describe("a statement that needs what would come after it", () => {
  it.each<[string, Case, RegExp | undefined]>([
    [
      "USING INDEX in the same file",
      {
        ...createIndex,
        bad: "CREATE UNIQUE INDEX u ON t (c);\nALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX u;",
      },
      /^Line 3 needs what this statement does.*index "u" does not exist/,
    ],
    [
      "USING INDEX in a later file",
      {
        ...createIndex,
        bad: "CREATE UNIQUE INDEX u ON t (c);\nSELECT 1;",
        later: "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX u;",
      },
      /^Line \d of \S+later/,
    ],
    [
      "a foreign key to it",
      {
        ...createIndex,
        bad: "CREATE UNIQUE INDEX u ON t (c);\nCREATE TABLE r (c int REFERENCES t (c));",
      },
      /^Line 3 needs/,
    ],
    [
      "REPLICA IDENTITY",
      {
        ...createIndex,
        bad: "CREATE UNIQUE INDEX u ON t (id);\nALTER TABLE t REPLICA IDENTITY USING INDEX u;",
      },
      /^Line 3 needs/,
    ],
    [
      "CLUSTER ON",
      { ...createIndex, bad: "CREATE INDEX u ON t (c);\nALTER TABLE t CLUSTER ON u;" },
      /^Line 3 needs/,
    ],
    [
      "a rename of the index",
      { ...createIndex, bad: "CREATE INDEX u ON t (c);\nALTER INDEX u RENAME TO w;" },
      /^Line 3 (?:needs|is about it)/,
    ],
    [
      "a DROP of it, later and with IF EXISTS",
      { ...createIndex, bad: "CREATE INDEX u ON t (c);\nSELECT 1;", later: "DROP INDEX IF EXISTS u;" },
      /In the end there would be another index, public\.u/,
    ],
    [
      "a comment on another table",
      { ...createIndex, bad: "CREATE INDEX u ON t (c);\nCREATE TABLE r (id int);" },
      undefined,
    ],
    [
      "a column that is dropped afterwards",
      { ...createIndex, bad: "CREATE INDEX u ON t (c);\nALTER TABLE t DROP COLUMN c;" },
      /The plan does not work here: .*column "c" does not exist/,
    ],
    [
      "the table is renamed afterwards",
      { ...createIndex, bad: "CREATE INDEX u ON t (c);\nALTER TABLE t RENAME TO t2;" },
      /does not work here|In the end/,
    ],
    [
      "the constraint is dropped in a later file",
      {
        ...check,
        bad: "ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0);",
        later: "ALTER TABLE t DROP CONSTRAINT k;",
      },
      /does not work here: .*VALIDATE CONSTRAINT k.*does not exist/,
    ],
    [
      "the table goes in a later file",
      { ...check, bad: "ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0);", later: "DROP TABLE t;" },
      /does not work here/,
    ],
    [
      "a primary key on what is NOT NULL only later",
      {
        ...notNull,
        bad: "ALTER TABLE t ALTER a SET NOT NULL;\nALTER TABLE t DROP COLUMN a;",
      },
      /does not work here/,
    ],
  ])("%s", (_name, given, message) => {
    const refused = refusalOf(given);
    if (message === undefined) expect(refused).toBeUndefined();
    else expect(refused).toMatch(message);
  });
});

describe("what happens to a column while its rename is pending", () => {
  const bad = "ALTER TABLE t RENAME a TO b;";
  it.each<[string, string, RegExp | undefined]>([
    ["nothing", "SELECT 1;", undefined],
    ["another column", "ALTER TABLE t ADD COLUMN z int;", undefined],
    ["an index on another column", "CREATE INDEX z ON t (c);", undefined],
    ["another table", "CREATE TABLE u (b text);", undefined],
    ["a row", "INSERT INTO t (id, b) VALUES (1, 'x');", undefined],
    ["SET DEFAULT", "ALTER TABLE t ALTER b SET DEFAULT 'x';", /changes b/],
    ["DROP DEFAULT", "ALTER TABLE t ALTER b SET DEFAULT 'x', ALTER b DROP DEFAULT;", /Line \d.*|undefined/],
    ["SET NOT NULL", "ALTER TABLE t ALTER b SET NOT NULL;", /changes b/],
    ["TYPE", "ALTER TABLE t ALTER b TYPE varchar(10);", /changes b/],
    ["another RENAME", "ALTER TABLE t RENAME b TO d;", /changes b/],
    ["DROP COLUMN", "ALTER TABLE t DROP COLUMN b;", /changes b/],
    ["RENAME TABLE", "ALTER TABLE t RENAME TO u;", /changes the name of t/],
    ["SET SCHEMA", "CREATE SCHEMA s; ALTER TABLE t SET SCHEMA s;", /changes the name of t/],
    ["ALTER INDEX RENAME", "ALTER INDEX i RENAME TO j;", undefined],
    [
      "ALTER INDEX RENAME of a constraint's",
      "ALTER TABLE t ADD UNIQUE (c, b); ALTER INDEX t_c_b_key RENAME TO j;",
      /changes a constraint on b/,
    ],
    ["DROP INDEX", "DROP INDEX i;", /changes the index i/],
    ["storage parameters of the index", "ALTER INDEX i SET (fillfactor = 50);", /changes the index i/],
    ["CHECK", "ALTER TABLE t ADD CHECK (b <> '');", /changes a constraint on b/],
    ["UNIQUE", "ALTER TABLE t ADD UNIQUE (b);", /changes a constraint on b/],
    ["UPDATE to DEFAULT", "UPDATE t SET b = DEFAULT;", /reads or writes rows of t/],
    ["INSERT of DEFAULT", "INSERT INTO t (id, b) VALUES (1, DEFAULT);", /reads or writes rows of t/],
    ["a copy", "CREATE TABLE u AS SELECT b FROM t;", /reads or writes rows of t/],
    [
      "a trigger",
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();",
      /changes triggers/,
    ],
    ["DROP TABLE", "DROP TABLE t;", /drops t/],
  ])("%s", (_name, more, message) => {
    for (const given of [
      { ...rename, bad: `${bad}\n${more}` },
      { ...rename, bad, later: more },
    ]) {
      const refused = refusalOf(given);
      if (message === undefined) expect(refused).toBeUndefined();
      else expect(refused).toMatch(message);
    }
  });

  it.each([
    ["UPDATE from itself", "UPDATE t SET b = lower(b);"],
    ["INSERT … SELECT from it", "INSERT INTO t (id, b) SELECT id + 9, b FROM t;"],
  ])("%s comes after it from the same file, and is in the way in another", (_name, more) => {
    expect(refusalOf({ ...rename, bad: `${bad}\n${more}` })).toBeUndefined();
    expect(refusalOf({ ...rename, bad, later: more })).toMatch(/reads or writes rows of t/);
  });
});

describe("a tool that runs all pending migrations in one transaction", () => {
  it.each([
    ["check-not-valid", "ALTER TABLE t ADD CHECK (c > 0);"],
    ["not-null-through-check", "ALTER TABLE t ALTER a SET NOT NULL;"],
  ])("%s would hold its lock while it works", (recipe, bad) => {
    expect(refusalOf({ recipe, before: t, bad, tool: "node-pg-migrate" })).toMatch(
      /node-pg-migrate runs all pending migrations in one transaction.*VALIDATE CONSTRAINT/,
    );
  });
});

describe("ALTER TABLE ONLY", () => {
  const parent = `${t} CREATE TABLE child () INHERITS (t);`;
  it.each<[string, string, RegExp | undefined]>([
    ["a table alone", t, undefined],
    ["a table with children", parent, /ONLY/],
  ])("%s", (_name, before, message) => {
    for (const [recipe, action] of [
      ["check-not-valid", "ADD CHECK (c > 0) NO INHERIT"],
      ["not-null-through-check", "ALTER a SET NOT NULL"],
    ] as const) {
      const refused = refusalOf({ recipe, before, bad: `ALTER TABLE ONLY t ${action};` });
      if (message === undefined) expect(refused).toBeUndefined();
      else expect(refused).toMatch(message);
    }
  });
});

describe("the down", () => {
  it("goes all the way where the file undoes nothing", () => {
    expect(refusalOf({ ...notNull, bad: "ALTER TABLE t ALTER a SET NOT NULL;", down: "SELECT 1;" })).toBe(
      undefined,
    );
  });

  it("is none of the plan's business where there is none", () => {
    const project = TestProject.of("golang-migrate", [
      { name: "before", up: t, autocommit: false },
      { name: "change", up: "ALTER TABLE t ALTER a SET NOT NULL;", autocommit: false },
    ]);
    planned(project.rewrite(recipeCalled("not-null-through-check")));
  });

  it("must not need what goes before it", () => {
    const refused = refusalOf({
      ...createIndex,
      bad: "CREATE UNIQUE INDEX u ON t (c);\nALTER TABLE t ADD COLUMN z int;",
      down: "ALTER TABLE t DROP COLUMN z;\nALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX u;",
    });
    expect(refused).toMatch(/needs what this statement does|stands in the way/);
  });
});
