import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { OpenDocuments } from "../../server/src/lsp/openDocuments.ts";
import { ProjectOptions } from "../../server/src/lsp/projectOptions.ts";
import { Workspace } from "../../server/src/lsp/workspace.ts";
import { makeFolder } from "../lsp/support/folder.ts";
import { longHistory } from "./migrations.ts";

/*
 * How much memory a long history takes in the server: what is alive after a collection, and what the process holds.
 * Prints both with the ratio to the budget; asserts nothing.
 *
 *     npx tsx test/bench/memory.bench.mts [FILES]
 */

const budget = 200;
const files = Number(process.argv[2] ?? 4000);

function collector(): () => void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  return () => {
    if (typeof collect === "function") Reflect.apply(collect, undefined, []);
  };
}

function megabytes(bytes: number): string {
  const size = bytes / 1024 ** 2;
  return `${size.toFixed(0)} MB (${(size / budget).toFixed(2)} of ${budget} MB)`;
}

async function run(): Promise<void> {
  const collect = collector();
  const folder = makeFolder(longHistory(files));
  const grammar = await loadGrammar();
  const options = new ProjectOptions([], grammar, (path, problems) => console.error(path, problems));
  const log = (message: string): void => console.error(message);
  const workspace = new Workspace({ grammar, documents: new OpenDocuments(), log }, options);
  collect();
  const before = process.memoryUsage();
  workspace.setFolders([pathToFileURL(folder.root).href]);
  const migrations = workspace.projects.reduce((sum, { analysis }) => sum + analysis.migrations.length, 0);
  collect();
  const after = process.memoryUsage();
  folder.remove();
  console.log(
    `${migrations} migrations: alive ${megabytes(after.heapUsed - before.heapUsed)}, ` +
      `resident ${megabytes(after.rss - before.rss)}`,
  );
}

run().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
