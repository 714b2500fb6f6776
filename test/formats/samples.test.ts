import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { detectFormat } from "../../server/src/formats/detect.ts";
import { discoverProjects } from "../../server/src/formats/discover.ts";
import type { Direction, Migration } from "../../server/src/formats/format.ts";
import { freshDatabase, majors, type Database } from "../support/servers.ts";
import { diskTree } from "./trees.ts";

const samples = join(import.meta.dirname, "../../samples");
const tree = diskTree(join(samples, "shop/db/migrations"));
const detection = detectFormat(tree);
const project = detection?.format.read(tree);
const migrations = project?.migrations ?? [];

it("finds the sample shop without configuration, and nothing wrong with its files", () => {
  expect(discoverProjects(diskTree(samples).paths)).toEqual([{ folder: "shop/db/migrations" }]);
  expect(detection).toMatchObject({ score: 1, format: { id: "dbmate" } });
  expect(project?.problems).toEqual([]);
  expect(migrations).toHaveLength(13);
  for (const { sections } of migrations) {
    expect(sections.map(({ direction }) => direction)).toEqual(["up", "down"]);
  }
});

describe.each(majors)("PostgreSQL %i", (major) => {
  let database: Database;
  let client: pg.Client;

  beforeAll(async () => {
    database = await freshDatabase(major);
    client = await database.connect();
  });
  afterAll(() => database.dispose());

  /** Sends a direction as dbmate does, together with the ledger's row. */
  async function run(migration: Migration, direction: Direction): Promise<void> {
    const ledger = detection?.format.ledger;
    const entry = { ...migration, path: "", bytes: undefined, executionMs: 1, now: "", uuid: "" };
    for (const section of migration.sections.filter((part) => part.direction === direction)) {
      const sql = tree.text(section.path)?.slice(section.span.start, section.span.end) ?? "";
      const bounded = section.transaction === "single";
      if (bounded) await client.query("BEGIN");
      await client.query(sql);
      const queries = (direction === "up" ? ledger?.record(entry, []) : ledger?.remove(entry, [])) ?? [];
      for (const { text, values } of queries) await client.query(text, [...values]);
      if (bounded) await client.query("COMMIT");
    }
  }

  async function relations(): Promise<readonly string[]> {
    const found = await client.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace " +
        "UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace " +
        "UNION SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace ORDER BY 1",
    );
    return found.rows.map(({ name }) => name);
  }

  it("runs up, each migration down and up again on the way, and down to nothing", async () => {
    for (const text of detection?.format.ledger.create ?? []) await client.query(text);
    const empty = await relations();
    for (const migration of migrations) {
      const before = await relations();
      await run(migration, "up");
      await run(migration, "down");
      expect(await relations()).toEqual(before);
      await run(migration, "up");
    }
    const applied = await client.query<Record<string, unknown>>(detection?.format.ledger.select ?? "");
    const read = applied.rows.map((row) => detection?.format.ledger.read(row)?.version);
    expect(read).toEqual(migrations.map(({ version }) => version));
    for (const migration of [...migrations].reverse()) await run(migration, "down");
    expect(await relations()).toEqual(empty);
  });
});
