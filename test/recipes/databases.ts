import type pg from "pg";
import { freshDatabase, type Database, type Major } from "../support/servers.ts";
import type { TestProject } from "./projects.ts";
import { send } from "./send.ts";

/*
 * Databases for tests: dropped after the test they were made for. What several tests of a file begin with is set up
 * once and copied. `endings.setup.ts` calls the two functions that drop them: hooks here would hold for the first file
 * only that loads this.
 */

const ofTest: Database[] = [];
const templates = new Map<string, Promise<Database>>();

export async function dropThoseOfTest(): Promise<void> {
  await Promise.all(ofTest.splice(0).map((database) => database.dispose()));
}

export async function dropThoseOfFile(): Promise<void> {
  for (const template of templates.values()) await (await template).dispose();
  templates.clear();
}

/** An empty database, or a copy of another. */
export async function databaseOf(major: Major, template?: string): Promise<Database> {
  const database = await freshDatabase(major, template);
  ofTest.push(database);
  return database;
}

/** What stands before the migrations that a test is about: the project's first migration, and rows. */
export interface Beginning {
  readonly project: TestProject;
  readonly seed?: string | undefined;
  readonly major: Major;
}

export async function begun(
  beginning: Beginning,
): Promise<{ readonly home: Database; readonly client: pg.Client }> {
  const { project, seed = "", major } = beginning;
  const [first] = project.analysis.migrations;
  const texts = first?.migration.paths.map((path) => project.files.get(path) ?? "") ?? [];
  const key = JSON.stringify([major, texts, seed]);
  const template = templates.get(key) ?? setUp(beginning);
  templates.set(key, template);
  const home = await databaseOf(major, (await template).database);
  return { home, client: await home.connect() };
}

async function setUp({ project, seed, major }: Beginning): Promise<Database> {
  const database = await freshDatabase(major);
  const client = await database.connect();
  const [first] = project.analysis.migrations;
  if (first !== undefined) await send(client, project, first, "up");
  if (seed !== undefined) await client.query(seed);
  await client.end();
  return database;
}
