import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { runner } from "node-pg-migrate";
import pg from "pg";
import Postgrator from "postgrator";
import type { Format } from "../../../server/src/formats/format.ts";
import { dbmate } from "../../../server/src/formats/dbmate.ts";
import { nodePgMigrate } from "../../../server/src/formats/nodePgMigrate.ts";
import { graphileMigrate } from "../../../server/src/formats/graphileMigrate.ts";
import { postgrator } from "../../../server/src/formats/postgrator.ts";
import { supabase } from "../../../server/src/formats/supabase.ts";
import { yoyo } from "../../../server/src/formats/yoyo.ts";
import { debianProgram } from "../../support/debian.ts";
import type { Database } from "../../support/servers.ts";

/** A real tool, as its users run it. */
export interface Tool {
  readonly format: Format;
  /** All that is pending; rejects where it fails. */
  up(folder: string, database: Database): Promise<void>;
  /** The newest one back; absent where the tool only goes forward. */
  down?(folder: string, database: Database): Promise<void>;
  /** The file or files of one migration. */
  files(number: number, up: string, down: string): Readonly<Record<string, string>>;
  /** What of its ledger must be alike whoever writes it. */
  readonly ledger: string;
  /** The npm package of the version that is run. */
  readonly package?: string;
  /** The version that is run by hand, where it is too large for every run of the tests. */
  readonly byHand?: string;
  /** Debian 12's package, with its version. */
  readonly debian?: string;
  /** Why it cannot be run here, where it cannot: its program is for another machine, or is not installed. */
  readonly missing?: string;
  /** One that goes without a transaction, for tools that can do so. */
  bare?(number: number, up: string): Readonly<Record<string, string>>;
  /** What Lockkeeper does otherwise, in a sentence. */
  readonly differs: string;
}

const run = promisify(execFile);

/** Why a program of Debian's package `yoyo` is not at hand; `npm test` as root installs it (test/support/debian.ts). */
const noYoyo = debianProgram("yoyo", ["yoyo", "python3-psycopg2"]);

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

/** Only what is committed: `migrate`, as a deployment runs it. Its pool ends the process with the last connection. */
async function graphileMigrateUp(migrationsFolder: string, { url }: Database): Promise<void> {
  const config = join(migrationsFolder, ".gmrc");
  writeFileSync(config, JSON.stringify({ connectionString: url, migrationsFolder }));
  const program = createRequire(import.meta.url).resolve("graphile-migrate/dist/cli.js");
  await run(process.execPath, [program, "migrate", "--config", config]);
}

async function yoyoRun(command: readonly string[], folder: string, { url }: Database): Promise<void> {
  const [name = "", ...options] = command;
  const all = [
    name,
    "--batch",
    "--no-config-file",
    ...options,
    "--database",
    url.replace("postgres:", "postgresql:"),
    folder,
  ];
  await run("yoyo", all);
}

async function newestOfYoyo({ url }: Database): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      "SELECT migration_id AS id FROM _yoyo_migration ORDER BY applied_at_utc DESC, migration_id DESC LIMIT 1",
    );
    return rows[0]?.id ?? "";
  } finally {
    await client.end();
  }
}

/** Its program alone is 140 MB, so it is run by hand: `npm install --no-save supabase@3.1.0`. */
const supabaseVersion = "3.1.0";

function supabaseProgram(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve("supabase/package.json");
    return join(dirname(manifest), "dist", "supabase.js");
  } catch {
    return undefined;
  }
}

async function supabaseUp(folder: string, { url }: Database): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), "lockkeeper-supabase-"));
  try {
    cpSync(folder, join(home, "supabase", "migrations"), { recursive: true });
    writeFileSync(join(home, "supabase", "config.toml"), 'project_id = "interop"\n');
    const command = ["migration", "up", "--yes", "--db-url", `${url}?sslmode=disable`, "--workdir", home];
    await run(process.execPath, [supabaseProgram() ?? "", ...command], {
      env: { PATH: process.env["PATH"] ?? "", HOME: home, DO_NOT_TRACK: "1" },
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
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
    bare: (number, up) => ({
      [`2024010${number}000000_m.sql`]: `-- migrate:up transaction:false\n${up}\n-- migrate:down\n`,
    }),
    ledger: "SELECT version FROM schema_migrations ORDER BY 1",
    package: dbmatePackage,
    ...(`${process.platform}-${process.arch}` === dbmateMachine
      ? {}
      : { missing: `its program is installed on ${dbmateMachine} only` }),
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
    // No file of SQL goes without a transaction; one that ends it leaves as much.
    bare: (number, up) => ({ [`170406720000${number}_m.sql`]: `-- Up Migration\n${up}\n` }),
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
    bare: (number, up) => ({ [`00${number}.do.m.sql`]: `${up}\n` }),
    ledger: "SELECT version, name, md5, run_at IS NULL FROM schemaversion ORDER BY 1",
    package: "postgrator",
    differs:
      "postgrator takes no lock, so it does not wait for a run of Lockkeeper. It has no mark of what is under way: what a killed run of Lockkeeper left half-way is known to Lockkeeper alone. `newline`, `schemaTable` and migrations in JavaScript are not read.",
  },
  {
    format: graphileMigrate,
    up: graphileMigrateUp,
    files: (number, up) => ({
      [`committed/00000${number}.sql`]: `--! Previous: -\n--! Hash: -\n\n${up}\n`,
    }),
    bare: (number, up) => ({
      [`committed/00000${number}.sql`]: `--! Previous: -\n--! Hash: -\n\n--! no-transaction\n${up}\n`,
    }),
    ledger: "SELECT filename, hash, previous_hash FROM graphile_migrate.migrations ORDER BY 1",
    package: "graphile-migrate",
    differs:
      "Forward only. `current.sql` is read and analysed, and run by graphile-migrate alone; so are files with placeholders (`:DATABASE_NAME`) and the actions of `.gmrc`. graphile-migrate fails at once where Lockkeeper has the lock.",
  },
  {
    format: yoyo,
    up: (folder, database) => yoyoRun(["apply"], folder, database),
    down: async (folder, database) =>
      yoyoRun(["rollback", "--revision", await newestOfYoyo(database)], folder, database),
    files: (number, up, down) => ({
      [`000${number}.m.sql`]: `${up}\n`,
      [`000${number}.m.rollback.sql`]: `${down}\n`,
    }),
    bare: (number, up) => ({ [`000${number}.m.sql`]: `-- transactional: false\n\n${up}\n` }),
    ledger: "SELECT migration_hash, migration_id FROM _yoyo_migration ORDER BY 2",
    debian: "8.2.0",
    ...(noYoyo === undefined ? {} : { missing: noYoyo }),
    differs:
      "yoyo's lock is a row of `yoyo_lock`; with Lockkeeper's, the process there is the server's, with a minus. What is left of a run that was killed keeps yoyo out until `yoyo break-lock`, as its own does; the next run of Lockkeeper removes it. Migrations in Python, and `post-apply` hooks, are run by yoyo alone.",
  },
  {
    format: supabase,
    up: supabaseUp,
    files: (number, up) => ({ [`2024010${number}000000_m.sql`]: `${up}\n` }),
    bare: (number, up) => ({
      [`2024010${number}000000_m.sql`]: `-- pg-delta: transaction=false\n${up}\n`,
    }),
    ledger: "SELECT * FROM supabase_migrations.schema_migrations ORDER BY 1",
    byHand: supabaseVersion,
    ...(supabaseProgram() === undefined
      ? { missing: `npm install --no-save supabase@${supabaseVersion} brings it` }
      : {}),
    differs:
      "Forward only. The CLI takes no lock, so it does not wait for a run of Lockkeeper. Seeds and `roles.sql` are run by the CLI alone. It has no mark of what is under way: what a killed run left half-way is known to Lockkeeper alone.",
  },
];
