import { describe, expect, it } from "vitest";
import { fold, foldOpen } from "./support.ts";

describe("a trigger whose function is not known", () => {
  const trigger = "CREATE TABLE a (id int); CREATE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION unknown();";

  it.each([
    `${trigger} INSERT INTO a VALUES (1); ALTER TABLE a ADD COLUMN id int;`,
    `${trigger.replace("ON a", "ON a FOR EACH ROW")} INSERT INTO a VALUES (1); ALTER TABLE a ADD COLUMN id int;`,
    `${trigger.replace("INSERT", "UPDATE")} UPDATE a SET id = 1; ALTER TABLE a DROP COLUMN x;`,
    `${trigger.replace("INSERT", "TRUNCATE")} TRUNCATE a; CREATE TABLE a (id int);`,
  ])("may do anything: %s", (sql) => {
    expect(foldOpen(sql).effects.fails).toBeUndefined();
  });

  it.each([
    `${trigger} ALTER TABLE a ADD COLUMN id int;`,
    `${trigger} DELETE FROM a; ALTER TABLE a ADD COLUMN id int;`,
    "CREATE TABLE a (id int, v tsvector, s text); CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION tsvector_update_trigger(v, 'pg_catalog.english', s); INSERT INTO a VALUES (1); ALTER TABLE a ADD COLUMN id int;",
  ])("does nothing where it does not fire, or is the server's: %s", (sql) => {
    expect(foldOpen(sql).effects.fails?.sqlstate).toBe("42701");
  });
});

describe("a body that may have been left", () => {
  const rows = "CREATE TABLE a (id int); CREATE TABLE q (id int);";
  const body = (steps: string): string =>
    `${rows} DO $$ DECLARE r record; BEGIN ${steps} ALTER TABLE a ADD COLUMN id int; END $$;`;

  it.each([
    "FOR r IN SELECT * FROM q LOOP RETURN; END LOOP;",
    "FOR r IN SELECT * FROM q LOOP IF r.id > 1 THEN RETURN; END IF; END LOOP;",
    "FOR r IN SELECT * FROM q LOOP IF r.id > 1 THEN CASE WHEN r.id = 5 THEN RETURN; ELSE NULL; END CASE; END IF; END LOOP;",
    "LOOP EXIT WHEN EXISTS (SELECT FROM q); IF EXISTS (SELECT FROM q) THEN RETURN; END IF; END LOOP;",
    "<<o>> FOR r IN SELECT * FROM q LOOP FOR r IN SELECT * FROM q LOOP EXIT o WHEN r.id = 1; END LOOP; ALTER TABLE a ADD COLUMN id int; END LOOP; RETURN;",
    "WHILE (SELECT count(*) FROM q) > 0 LOOP BEGIN IF (SELECT count(*) FROM q) > 5 THEN RETURN; END IF; END; END LOOP;",
  ])("is not said to fail: %s", (steps) => {
    expect(fold(body(steps)).last.effects.fails).toBeUndefined();
  });

  it.each([
    "FOR r IN SELECT * FROM q LOOP PERFORM 1; END LOOP;",
    "FOR r IN SELECT * FROM q LOOP IF r.id > 1 THEN EXIT; END IF; END LOOP;",
    "FOR r IN SELECT * FROM q LOOP CONTINUE WHEN r.id > 1; END LOOP;",
  ])("but one that only leaves a loop is: %s", (steps) => {
    expect(fold(body(steps)).last.effects.fails?.sqlstate).toBe("42701");
  });
});

describe("what happens only with rows is marked", () => {
  const setup = `CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE log (id int); CREATE TABLE b (id int REFERENCES a ON DELETE CASCADE);
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM log; RETURN OLD; END $$;`;

  it.each(["a", "b"])("a loss by a row trigger on %s", (table) => {
    const sql = `${setup} CREATE TRIGGER t BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION f(); DELETE FROM a;`;
    const { destroys } = fold(sql).last.effects;
    expect(destroys.find(({ name }) => name === "public.log")?.ifRows).toBe(true);
    expect(destroys.find(({ name }) => name === "public.a")?.ifRows).toBeUndefined();
  });

  it("not that of a statement trigger", () => {
    const { destroys } = fold(
      `${setup} CREATE TRIGGER t BEFORE DELETE ON a EXECUTE FUNCTION f(); DELETE FROM a;`,
    ).last.effects;
    expect(destroys.find(({ name }) => name === "public.log")?.ifRows).toBeUndefined();
  });
});
