import { describe, expect, it } from "vitest";
import { riskFacts, riskOf } from "../../server/src/timeline/risk.ts";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { assumedWords } from "../../server/src/timeline/words/assumed.ts";
import type { TimelineEntry } from "../../server/src/timeline/entry.ts";
import { fold, foldOpen } from "./support.ts";

const rows =
  "SELECT tablename, schemaname, 'x' || tablename AS made FROM pg_tables WHERE schemaname = 'public'";

/** A loop over rows of the catalog that the history does not tell of. */
function loop(body: string): string {
  return `DO $$ DECLARE r record; BEGIN FOR r IN ${rows} LOOP ${body} END LOOP; END $$;`;
}

function riskIn(entry: TimelineEntry): string {
  const sizes = { statistics: new Map(), largeTable: { rows: 1_000_000, bytes: 1_000_000_000 } };
  return riskOf(riskFacts(entry, Catalog.empty, sizes, false)).risk;
}

const unnamed = "a relation named at run time";

describe("a text with gaps does what it says to what only a run can name", () => {
  it.each([
    [
      "DROP TABLE of a name that format quotes",
      loop("EXECUTE format('DROP TABLE %I', r.tablename);"),
      "high",
    ],
    [
      "of a schema and a name",
      loop("EXECUTE format('DROP TABLE %I.%I CASCADE', r.schemaname, r.tablename);"),
      "high",
    ],
    ["by position", loop("EXECUTE format('DROP TABLE %2$I.%1$I', r.tablename, r.schemaname);"), "high"],
    ["put in as it is", loop("EXECUTE format('DROP TABLE %s', r.tablename);"), "high"],
    ["joined with ||", loop("EXECUTE 'DROP TABLE ' || quote_ident(r.tablename) || ' CASCADE';"), "high"],
    ["joined without quotes", loop("EXECUTE 'TRUNCATE TABLE ' || r.tablename;"), "high"],
    [
      "of a variable",
      "DO $$ DECLARE t text; BEGIN SELECT name INTO t FROM old LIMIT 1; EXECUTE 'DROP TABLE ' || t; END $$;",
      "high",
    ],
    [
      "of a text in a variable",
      loop("r.made := 'DROP TABLE ' || r.tablename; EXECUTE 'DROP TABLE ' || r.tablename;"),
      "high",
    ],
    [
      "of a variable's first value",
      "CREATE FUNCTION f(t text) RETURNS void LANGUAGE plpgsql AS $$ DECLARE c text := 'DROP TABLE ' || t; BEGIN EXECUTE c; END $$; SELECT f(name) FROM old;",
      "high",
    ],
    [
      "that a query has put together",
      "DO $$ DECLARE c text; BEGIN SELECT string_agg(format('DROP TABLE %I', tablename), '; ') INTO c FROM pg_tables; EXECUTE c; END $$;",
      "high",
    ],
    [
      "that the loop's query has put together",
      "DO $$ DECLARE c text; BEGIN FOR c IN SELECT format('DROP TABLE %I', tablename) FROM pg_tables LOOP EXECUTE c; END LOOP; END $$;",
      "high",
    ],
    [
      "in a column of its rows",
      "DO $$ DECLARE r record; BEGIN FOR r IN SELECT 'DROP TABLE ' || oid::regclass AS c FROM pg_class LOOP EXECUTE r.c; END LOOP; END $$;",
      "high",
    ],
    ["by concat", loop("EXECUTE concat('DROP TABLE ', r.tablename, ' CASCADE');"), "high"],
    [
      "with a literal beside",
      loop("EXECUTE format('DELETE FROM %I WHERE name = %L', r.tablename, r.made);"),
      "medium",
    ],
    [
      "a type that changes",
      loop("EXECUTE format('ALTER TABLE %I ALTER COLUMN id TYPE bigint', r.tablename);"),
      "high",
    ],
    [
      "a column that is added",
      loop("EXECUTE 'ALTER TABLE ' || quote_ident(r.tablename) || ' ADD COLUMN tenant int';"),
      "low",
    ],
    ["a schema that goes", loop("EXECUTE format('DROP SCHEMA %I CASCADE', r.schemaname);"), "high"],
    [
      "a name of which a part is known",
      loop("EXECUTE 'ALTER TABLE users RENAME TO users_' || r.tablename;"),
      "high",
    ],
    [
      "a column of a table that is named",
      loop("EXECUTE format('ALTER TABLE users DROP COLUMN %I', r.tablename);"),
      "medium",
    ],
  ])("%s", (_, sql, risk) => {
    const entry = foldOpen(sql);
    expect(entry.outcome.notAnalysed).toBeUndefined();
    expect(riskIn(entry)).toBe(risk);
    expect(assumedWords(entry).join("; ")).toContain("with names that are known at run time alone");
    expect(entry.effects.fails).toBeUndefined();
  });

  it("names what is lost in words", () => {
    const { effects } = foldOpen(loop("EXECUTE format('DROP TABLE %I', r.tablename);"));
    expect(effects.destroys.map(({ code, name }) => `${code} ${name}`)).toEqual([`table ${unnamed}`]);
    expect(effects.locks.map(({ relation, mode }) => `${relation.name} ${mode}`)).toContain(
      `${unnamed} ACCESS EXCLUSIVE`,
    );
  });

  it("locks the tables that the text names", () => {
    const { effects } = foldOpen(
      loop("EXECUTE 'CREATE TABLE events_' || r.tablename || ' PARTITION OF events FOR VALUES IN (''x'')';"),
    );
    expect(effects.locks.map(({ relation, mode }) => `${relation.name} ${mode}`)).toEqual([
      "public.events ACCESS EXCLUSIVE",
      "the default partition of public.events ACCESS EXCLUSIVE",
    ]);
  });

  it("leaves every name in doubt", () => {
    const entry = foldOpen(`CREATE TABLE a (id int); DO $$ DECLARE t text; BEGIN
      SELECT name INTO t FROM old; EXECUTE 'DROP TABLE ' || t; END $$; ALTER TABLE a ADD COLUMN id int;`);
    expect(entry.effects.fails).toBeUndefined();
  });
});

describe("a text of which nothing is known is no silence", () => {
  it.each([
    loop("EXECUTE r.tablename;"),
    loop("EXECUTE 'ALTER TABLE ' || r.tablename || ' ' || r.schemaname;"),
    "DO $$ DECLARE c text; BEGIN SELECT command INTO c FROM steps; EXECUTE c; END $$;",
    "CREATE FUNCTION run(c text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE c; END $$; SELECT run(command) FROM steps;",
  ])("%s", (sql) => {
    const entry = foldOpen(sql);
    expect(entry.outcome.notAnalysed).toMatch(/^its text is put together from /u);
    expect(entry.effects.runsUnknown).toHaveLength(1);
    expect(riskIn(entry)).toBe("medium");
  });

  it("with a complete history too", () => {
    const { last } = fold(
      "CREATE TABLE steps (c text); DO $$ DECLARE s text; BEGIN SELECT c INTO s FROM steps; EXECUTE s; END $$;",
    );
    expect(last.effects.runsUnknown).toHaveLength(1);
  });
});
