import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { interpret } from "../../server/src/interpret/interpret.ts";
import { StatementCache, readStatements } from "../../server/src/sql/parse.ts";

/*
 * The slowest statements of real projects: each is interpreted on the catalog of all before it, the project a second
 * time so that the code is warm. Prints milliseconds with their ratio to the budget of a statement; asserts nothing.
 *
 *     npx tsx test/bench/statements.bench.mts [HOW MANY]
 */

const budget = 100;
const count = Number(process.argv[2] ?? 5);
const root = resolve(import.meta.dirname, "../..");
const corpus = process.env["LOCKKEEPER_CORPUS"] ?? join(root, "../shared/corpus");
const grammar = await loadGrammar();
const cache = new StatementCache();

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path);
      return /(?<!down)\.sql$/.test(entry.name) ? [path] : [];
    });
}

function timesOf(files: readonly string[]): readonly { readonly text: string; readonly took: number }[] {
  let catalog = Catalog.empty;
  return files.flatMap((file) => {
    const sql = readFileSync(file, "utf8");
    const { statements } = readStatements(sql, { start: 0, end: sql.length }, grammar, cache);
    return statements.map(({ statement }) => {
      const start = performance.now();
      const target = { major: 18, inTransaction: true, timeZone: "UTC", assumesMissing: true } as const;
      const outcome = interpret(catalog, statement, target);
      const took = performance.now() - start;
      catalog = catalog.apply(outcome.changes);
      return { text: statement.text, took };
    });
  });
}

if (!existsSync(corpus)) console.warn(`SKIPPED: no projects are at ${corpus}; set LOCKKEEPER_CORPUS.`);
for (const { name } of existsSync(corpus) ? readdirSync(corpus, { withFileTypes: true }) : []) {
  const files = name.includes(".md") ? [] : filesIn(join(corpus, name));
  timesOf(files);
  const times = [...timesOf(files)].sort((one, other) => other.took - one.took);
  if (times.length > 0) console.log(`${name}: ${times.length} statements`);
  for (const { text, took } of times.slice(0, count)) {
    const words = text.replaceAll(/\s+/gu, " ").slice(0, 60);
    console.log(
      `  ${took.toFixed(1).padStart(7)} ms  ${(took / budget).toFixed(2)} of ${budget} ms  ${words}`,
    );
  }
}
