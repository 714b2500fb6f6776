import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { runner } from "node-pg-migrate";
import pg from "pg";
import Postgrator from "postgrator";
import type { Format } from "../../../server/src/formats/format.ts";
import { dbmate } from "../../../server/src/formats/dbmate.ts";
import { nodePgMigrate } from "../../../server/src/formats/nodePgMigrate.ts";
import { postgrator } from "../../../server/src/formats/postgrator.ts";
import type { Database } from "../../support/servers.ts";

/** A real tool, as its users run it. */
export interface Tool {
  readonly format: Format;
  /** All that is pending; rejects where it fails. */
  up(folder: string, database: Database): Promise<void>;
  /** The newest one back. */
  down(folder: string, database: Database): Promise<void>;
  /** The file or files of one migration. */
  files(number: number, up: string, down: string): Readonly<Record<string, string>>;
  /** What of its ledger must be alike whoever writes it. */
  readonly ledger: string;
  /** The npm package of the version that is run. */
  readonly package: string;
  /** The only platform and processor for which it is installed; undefined where it runs on all. */
  readonly machine?: string;
  /** What Lockkeeper does otherwise, in a sentence. */
  readonly differs: string;
}

const run = promisify(execFile);

/** dbmate's program for one kind of machine; npm leaves it out on others, where the tests of it are skipped. */
const dbmatePackage = "@dbmate/linux-x64";
const dbmateMachine = "linux-x64";

function dbmateProgram(): string {
  const manifest = createRequire(import.meta.url).resolve(`${dbmatePackage}/package.json`);
  return join(dirname(manifest), "bin", "dbmate");
}

async function dbmateRun(command: string, folder: string, { url }: Database): Promise<void> {
  await run(dbmateProgram(), ["-d", folder, "--no-dump-schema", command], {
    env: { DATABASE_URL: `${url}?sslmode=disable` },
  });
}

async function nodePgMigrateRun(direction: "up" | "down", dir: string, { url }: Database): Promise<void> {
  const logger = { debug: silent, info: silent, warn: silent, error: silent };
  const count = direction === "up" ? Infinity : 1;
  await runner({
    databaseUrl: url,
    dir,
    direction,
    count,
    migrationsTable: "pgmigrations",
    logger,
    ignorePattern: "lockkeeper.*",
  });
}

function silent(): void {
  // The tests look at the database.
}

async function postgratorRun(
  direction: "up" | "down",
  folder: string,
  { url, database }: Database,
): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const tool = new Postgrator({
      driver: "pg",
      database,
      migrationPattern: join(folder, "*.sql"),
      execQuery: (query) => client.query(query),
    });
    if (direction === "up") {
      await tool.migrate();
      return;
    }
    const version = await tool.getDatabaseVersion();
    const lower = (await tool.getMigrations()).map((each) => each.version).filter((each) => each < version);
    await tool.migrate(String(Math.max(0, ...lower)));
  } finally {
    await client.end();
  }
}

export const tools: readonly Tool[] = [
  {
    format: dbmate,
    up: (folder, database) => dbmateRun("up", folder, database),
    down: (folder, database) => dbmateRun("rollback", folder, database),
    files: (number, up, down) => ({
      [`2024010${number}000000_m.sql`]: `-- migrate:up\n${up}\n-- migrate:down\n${down}\n`,
    }),
    ledger: "SELECT version FROM schema_migrations ORDER BY 1",
    package: dbmatePackage,
    machine: dbmateMachine,
    differs:
      "dbmate takes no lock, so it does not wait for a run of Lockkeeper. `db/schema.sql` is dumped by dbmate alone. What a killed run of `transaction:false` left half-way is known to Lockkeeper alone.",
  },
  {
    format: nodePgMigrate,
    up: (folder, database) => nodePgMigrateRun("up", folder, database),
    down: (folder, database) => nodePgMigrateRun("down", folder, database),
    files: (number, up, down) => ({
      [`170406720000${number}_m.sql`]: `-- Up Migration\n${up}\n-- Down Migration\n${down}\n`,
    }),
    ledger: "SELECT name FROM pgmigrations ORDER BY id",
    package: "node-pg-migrate",
    differs:
      "All that is pending goes in one transaction, as in node-pg-migrate without `--no-single-transaction`. Migrations in JavaScript and TypeScript are run by node-pg-migrate alone.",
  },
  {
    format: postgrator,
    up: (folder, database) => postgratorRun("up", folder, database),
    down: (folder, database) => postgratorRun("down", folder, database),
    files: (number, up, down) => ({
      [`00${number}.do.m.sql`]: `${up}\n`,
      [`00${number}.undo.m.sql`]: `${down}\n`,
    }),
    ledger: "SELECT version, name, md5, run_at IS NULL FROM schemaversion ORDER BY 1",
    package: "postgrator",
    differs:
      "postgrator takes no lock, so it does not wait for a run of Lockkeeper. It has no mark of what is under way: what a killed run of Lockkeeper left half-way is known to Lockkeeper alone. `newline`, `schemaTable` and migrations in JavaScript are not read.",
  },
];
