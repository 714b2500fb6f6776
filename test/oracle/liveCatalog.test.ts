import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { readLiveCatalog } from "../../server/src/run/liveCatalog/readLiveCatalog.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { interpret } from "../../server/src/interpret/interpret.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { StatementCache, readStatements } from "../../server/src/sql/parse.ts";
import { corpusProjects } from "../corpus/projects.ts";
import { freshDatabase, testedMajors, type Major } from "../support/servers.ts";
import { parseCases, schema } from "./cases.ts";
import { catalogDifferences } from "./replay/catalogDifferences.ts";
import { loadProject } from "./replay/load.ts";

/*
 * The model folded from migrations is the model read from a database that ran them, to the letter: column numbers and
 * dependencies too.
 */

const shop = fileURLToPath(new URL("../../samples/shop/db/migrations", import.meta.url));

interface Run {
  readonly name: string;
  readonly folder: string;
  readonly template?: string;
  readonly prepare?: string;
}

const runs: readonly Run[] = [
  { name: "samples/shop", folder: shop },
  ...corpusProjects.map(({ name, root, folder, template }) => ({
    name,
    folder: join(root, folder),
    ...(template === undefined ? {} : { template, prepare: prepared(template) }),
  })),
];

function prepared(schema: string): string {
  return `CREATE SCHEMA ${schema};
    DO $$ BEGIN CREATE ROLE postgres; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
    SET search_path = ${schema};`;
}

/** Sends every up section as its tool would, and gives what is folded meanwhile. */
async function migrate(run: Run, major: Major) {
  const project = await loadProject(run.folder, run.template);
  const database = await freshDatabase(major);
  const client = await database.connect();
  let catalog = Catalog.empty;
  const fold = (mode: Parameters<typeof foldSection>[1]["mode"], placed: ReturnType<typeof project.read>) => {
    const statements = placed.map(({ statement }) => statement);
    const input = { mode, statements, major, timeZone: "UTC", assumesMissing: false };
    catalog = foldSection(catalog, input).end;
    return statements;
  };
  for (const { text } of fold("autocommit", project.read(run.prepare ?? ""))) await client.query(text);
  for (const section of project.migrations.flatMap(({ sections }) => sections)) {
    if (section.direction !== "up") continue;
    const statements = fold(section.transaction, project.statements(section));
    const together = section.transaction === "single" || section.transaction === "all-pending";
    if (together) await client.query("BEGIN");
    for (const { text } of statements) await client.query(text);
    if (together) await client.query("COMMIT");
  }
  return { catalog, database };
}

const scripts = parseCases("catalogs", readFileSync(new URL("catalogs.sql", import.meta.url), "utf8"));

describe.each(testedMajors)("of a script on PostgreSQL %i", (major) => {
  it.for(scripts.filter(({ since }) => since <= major))(
    "$name (line $line) gives the model that its database has",
    async ({ statements }) => {
      const grammar = await loadGrammar();
      const cache = new StatementCache();
      const text = statements.join(";\n");
      const read = readStatements(text, { start: 0, end: text.length }, grammar, cache).statements;
      const database = await freshDatabase(major);
      try {
        const client = await database.connect();
        for (const sql of statements) await client.query(sql);
        const folded = foldSection(Catalog.empty, {
          mode: "autocommit",
          statements: read.map(({ statement }) => statement),
          major,
          timeZone: "UTC",
          assumesMissing: false,
        });
        expect(await catalogDifferences(folded.end, client)).toEqual([]);
      } finally {
        await database.dispose();
      }
    },
  );
});

describe.each(testedMajors)("on PostgreSQL %i", (major) => {
  it.for(runs)("$name gives the model that its database has", async (run) => {
    const { catalog, database } = await migrate(run, major);
    try {
      const lines = await catalogDifferences(catalog, await database.connect());
      expect(lines).toEqual([]);
    } finally {
      await database.dispose();
    }
  });

  it("lets the interpretation go on over a catalog that was read", async () => {
    const grammar = await loadGrammar();
    const database = await freshDatabase(major);
    try {
      const client = await database.connect();
      await client.query(schema);
      const { catalog } = await readLiveCatalog(client, grammar);
      const target = { major, inTransaction: false, timeZone: "UTC" };
      const parsed = grammar.parse("ALTER TABLE t ALTER COLUMN a TYPE bigint");
      if (!parsed.ok) throw new Error(parsed.problem.message);
      const { node, kind } = parsed.value;
      const statement = { text: "", masked: "", kind, node, problem: undefined };
      // The view that reads the column is in the way, as it is on the server.
      expect(interpret(catalog, statement, target).effects.fails?.sqlstate).toBe("0A000");
      await expect(client.query("ALTER TABLE t ALTER COLUMN a TYPE bigint")).rejects.toMatchObject({
        code: "0A000",
      });
    } finally {
      await database.dispose();
    }
  });
});
