import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import type { Database } from "../../support/servers.ts";

/*
 * Prisma's own schema engine: `prisma migrate` is a command line around it. npm carries its build for WebAssembly, which
 * works through Prisma's adapter for `pg`; the program of the command line is not in npm.
 */

/** The requests of `prisma migrate deploy`, `status` and `resolve`. */
export interface PrismaMigrate {
  /** Gives the names of what it applied. */
  deploy(folder: string): Promise<readonly string[]>;
  status(folder: string): Promise<{ readonly edited: readonly string[]; readonly failed: readonly string[] }>;
  resolveApplied(folder: string, name: string): Promise<void>;
  resolveRolledBack(name: string): Promise<void>;
}

export async function withPrisma<T>(
  { url }: Database,
  work: (migrate: PrismaMigrate) => Promise<T>,
): Promise<T> {
  await load();
  const pool = new pg.Pool({ connectionString: url });
  pool.on("error", () => undefined);
  const schema: [string, string] = ["schema.prisma", 'datasource db {\n  provider = "postgresql"\n}\n'];
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
  const schemaEngine = await engine.SchemaEngine.new({ datamodels: [schema] }, () => undefined, adapter);
  try {
    return await work(requestsOf(schemaEngine));
  } finally {
    schemaEngine.free();
    // The lock goes with its connection, as it does with Prisma's process.
    await pool.end();
  }
}

const filters = { externalTables: [], externalEnums: [] };

function requestsOf(schemaEngine: engine.SchemaEngine): PrismaMigrate {
  return {
    async deploy(folder) {
      const migrationsList = migrationsOf(folder);
      return (await schemaEngine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
    },
    async status(folder) {
      const migrationsList = migrationsOf(folder);
      const input = { migrationsList, filters, optInToShadowDatabase: false };
      const found = await schemaEngine.diagnoseMigrationHistory(input);
      return { edited: found.editedMigrationNames, failed: found.failedMigrationNames };
    },
    async resolveApplied(folder, migrationName) {
      await schemaEngine.markMigrationApplied({ migrationName, migrationsList: migrationsOf(folder) });
    },
    async resolveRolledBack(migrationName) {
      await schemaEngine.markMigrationRolledBack({ migrationName });
    },
  };
}

/** As the command line hands a folder to the engine. */
function migrationsOf(folder: string): engine.MigrationList {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const text = (path: string): string => readFileSync(join(folder, path), "utf8");
  return {
    baseDir: folder,
    lockfile: { path: "./migration_lock.toml", content: text("migration_lock.toml") },
    shadowDbInitScript: "",
    migrationDirectories: names.map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: text(`${path}/migration.sql`) },
      },
    })),
  };
}

let loaded: Promise<void> | undefined;

function load(): Promise<void> {
  loaded ??= instantiate();
  return loaded;
}

/** The global one, as far as it is needed: nothing here has the types of a browser. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, object>>,
  ) => { readonly exports: { __wbindgen_start(): void } };
};

async function instantiate(): Promise<void> {
  const glue = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const module = await WebAssembly.compile(readFileSync(glue.replace(/\.js$/, ".wasm")));
  const { exports } = new WebAssembly.Instance(module, { "./schema_engine_bg.js": { ...engine } });
  engine.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
}
