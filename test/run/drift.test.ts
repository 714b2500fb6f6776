import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DriftResult } from "../../server/src/protocol.ts";
import { RunEngine } from "../../server/src/run/engine.ts";
import { freshDatabase, type Database } from "../support/servers.ts";
import { projectFolder, type ProjectFolder } from "./project.ts";

const files = {
  "001_start.sql": `-- migrate:up
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE users (id bigint PRIMARY KEY, age integer, name text DEFAULT 'nobody', m mood,
  told jsonb DEFAULT '{"b" : [1.50, 1e2], "A":1, "a": "x  y", "A": -0.0 }', raw json DEFAULT '{ "A":1, "A":2 }' NOT NULL,
  many jsonb[] DEFAULT ARRAY['{"a":1}', '[ ]']::jsonb[],
  CONSTRAINT adult CHECK (age BETWEEN 18 AND 200 AND name NOT IN ('', 'root')));
CREATE INDEX users_name_idx ON users (name) WHERE age > 30;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION touch();
CREATE VIEW names AS SELECT id, name FROM users;
-- migrate:down
`,
};

/** Each is done by hand in a transaction of its own, and rolled back. */
const byHand: readonly (readonly [string, readonly string[]])[] = [
  ["ALTER TABLE users ADD COLUMN extra int", ["unexpected column public.users.extra"]],
  ["ALTER TABLE users DROP CONSTRAINT adult", ["missing check constraint public.users.adult"]],
  ["DROP INDEX users_name_idx", ["missing index public.users_name_idx"]],
  ["ALTER TABLE users ALTER m TYPE text", ["different column public.users.m type"]],
  ["ALTER TABLE users ALTER name SET DEFAULT 'somebody'", ["different column public.users.name default"]],
  [
    `ALTER TABLE users ALTER told SET DEFAULT '{"a":"x  y","b":[1.5,100],"A":0}', ALTER raw SET DEFAULT '{"A" : 1.0, "A" : 2}'`,
    [],
  ],
  [
    `ALTER TABLE users ALTER told SET DEFAULT '{"a":"x y","b":[1.5,100],"A":0}', ALTER raw SET DEFAULT '{"a":1,"a":2}'`,
    ["different column public.users.raw default", "different column public.users.told default"],
  ],
  ["ALTER TABLE users ALTER age SET NOT NULL", ["different column public.users.age NOT NULL"]],
  ["ALTER TABLE users DISABLE TRIGGER touched", ["different trigger public.users.touched state"]],
  [
    "ALTER TABLE users DROP CONSTRAINT adult, ADD CONSTRAINT adult CHECK (age > 17) NOT VALID",
    [
      "different check constraint public.users.adult condition",
      "different check constraint public.users.adult valid",
    ],
  ],
  ["ALTER TYPE mood ADD VALUE 'angry'", ["different enum public.mood values"]],
  ["CREATE TABLE side (id int PRIMARY KEY)", ["unexpected table public.side"]],
  ["DROP VIEW names", ["missing view public.names"]],
  [
    "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'begin return old; end'",
    ["different function public.touch() body"],
  ],
];

describe("drift on a server", () => {
  let folder: ProjectFolder;
  let database: Database;
  let engine: RunEngine;
  const never = new AbortController().signal;

  beforeAll(() => {
    folder = projectFolder(files);
  });
  afterAll(() => folder.dispose());

  /** What the comparison says after some SQL. */
  const after = async (sql: string): Promise<DriftResult> => {
    database = await freshDatabase(18);
    engine = new RunEngine({ storagePath: "", key: "drift", image: "", startTimeout: 600 });
    try {
      await engine.select({ kind: "server", url: database.url });
      const project = folder.read();
      const outcome = await engine.run(
        project,
        { project: project.uri, command: "up" },
        never,
        () => undefined,
      );
      expect(outcome.failure).toBeUndefined();
      if (sql !== "") await (await database.connect()).query(sql);
      return await engine.drift(project, never);
    } finally {
      await engine.dispose();
      await database.dispose();
    }
  };

  it("is none where only the migrations were at work, the ledger's table aside", async () => {
    const { differences, notes, applied, postgres } = await after("");
    expect({ differences, notes, applied, postgres }).toEqual({
      differences: [],
      notes: [],
      applied: 1,
      postgres: 18,
    });
  });

  it.each(byHand)("names what %s did", async (sql, expected) => {
    const { differences } = await after(sql);
    expect(
      differences.map(({ change, kind, name, property }) =>
        [change, kind, name, ...(property === undefined ? [] : [property])].join(" "),
      ),
    ).toEqual(expected);
  });
});
