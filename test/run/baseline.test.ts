import { afterEach, describe, expect, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { compareCatalogs } from "../../server/src/catalog/differences/compareCatalogs.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { majors, type Major } from "../../server/src/interpret/target.ts";
import { readBaseline } from "../../server/src/run/baseline/readBaseline.ts";
import { writeSnapshot } from "../../server/src/run/baseline/snapshot.ts";
import { buildCatalog } from "../../server/src/run/liveCatalog/buildCatalog.ts";
import { inSnapshot, readOpenRows } from "../../server/src/run/liveCatalog/readLiveCatalog.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import { printExpression } from "../../server/src/sql/printExpression.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { freshDatabase, type Database } from "../support/servers.ts";

const grammar = await loadGrammar();
const databases: Database[] = [];
afterEach(() => Promise.all(databases.splice(0).map((database) => database.dispose())));

const schema = `CREATE SCHEMA app;
  CREATE TYPE app.mood AS ENUM ('sad', 'happy');
  CREATE DOMAIN app.positive AS int CHECK (VALUE > 0);
  CREATE TABLE app.users (id bigint PRIMARY KEY, name text NOT NULL DEFAULT 'nobody', m app.mood, n app.positive,
    CONSTRAINT short CHECK (length(name) < 100));
  CREATE TABLE app.posts (id serial PRIMARY KEY, author bigint NOT NULL REFERENCES app.users ON DELETE CASCADE, body text,
    FOREIGN KEY (author) REFERENCES app.users MATCH FULL);
  CREATE UNIQUE INDEX by_name ON app.users (lower(name)) WHERE id > 3;
  CREATE VIEW app.names AS SELECT id, name FROM app.users;
  CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
  CREATE TRIGGER touched BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();
  CREATE TABLE app.events (at date NOT NULL, v int) PARTITION BY RANGE (at);
  CREATE TABLE app.events_1 PARTITION OF app.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
  ALTER TABLE app.posts ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON app.posts USING (author > 0);`;

/** What the schema's own SQL makes on a major. */
function folded(major: Major): Catalog {
  const span = { start: 0, end: schema.length };
  const statements = readStatements(schema, span, grammar, new StatementCache()).statements;
  return foldSection(Catalog.empty, {
    mode: "autocommit",
    statements: statements.map(({ statement }) => statement),
    major,
    timeZone: "UTC",
    splits: true,
    assumesMissing: false,
  }).end;
}

function differences(one: Catalog, other: Catalog | undefined, major: Major, internals: boolean) {
  if (other === undefined) throw new Error(`nothing for ${major}`);
  return compareCatalogs(one, other, { major, internals, print: (node) => printExpression(node, grammar) });
}

describe.each([14, 18] as const)("a snapshot of PostgreSQL %i", (from) => {
  it("is the schema of the server, and of every other version", async () => {
    const database = await freshDatabase(from);
    databases.push(database);
    const client = await database.connect();
    await client.query(
      `${schema} ALTER DATABASE ${(await nameOf(client)) ?? ""} SET search_path = app, public`,
    );
    const again = await database.connect();
    const read = await inSnapshot(again, () => readOpenRows(again));
    const baseline = readBaseline(writeSnapshot(read), majors, grammar);
    if (!baseline.ok) throw new Error(baseline.problem.message);
    const live = buildCatalog(read.rows, read.settings, from, grammar);
    expect(differences(live, baseline.catalogs.get(from), from, true)).toEqual([]);
    for (const major of [14, 18] as const)
      expect(differences(folded(major), baseline.catalogs.get(major), major, false)).toEqual([]);
    // The search path of the database is that of every session, also after a migration that sets another one.
    const start = baseline.catalogs.get(from) ?? Catalog.empty;
    const first = fold(start, "SET search_path = public; SELECT 1;", from);
    const second = fold(first.end, "ALTER TABLE users ADD COLUMN z int;", from);
    expect(second.entries.map(({ outcome }) => outcome.effects.locks[0]?.relation.name)).toEqual([
      "app.users",
    ]);
  });
});

function fold(start: Catalog, text: string, major: Major) {
  const { statements } = readStatements(text, { start: 0, end: text.length }, grammar, new StatementCache());
  return foldSection(start, {
    mode: "single",
    statements: statements.map(({ statement }) => statement),
    major,
    timeZone: "UTC",
    endsSession: true,
    assumesMissing: false,
  });
}

async function nameOf(client: { query(sql: string): Promise<{ rows: { name?: string }[] }> }) {
  const { rows } = await client.query("SELECT quote_ident(current_database()) AS name");
  return rows[0]?.name;
}

/** As pg_dump 18 writes it: psql's own commands, an empty search path, rows of data. */
const dump = `--
-- PostgreSQL database dump
--

\\restrict 4Vb6ATbq7kN8n

-- Dumped from database version 18.1
SET statement_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET default_table_access_method = heap;

CREATE TABLE public.users (
    id bigint NOT NULL,
    name text
);
ALTER TABLE public.users OWNER TO nobody_here;
CREATE SEQUENCE public.users_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);

COPY public.users (id, name) FROM stdin;
1\tO'Hara; DROP TABLE users;
\\.

ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE TABLE public.places (id int, at public.geography(Point,4326));
SELECT public.not_known_here();

\\unrestrict 4Vb6ATbq7kN8n
`;

describe("a dump", () => {
  it("is the schema, without psql's commands and rows", () => {
    const baseline = readBaseline(`\uFEFF${dump}`, [18], grammar);
    if (!baseline.ok) throw new Error(baseline.problem.message);
    const start = baseline.catalogs.get(18) ?? Catalog.empty;
    expect([...start.all("relation").values()].map(({ name }) => name).sort()).toEqual([
      "places",
      "users",
      "users_id_seq",
      "users_pkey",
    ]);
    // The dump's empty search path ends with it.
    const known = fold(start, "ALTER TABLE users ALTER name SET NOT NULL;", 18).entries[0]?.outcome;
    expect(known?.effects.work.map(({ kind }) => kind)).toEqual(["scan"]);
    const unknown = fold(start, "ALTER TABLE elsewhere ADD COLUMN x int;", 18).entries[0]?.outcome;
    expect(unknown?.effects.fails?.sqlstate).toBe("42P01");
    // What the dump calls and does not make may well be there.
    const doubted = fold(start, "SELECT not_known_here();", 18).entries[0]?.outcome;
    expect(doubted?.effects.fails).toBeUndefined();
  });

  it.each<[string, string, RegExp, number]>([
    ["nothing", "-- only a comment\n", /no SQL statement/, 0],
    ["pg_dump's own format", "PGDMP\u0001\u000e", /pg_dump --schema-only/, 0],
    [
      "a syntax error",
      "CREATE TABLE a (id int);\nCREATE TABEL b ();\n",
      /Syntax error at or near "TABEL"$/,
      32,
    ],
    ["MySQL", "CREATE TABLE `a` (id int);", /./, 13],
    ["other JSON", '{ "tables": [] }', /no snapshot/, 0],
    ["broken JSON", '{ "lockkeeper": "snap', /neither SQL nor JSON/, 0],
    ["a later format", '{ "lockkeeper": "snapshot", "version": 99 }', /version 99/, 0],
    [
      "a snapshot with parts missing",
      '{ "lockkeeper": "snapshot", "version": 1, "postgres": 17, "settings": {}, "rows": {} }',
      /no snapshot/,
      0,
    ],
  ])("of %s is refused at its place", (_name, text, message, start) => {
    const read = readBaseline(text, [18], grammar);
    if (read.ok) throw new Error("it was read");
    expect(read.problem.message).toMatch(message);
    expect(read.problem.span.start).toBe(start);
  });
});
