import type { Client } from "pg";
import type { Database } from "../support/servers.ts";
import { askAsApplication, broken } from "./application.ts";
import type { AccuracyCase } from "./cases.ts";
import { runCase, type Course, type Step } from "./course.ts";
import { contentsOf, lost } from "./data.ts";
import type { Observed } from "./labels.ts";
import type { System } from "./system.ts";

/** Tries a migration on a system with few and on one with many rows. */
export async function observeCase(system: System, one: AccuracyCase): Promise<Observed> {
  const small = await onSmall(system, one);
  const large = await onLarge(system, one);
  const fails = [...new Set([small.course.fails, large.course.fails])].filter((code) => code !== undefined);
  const blocks = [
    ...new Set(large.course.steps.flatMap((step, index) => blocked(small.course.steps[index], step))),
  ];
  return notEmpty({
    blocks: blocks.sort(),
    rewrites: large.rewritten,
    fails,
    breaks: small.broken,
    loses: small.lost,
  });
}

async function onSmall(system: System, one: AccuracyCase) {
  const database = await system.copy("small");
  try {
    const { client, before } = await prepared(database, one);
    const contents = await contentsOf(client);
    const answers = await askAsApplication(await database.connect(), one);
    const course = await runCase(database, one, new Set(before.keys()));
    const gone = lost(contents, await contentsOf(client));
    const after = await askAsApplication(await database.connect(), one);
    return { course, lost: gone, broken: broken(answers, after, gone.length > 0) };
  } finally {
    await database.dispose();
  }
}

async function onLarge(
  system: System,
  one: AccuracyCase,
): Promise<{ course: Course; rewritten: readonly string[] }> {
  const database = await system.copy("large");
  try {
    const { client, before } = await prepared(database, one);
    const course = await runCase(database, one, new Set(before.keys()));
    const after = await filesOf(client);
    const rewritten = [...after].flatMap(([oid, { name, file, size }]) => {
      const was = before.get(oid);
      return was?.isTable === true && was.file !== file && was.size > 0 && size > 0 ? [name] : [];
    });
    return { course, rewritten: rewritten.sort() };
  } finally {
    await database.dispose();
  }
}

async function prepared(database: Database, one: AccuracyCase) {
  const client = await database.connect();
  for (const sql of one.setup) await client.query(sql);
  return { client, before: await filesOf(client) };
}

interface File {
  readonly name: string;
  readonly isTable: boolean;
  readonly file: number;
  readonly size: number;
}

async function filesOf(client: Client): Promise<ReadonlyMap<number, File>> {
  const { rows } = await client.query<File & { oid: number }>(`
    SELECT c.oid::int AS oid, c.oid::regclass::text AS name, c.relkind = 'r' AS "isTable",
           c.relfilenode::int AS file, pg_relation_size(c.oid)::int AS size
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`);
  return new Map(rows.map((row) => [row.oid, row]));
}

/** Less than this is what catalogs cost. */
const milliseconds = 1_000_000;

function blocked(small: Step | undefined, large: Step): readonly string[] {
  const least = small?.cost ?? 0;
  const grows = large.cost - least > 4 * milliseconds && large.cost > 2 * least;
  return [...(grows ? large.locks : []), ...large.rows.map((name) => `${name} rows`)];
}

function notEmpty(observed: Observed): Observed {
  return Object.fromEntries(Object.entries(observed).filter(([, seen]) => seen.length > 0));
}
