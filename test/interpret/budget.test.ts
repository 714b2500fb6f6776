import { describe, expect, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { Budget, mostSteps } from "../../server/src/interpret/budget.ts";
import { interpret, type Outcome } from "../../server/src/interpret/interpret.ts";
import { fold, read } from "./support.ts";

/** What the last statement does after those before it, and how many steps of bodies were followed for it. */
function follow(setup: string, sql: string): { readonly outcome: Outcome; readonly steps: number } {
  const start = setup === "" ? Catalog.empty : fold(setup).end;
  const [statement] = read(sql);
  if (statement === undefined) throw new Error("No statement.");
  const budget = new Budget();
  const target = { major: 18, inTransaction: true, timeZone: "UTC" } as const;
  return { outcome: interpret(start, statement, target, budget), steps: budget.steps };
}

const locksOf = ({ effects }: Outcome): readonly string[] =>
  effects.locks.map(({ relation: { name }, mode }) => `${name} ${mode}`);

const table = "CREATE TABLE t (id int);";

function nested(rounds: number, given: string): string {
  const [parameter, next] = given === "" ? ["", ""] : [`${given} int`, `${given} + i`];
  return `${table}
    CREATE FUNCTION h(${parameter}) RETURNS int LANGUAGE plpgsql AS $$ BEGIN
      FOR i IN 1..${rounds} LOOP INSERT INTO t VALUES (i); END LOOP; RETURN ${given === "" ? "1" : given}; END $$;
    CREATE FUNCTION g(${parameter}) RETURNS int LANGUAGE plpgsql AS $$ BEGIN
      FOR i IN 1..${rounds} LOOP PERFORM h(${next}); END LOOP; RETURN 1; END $$;`;
}

describe("loops in calls in loops", () => {
  it.each([60, 400])("are followed once where nothing changes, for %i rounds", (rounds) => {
    const sql = `DO $$ BEGIN FOR i IN 1..${rounds} LOOP PERFORM g(); END LOOP; END $$`;
    const { outcome, steps } = follow(nested(rounds, ""), sql);
    expect(outcome.notAnalysed).toBeUndefined();
    expect(locksOf(outcome)).toEqual(["public.t ROW EXCLUSIVE"]);
    expect(steps).toBeLessThan(5 * rounds + 100);
  });

  it.each([60, 400])("share one budget where values differ, for %i rounds", (rounds) => {
    const sql = `DO $$ BEGIN FOR i IN 1..${rounds} LOOP PERFORM g(i); END LOOP; END $$`;
    const { outcome, steps } = follow(nested(rounds, "n"), sql);
    expect(outcome.notAnalysed).toBeUndefined();
    expect(locksOf(outcome)).toEqual(["public.t ROW EXCLUSIVE"]);
    expect(steps).toBeGreaterThan(mostSteps);
    expect(steps).toBeLessThan(mostSteps + 100);
  });
});

describe("a call", () => {
  it.each([
    "PERFORM f%s();",
    "x := f%s();",
    "x := 1 + f%s();",
    "SELECT f%s() INTO x;",
    "IF f%s() = 1 THEN END IF;",
  ])("is made once in a chain of thirty: %s", (call) => {
    const chain = Array.from({ length: 30 }, (_, index) => {
      const body = index === 0 ? "INSERT INTO t VALUES (1);" : call.replace("%s", String(index));
      return `CREATE FUNCTION f${index + 1}() RETURNS int LANGUAGE plpgsql AS $$
          DECLARE x int; BEGIN ${body} RETURN 1; END $$;`;
    });
    const { outcome, steps } = follow(table + chain.join("\n"), "SELECT f30()");
    expect(outcome.notAnalysed).toBeUndefined();
    expect(locksOf(outcome)).toEqual(["public.t ROW EXCLUSIVE"]);
    // A block, its one statement and RETURN.
    expect(steps).toBe(90);
  });

  it("is made once where calls nest", () => {
    const setup = `${table} CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO t VALUES (n); RETURN n + 1; END $$;`;
    const { outcome, steps } = follow(setup, `SELECT ${"f(".repeat(20)}1${")".repeat(20)}`);
    expect(locksOf(outcome)).toEqual(["public.t ROW EXCLUSIVE"]);
    expect(steps).toBe(60);
  });

  it("of an SQL function is made once", () => {
    const chain = Array.from({ length: 20 }, (_, index) => {
      const body = index === 0 ? "INSERT INTO t VALUES (1) RETURNING id" : `SELECT f${index}() + 1`;
      return `CREATE FUNCTION f${index + 1}() RETURNS int LANGUAGE sql AS $$ ${body} $$;`;
    });
    const { outcome, steps } = follow(table + chain.join("\n"), "SELECT f20()");
    expect(locksOf(outcome)).toEqual(["public.t ROW EXCLUSIVE"]);
    expect(steps).toBe(20);
  });
});

describe("a body that touches no table", () => {
  const nanoid = `CREATE TABLE named (id int, nid text);
    CREATE FUNCTION nanoid(size int DEFAULT 21) RETURNS text LANGUAGE plpgsql AS $$
    DECLARE made text := ''; letters text[]; bytes bytea; step int; at int; i int; BEGIN
      letters := regexp_split_to_array('_-0123456789abcdefghijklmnopqrstuvwxyz', '');
      step := cast(ceil(1.6 * 63 * size / array_length(letters, 1)) AS int);
      WHILE true LOOP
        bytes := decode(md5(random()::text), 'hex');
        i := 0;
        WHILE i < step LOOP
          at := (get_byte(bytes, i) & 63) + 1;
          IF at <= array_length(letters, 1) THEN
            made := made || letters[at];
            IF length(made) = size THEN RETURN made; END IF;
          END IF;
          i := i + 1;
        END LOOP;
      END LOOP;
    END $$;`;
  it.each([
    "UPDATE named SET nid = nanoid()",
    "UPDATE named SET nid = nanoid(21)",
    "DO $$ DECLARE r record; BEGIN FOR r IN SELECT id FROM named LOOP UPDATE named SET nid = nanoid() WHERE id = r.id; END LOOP; END $$",
    "DO $$ BEGIN FOR i IN 1..400 LOOP INSERT INTO named VALUES (i, nanoid(21)); END LOOP; END $$",
    "DO $$ DECLARE n text; BEGIN FOR i IN 1..400 LOOP n := nanoid(i); INSERT INTO named VALUES (i, n); END LOOP; END $$",
  ])("ends soon: %s", (sql) => {
    const { outcome, steps } = follow(nanoid, sql);
    expect(outcome.notAnalysed).toBeUndefined();
    expect(locksOf(outcome)).toEqual(["public.named ROW EXCLUSIVE"]);
    expect(steps).toBeLessThan(mostSteps + 100);
  });

  it("says nothing, however long it goes round", () => {
    const endless = "DO $$ DECLARE i int := 0; BEGIN WHILE i < 1000000 LOOP i := i + 1; END LOOP; END $$";
    const { outcome, steps } = follow("", endless);
    expect(outcome.notAnalysed).toBeUndefined();
    expect(locksOf(outcome)).toEqual([]);
    expect(steps).toBeLessThan(1000);
  });

  it("is left after the first round that changes nothing", () => {
    const { steps } = follow("", "DO $$ DECLARE i int := 0; BEGIN LOOP i := 1; END LOOP; END $$");
    expect(steps).toBeLessThan(10);
  });
});

describe("after the end of the budget", () => {
  const long = `CREATE FUNCTION long(n int) RETURNS int LANGUAGE plpgsql AS $$ DECLARE x int := n; BEGIN
    FOR i IN 1..100 LOOP x := x + i; END LOOP; RETURN x; END $$;`;
  const spend = "FOR i IN 1..400 LOOP x := long(i); END LOOP;";

  it("says that a text is not known, and what else is done", () => {
    const sql = `DO $$ DECLARE x int; BEGIN ${spend} EXECUTE 'DROP TABLE t' || x; DELETE FROM t; END $$`;
    const { outcome } = follow(table + long, sql);
    expect(outcome.notAnalysed).toBe("its text is put together from `x`");
    expect(locksOf(outcome)).toEqual(["public.t ROW EXCLUSIVE"]);
  });

  it("still follows what is not gone round", () => {
    const sql = `DO $$ DECLARE x int; n text := 't'; BEGIN ${spend} EXECUTE 'DROP TABLE ' || n; END $$`;
    const { outcome } = follow(table + long, sql);
    expect(outcome.notAnalysed).toBeUndefined();
    expect(locksOf(outcome)).toEqual(["public.t ACCESS EXCLUSIVE"]);
  });

  it("goes through bodies again that a savepoint takes back", () => {
    const setup = `${table}${long} CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN
      DELETE FROM t; RETURN 1; END $$;`;
    const sql = `DO $$ DECLARE x int; BEGIN ${spend}
      BEGIN PERFORM f(1); RAISE EXCEPTION 'no'; EXCEPTION WHEN OTHERS THEN PERFORM f(2); END; END $$`;
    expect(locksOf(follow(setup, sql).outcome)).toEqual(["public.t ROW EXCLUSIVE"]);
  });
});
