import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import pg from "pg";
import ts from "typescript";
import * as z from "zod";
import { adapterText } from "../../server/src/recipes/adapter/text.ts";
import type { Recipe } from "../../server/src/recipes/recipe.ts";
import { testedMajors, type Major } from "../support/servers.ts";
import { databaseOf } from "./databases.ts";
import { fingerprint } from "./fingerprint.ts";
import { withItsEnd } from "./finishedRollout.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { textFaults } from "./prover.ts";
import { send } from "./send.ts";

/* Both sides written by the application: the module is compiled as a user's is, and works beside the plan's migrations. */

type Row = Readonly<Record<string, unknown>>;

/** What the module has; a test cannot import its types, since it is made while the test runs. */
interface DualWrite {
  insert(row: Row): Promise<Row | undefined>;
  upsert(row: Row): Promise<Row | undefined>;
  update(of: Row, changes: Row): Promise<Row | undefined>;
  find(of: Row): Promise<Row | undefined>;
  reconcile(): Promise<number>;
  diverged(pageSize?: number): Promise<number>;
}

const isModule = z.object({ DualWrite: z.custom<new (options: object) => DualWrite>() });
const folders: string[] = [];
const pools: pg.Pool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.end()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Compiles strictly, together with a caller that hands it a Pool; gives the class. */
async function compiled(text: string): Promise<z.infer<typeof isModule>["DualWrite"]> {
  const out = path.join(import.meta.dirname, "../../out");
  mkdirSync(out, { recursive: true });
  const folder = mkdtempSync(path.join(out, "adapter-"));
  folders.push(folder);
  writeFileSync(path.join(folder, "adapter.mts"), text);
  writeFileSync(
    path.join(folder, "caller.mts"),
    `import pg from "pg"; import { DualWrite } from "./adapter.mjs";
     export const users = new DualWrite({ pool: new pg.Pool(), stage: () => "both", onTrouble: ({ kind, key }) => console.error(kind, key) });`,
  );
  const program = ts.createProgram([path.join(folder, "caller.mts")], {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedParameters: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
    types: ["node"],
  });
  const said = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  expect(said).toEqual([]);
  program.emit();
  const made: unknown = await import(pathToFileURL(path.join(folder, "adapter.mjs")).href);
  return isModule.parse(made).DualWrite;
}

interface Given {
  readonly before: string;
  readonly seed: string;
  readonly up: string;
  readonly down: string;
}

function rolled(recipe: Recipe, { before, up, down }: Given) {
  const plain = TestProject.of("dbmate", [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down, autocommit: false },
  ]);
  const rewrite = planned(plain.rewrite(recipe, undefined, plain.last, { byApplication: true }));
  const { rollout } = rewrite.plan;
  const adapter = recipe.adapter?.(rollout?.state);
  if (rollout === undefined || adapter === undefined) throw new Error("there is no adapter");
  const open = plain.with(rewrite);
  const steps = open.analysis.migrations.length - 1;
  return { plain, finished: withItsEnd(open), steps, text: adapterText({ ...adapter, id: rollout.id }) };
}

/** A database with the rows, and a module whose stage the test sets. */
async function begun(recipe: Recipe, given: Given, major: Major) {
  const { plain, finished, steps: open, text } = rolled(recipe, given);
  const made = await compiled(text);
  const home = await databaseOf(major);
  const client = await home.connect();
  const [first] = finished.analysis.migrations;
  if (first !== undefined) await send(client, finished, first, "up");
  await client.query(given.seed);
  const pool = new pg.Pool({ connectionString: home.url, max: 2 });
  pool.on("error", () => undefined);
  pools.push(pool);
  const state = { stage: "old", troubles: [] as { kind: string; key: Row; error?: unknown }[] };
  const written = new made({
    pool,
    stage: () => state.stage,
    onTrouble: (trouble: (typeof state.troubles)[number]) => state.troubles.push(trouble),
  });
  const all = finished.analysis.migrations.slice(1);
  const up = async (from: number, to: number): Promise<void> => {
    for (const step of all.slice(from, to)) await send(client, finished, step, "up");
  };
  return { plain, finished, client, written, state, up, open, all };
}

const names: Given = {
  before: `CREATE TABLE "Us ers" (id bigserial, part int NOT NULL, name text DEFAULT 'no body', note text, PRIMARY KEY (part, id));`,
  seed: `INSERT INTO "Us ers" (part, name) SELECT 1, 'first' || g || ' last' || g FROM generate_series(1, 2500) g;`,
  up: `-- lockkeeper-value name = "fi""rst" || ' ' || last
ALTER TABLE "Us ers" ADD COLUMN "fi""rst" varchar(12), ADD COLUMN last text;
UPDATE "Us ers" SET "fi""rst" = split_part(name, ' ', 1), last = split_part(name, ' ', 2);
ALTER TABLE "Us ers" DROP COLUMN name;`,
  down: "-- gone",
};
const mails: Given = {
  before: `CREATE TABLE "Us ers" (id bigserial, part int NOT NULL, name text NOT NULL DEFAULT 'no body' CHECK (name <> 'x'), note text, PRIMARY KEY (part, id)); CREATE INDEX by_name ON "Us ers" (name);`,
  seed: names.seed,
  up: `ALTER TABLE "Us ers" RENAME COLUMN name TO "select";`,
  down: `ALTER TABLE "Us ers" RENAME COLUMN "select" TO name;`,
};

describe.each(testedMajors)("the application writes both sides, PostgreSQL %i", (major) => {
  it("a split: through all stages, and a new side that cannot be written holds nothing up", async () => {
    const recipe = recipeCalled("split-or-merge-columns");
    const { client, written, state, up, open, finished, plain, all } = await begun(recipe, names, major);
    expect(textFaults(recipe, plain, finished)).toEqual([]);
    const { rows: triggers } = await client.query("SELECT FROM pg_trigger WHERE NOT tgisinternal");
    expect(triggers).toEqual([]);
    const seen = async (of: Row): Promise<Row> => {
      const { rows } = await client.query<Row>(
        `SELECT name, "fi""rst", last FROM "Us ers" WHERE part = $1 AND id = $2`,
        [of["part"], of["id"]],
      );
      return rows[0] ?? {};
    };
    await written.insert({ part: 2, name: "o ld" });
    await up(0, 1);
    state.stage = "both";
    const one = await written.insert({ part: 2, note: "it's" });
    expect(await seen(one ?? {})).toEqual({ name: "no body", 'fi"rst': "no", last: "body" });
    await written.update({ part: 1, id: 7 }, { name: "a b" });
    expect(await seen({ part: 1, id: 7 })).toEqual({ name: "a b", 'fi"rst': "a", last: "b" });
    await written.upsert({ part: 1, id: 8, name: "c d" });
    await written.upsert({ part: 1, id: 9, note: "kept" });
    expect(await seen({ part: 1, id: 8 })).toEqual({ name: "c d", 'fi"rst': "c", last: "d" });
    expect(await seen({ part: 1, id: 9 })).toEqual({
      name: "first9 last9",
      'fi"rst': "first9",
      last: "last9",
    });
    expect(state.troubles).toEqual([]);
    // A version that does not know the new side yet.
    state.stage = "old";
    await written.update({ part: 1, id: 8 }, { name: "e f" });
    state.stage = "both";
    await written.update({ part: 1, id: 10 }, { name: "muchtoolongforit x" });
    const long = await written.insert({ part: 3, name: "muchtoolongforit y" });
    expect(await seen(long ?? {})).toEqual({ name: "muchtoolongforit y", 'fi"rst': null, last: null });
    expect(state.troubles.map(({ kind }) => kind)).toEqual(["second-write-failed", "second-write-failed"]);
    expect(await written.reconcile()).toBe(2);
    await expect(up(1, open)).rejects.toThrow("value too long");
    await written.update({ part: 1, id: 10 }, { name: "short x" });
    await written.update(long ?? {}, { name: "short y" });
    expect(await written.reconcile()).toBe(0);
    await up(1, open);
    expect(await written.diverged(100)).toBe(0);
    state.troubles.splice(0);
    await client.query(`UPDATE "Us ers" SET name = 'past it' WHERE part = 1 AND id = 1200`);
    expect(await written.diverged(100)).toBe(1);
    await written.find({ part: 1, id: 1200 });
    expect(state.troubles).toMatchObject([
      { kind: "diverged", key: { part: 1, id: "1200" } },
      { kind: "diverged", key: { part: 1, id: 1200 } },
    ]);
    await expect(up(open, all.length)).rejects.toThrow("are in step in every row");
    expect(await written.reconcile()).toBe(0);
    state.stage = "reading-new";
    await written.update({ part: 1, id: 20 }, { 'fi"rst': "n", last: "w" });
    expect(await seen({ part: 1, id: 20 })).toEqual({ name: "n w", 'fi"rst': "n", last: "w" });
    state.stage = "new";
    await up(open, all.length);
    const last = await written.insert({ part: 4, 'fi"rst': "z", last: "z" });
    expect(await written.find(last ?? {})).toMatchObject({ 'fi"rst': "z", last: "z" });
  });

  it("a rename: NOT NULL with a default, and back", async () => {
    const recipe = recipeCalled("rename-column-by-dual-write");
    const { client, written, state, up, open, finished, all } = await begun(recipe, mails, major);
    const { catalog } = await fingerprint(client);
    await up(0, 1);
    state.stage = "both";
    await up(1, open);
    const one = await written.insert({ part: 2 });
    const two = await written.insert({ part: 2, name: "y" });
    await expect(written.insert({ part: 2, name: "x" })).rejects.toThrow("check constraint");
    await expect(written.update(two ?? {}, { name: null })).rejects.toThrow("not-null");
    expect(await written.find(one ?? {})).toMatchObject({ name: "no body", select: "no body" });
    state.stage = "reading-new";
    const three = await written.insert({ part: 2, select: "z" });
    expect(await written.find(three ?? {})).toMatchObject({ name: "z", select: "z" });
    expect(await written.diverged()).toBe(0);
    expect(state.troubles).toEqual([]);
    state.stage = "new";
    await up(open, all.length);
    await written.upsert({ ...three, select: "zz" });
    expect(await written.find(three ?? {})).toMatchObject({ select: "zz" });
    for (const step of [...all].reverse()) await send(client, finished, step, "down");
    expect((await fingerprint(client)).catalog).toEqual(catalog);
    expect(await written.find(three ?? {})).toMatchObject({ name: "zz" });
  });
});
