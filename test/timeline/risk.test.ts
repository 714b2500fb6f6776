import { describe, expect, it } from "vitest";
import { riskOf, situations, type Risk } from "../../server/src/timeline/risk.ts";
import type { Statistics } from "../../server/src/timeline/statistics.ts";
import { analyseScripts, type Script } from "../support/analyse.ts";

const before = `
  CREATE TABLE users (id bigint PRIMARY KEY, name text, code varchar(20), age int);
  ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 17) NOT VALID;
  CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, note text);
  CREATE INDEX orders_note ON orders (note);
  CREATE VIEW names AS SELECT name FROM users;`;
const sized = (rows: number): Statistics =>
  new Map(["users", "orders"].map((name) => [`public.${name}`, { rows, bytes: rows * 100 }]));
const empty = sized(0);
const small = sized(10);
const large = sized(50_000_000);

interface Told {
  readonly risk: Risk | undefined;
  readonly because: string | undefined;
}

/** The last statement of a migration. */
async function told(
  script: Script,
  statistics: Statistics = new Map(),
  later: Partial<Script> = {},
): Promise<Told> {
  const { migrations } = await analyseScripts(
    [
      { sql: before, down: "" },
      { ...script, ...later },
    ],
    { statistics },
  );
  const statement = migrations[1]?.sections[0]?.statements.at(-1);
  return { risk: statement?.risk, because: statement?.because };
}

/** A statement, what is known of the sizes, and the risk by the table of the design. */
const cases: readonly (readonly [string, Statistics | undefined, Risk])[] = [
  ["CREATE TABLE new (id int)", undefined, "none"],
  [
    "CREATE TABLE new (id int); CREATE INDEX ON new (id); ALTER TABLE new ADD COLUMN x int NOT NULL",
    undefined,
    "none",
  ],
  ["CREATE TABLE new (id int); DROP TABLE new", undefined, "none"],
  ["SELECT * FROM users", undefined, "none"],
  ["SELECT * FROM users FOR UPDATE", undefined, "none"],
  ["COMMENT ON TABLE users IS 'people'", undefined, "low"],
  ["ALTER TABLE users VALIDATE CONSTRAINT grown", undefined, "low"],
  ["ALTER TABLE users VALIDATE CONSTRAINT grown", large, "low"],
  ["ALTER TABLE users ADD COLUMN country text", large, "low"],
  ["ALTER TABLE users ADD COLUMN country text DEFAULT 'NL'", undefined, "low"],
  ["ALTER TABLE users ADD COLUMN since timestamptz NOT NULL DEFAULT now()", large, "low"],
  ["ALTER TABLE users ALTER COLUMN code TYPE varchar(30)", large, "low"],
  ["ALTER TABLE users ALTER COLUMN name SET DEFAULT ''", undefined, "low"],
  [
    "ALTER TABLE orders ADD CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users NOT VALID",
    large,
    "low",
  ],
  ["DROP INDEX orders_note", undefined, "low"],
  ["INSERT INTO users (id) VALUES (1)", undefined, "low"],
  ["UPDATE users SET name = '' WHERE id = 1", undefined, "low"],
  ["CREATE INDEX ON users (name)", undefined, "medium"],
  ["DO $$ DECLARE c text; BEGIN SELECT note INTO c FROM orders; EXECUTE c; END $$", undefined, "medium"],
  ["GRANT ALL ON users TO PUBLIC", undefined, "medium"],
  ["GRANT SELECT ON users TO PUBLIC", undefined, "none"],
  ["CREATE INDEX ON users (name)", large, "medium"],
  ["ALTER TABLE orders ADD CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users", undefined, "medium"],
  ["ALTER TABLE users ALTER COLUMN name SET NOT NULL", undefined, "medium"],
  ["ALTER TABLE users ALTER COLUMN name SET NOT NULL", small, "medium"],
  ["ALTER TABLE users ALTER COLUMN name SET NOT NULL", large, "high"],
  ["ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '')", undefined, "medium"],
  ["ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '')", large, "high"],
  ["ALTER TABLE users ADD CONSTRAINT once UNIQUE (name)", undefined, "medium"],
  ["ALTER TABLE users ADD CONSTRAINT once UNIQUE (name)", large, "high"],
  ["ALTER TABLE users ADD COLUMN country text NOT NULL", undefined, "medium"],
  ["ALTER TABLE users ADD COLUMN country text NOT NULL", empty, "medium"],
  ["ALTER TABLE users ADD COLUMN country text NOT NULL", small, "critical"],
  ["ALTER TABLE users DROP COLUMN code", undefined, "medium"],
  ["DELETE FROM users WHERE age < 18", undefined, "medium"],
  ["ALTER TABLE users DROP CONSTRAINT users_pkey", undefined, "medium"],
  ["ALTER TABLE users DROP CONSTRAINT grown", undefined, "low"],
  ["DROP SEQUENCE IF EXISTS nothing CASCADE", undefined, "medium"],
  ["ALTER TABLE legacy DROP CONSTRAINT checked CASCADE", undefined, "medium"],
  ["ALTER TABLE users DISABLE TRIGGER ALL", undefined, "low"],
  ["ALTER TABLE legacy DISABLE TRIGGER ALL", undefined, "medium"],
  ["SET session_replication_role = replica", undefined, "medium"],
  ["DROP FUNCTION IF EXISTS legacy_price(integer)", undefined, "medium"],
  ["ALTER ROLE web NOLOGIN", undefined, "medium"],
  ["ALTER ROLE web SET work_mem = '64MB'", undefined, "low"],
  ["ALTER TABLE users RENAME COLUMN code TO tag", undefined, "high"],
  ["ALTER TABLE orders RENAME TO purchases", undefined, "high"],
  ["ALTER TABLE users ALTER COLUMN age TYPE bigint", undefined, "high"],
  ["ALTER TABLE users ALTER COLUMN age TYPE bigint", small, "high"],
  ["ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid()", undefined, "high"],
  ["DROP TABLE orders", undefined, "high"],
  ["TRUNCATE orders", undefined, "high"],
  ["VACUUM FULL orders", undefined, "high"],
  ["ALTER TABLE users DROP COLUMN nothing", undefined, "critical"],
  ["CREATE INDEX CONCURRENTLY ON users (name)", undefined, "critical"],
];

describe("the risk of", () => {
  it.each(cases.map(([sql, sizes, risk]) => ({ sql, sizes, risk })))(
    "$sql is $risk",
    async ({ sql, sizes, risk }) => {
      const alone = /^VACUUM/.test(sql);
      const script: Script = { sql, down: "SELECT 1", ...(alone ? { transaction: "autocommit" } : {}) };
      expect(await told(script, sizes)).toMatchObject({ risk });
    },
  );

  it("an irreversible loss from a large table is critical, a reversible one or a small one is not", async () => {
    const drop = { sql: "DROP TABLE orders" };
    expect(await told(drop, large)).toMatchObject({ risk: "critical" });
    expect(await told(drop, small)).toMatchObject({ risk: "high" });
    expect(await told(drop)).toMatchObject({ risk: "high" });
    expect(await told({ ...drop, down: "CREATE TABLE orders ()" }, large)).toMatchObject({ risk: "high" });
    expect(await told({ sql: "ALTER TABLE users DROP COLUMN code" }, large)).toMatchObject({
      risk: "critical",
    });
  });

  it("CREATE INDEX CONCURRENTLY outside a transaction is low, however large the table", async () => {
    const script: Script = { sql: "CREATE INDEX CONCURRENTLY ON users (name)", transaction: "autocommit" };
    expect(await told(script, large)).toMatchObject({ risk: "low" });
  });

  it("work is that of the strongest lock held meanwhile", async () => {
    const validate = "ALTER TABLE users VALIDATE CONSTRAINT grown";
    const add = "ALTER TABLE users ADD COLUMN x int";
    expect(await told({ sql: `${add}; ${validate}` })).toMatchObject({ risk: "medium" });
    expect(await told({ sql: `${add}; ${validate}` }, large)).toMatchObject({ risk: "high" });
    expect(await told({ sql: `${add}; ${validate}`, transaction: "autocommit" }, large)).toMatchObject({
      risk: "low",
    });
    const index = "CREATE INDEX ON orders (user_id)";
    expect(await told({ sql: `LOCK TABLE users IN SHARE MODE; ${index}` })).toMatchObject({ risk: "medium" });
  });

  it("changing rows behind a lock that keeps everybody out is medium", async () => {
    const add = "ALTER TABLE users ADD COLUMN shown text";
    expect(await told({ sql: `${add}; UPDATE users SET shown = name` })).toMatchObject({ risk: "medium" });
    expect(
      await told({ sql: `${add}; UPDATE users SET shown = name`, transaction: "autocommit" }),
    ).toMatchObject({ risk: "low" });
    expect(await told({ sql: `${add}; UPDATE users SET shown = name WHERE id = 1` })).toMatchObject({
      risk: "low",
    });
  });
});

describe("the table of situations", () => {
  it("has a case for every situation", async () => {
    const reasons = new Set<string | undefined>();
    for (const [sql, sizes] of cases)
      reasons.add(
        (
          await told(
            { sql, down: "SELECT 1", ...(/^VACUUM/.test(sql) ? { transaction: "autocommit" } : {}) },
            sizes,
          )
        ).because,
      );
    reasons.add((await told({ sql: "DROP TABLE orders" }, large)).because);
    const add = "ALTER TABLE users ADD COLUMN x int";
    reasons.add((await told({ sql: `${add}; UPDATE users SET x = 1` })).because);
    expect(situations.map(({ because }) => because).filter((because) => !reasons.has(because))).toEqual([]);
  });

  it("ends with no risk", () => {
    const effects = {
      locks: [],
      work: [],
      breaks: [],
      destroys: [],
      waits: [],
      fails: undefined,
      spared: [],
    };
    const facts = {
      effects,
      locks: [],
      work: [],
      large: true,
      holdsRows: true,
      irreversible: true,
      changesMany: false,
    };
    expect(riskOf(facts).risk).toBe("none");
  });
});
