import { afterEach, beforeEach } from "vitest";
import type { Format } from "../../server/src/formats/format.ts";
import type { RepairAction, RunParams, RunProgress } from "../../server/src/protocol.ts";
import { RunEngine, type EngineOptions } from "../../server/src/run/engine.ts";
import { failureOf } from "../../server/src/run/runError.ts";
import type { RunOutcome } from "../../server/src/run/runner.ts";
import type { MigrationStatus } from "../../server/src/run/migrationStatus.ts";
import { freshDatabase, type Database, type Major } from "../support/servers.ts";
import { never } from "./contract.ts";
import { projectFolder, type ProjectFolder } from "./project.ts";

/** A database of its own for each test, with an engine on it and one folder of migrations. */
export interface Workbench {
  readonly database: Database;
  readonly engine: RunEngine;
  readonly folder: ProjectFolder;
  /** Makes the folder of a tool's migrations. */
  readonly open: (format: Format, files: Readonly<Record<string, string>>) => ProjectFolder;
  readonly run: (
    command?: RunParams["command"],
    onProgress?: (progress: RunProgress) => void,
  ) => Promise<RunOutcome>;
  /** Gives the sentence that says what was done, or the code of the failure. */
  readonly repair: (action: RepairAction, version: string) => Promise<string>;
  readonly rows: (sql: string) => Promise<readonly (readonly (string | null)[])[]>;
  readonly status: () => Promise<readonly MigrationStatus[]>;
  /** e.g. `1 applied`. */
  readonly statuses: () => Promise<readonly string[]>;
}

/** Sets a workbench up before each test of a file or a group, and takes it away after it. */
export function workbench(
  major: Major,
  options: Partial<EngineOptions> = {},
  make: (major: Major) => Promise<Database> = freshDatabase,
): Workbench {
  let database: Database | undefined;
  let engine: RunEngine | undefined;
  let folder: ProjectFolder | undefined;
  beforeEach(async () => {
    database = await make(major);
    engine = new RunEngine({ storagePath: "", key: "workbench", image: "", startTimeout: 10, ...options });
    await engine.select({ kind: "server", url: database.url });
  });
  afterEach(async () => {
    await engine?.dispose();
    await database?.dispose();
    folder?.dispose();
    folder = undefined;
  });
  const bench: Workbench = {
    get database() {
      return there(database);
    },
    get engine() {
      return there(engine);
    },
    get folder() {
      return there(folder);
    },
    open: (format, files) => (folder = projectFolder(files, format)),
    run: (command = "up", onProgress = () => undefined) => {
      const project = bench.folder.read();
      return bench.engine.run(project, { project: project.uri, command }, never, onProgress);
    },
    repair: (action, version) =>
      bench.engine
        .repair(bench.folder.read(), action, version, never)
        .catch((error: unknown) => failureOf(error).code),
    rows: async (sql) => (await bench.engine.query(sql, 100, never)).rows,
    status: async () => (await bench.engine.status(bench.folder.read(), never)).statuses,
    statuses: async () => (await bench.status()).map(({ version, state }) => `${version} ${state}`),
  };
  return bench;
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("Nothing is open yet.");
  return value;
}
