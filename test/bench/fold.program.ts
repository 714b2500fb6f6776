import { readTree } from "../../server/src/disk/fileTree.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { detectFormat } from "../../server/src/formats/detect.ts";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import type { FileTree, Migration } from "../../server/src/formats/format.ts";
import type { Major } from "../../server/src/interpret/target.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import type { Grammar } from "../../server/src/sql/grammar.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";

/*
 * Run by fold.bench.mts in a process of its own, so that nothing is warm: prints the ms of reading the statements of
 * a history, of folding all ups and all downs, and of doing both for another major, as one line of JSON.
 */

type Read = readonly { readonly section: Migration["sections"][number]; readonly statements: Statements }[];
type Statements = Parameters<typeof foldSection>[1]["statements"];

async function run(folder: string, format: string): Promise<void> {
  const grammar = await loadGrammar();
  const tree = readTree(folder);
  const detected = detectFormat(tree, format);
  if (detected === undefined) throw new Error(`${folder} is no project of ${format}`);
  const { migrations } = detected.format.read(tree);
  const started = performance.now();
  const read = migrations.map((migration) => statementsOf(migration, tree, grammar));
  const parsed = performance.now();
  const ends = foldUps(read, 18);
  const up = performance.now();
  foldDowns(read, ends, 18);
  const down = performance.now();
  foldDowns(read, foldUps(read, 14), 14);
  const again = performance.now();
  const statements = read.flat().reduce((sum, section) => sum + section.statements.length, 0);
  const times = { parse: parsed - started, up: up - parsed, down: down - up, again: again - down };
  console.log(JSON.stringify({ statements, ...times }));
}

function statementsOf(migration: Migration, tree: FileTree, grammar: Grammar): Read {
  const cache = new StatementCache();
  return migration.sections.map((section) => {
    const text = tree.text(section.path) ?? "";
    const found = readStatements(text, section.span, grammar, cache);
    return { section, statements: found.statements.map(({ statement }) => statement) };
  });
}

/** The catalog after each migration. */
function foldUps(history: readonly Read[], major: Major): readonly Catalog[] {
  let catalog = Catalog.empty;
  return history.map((migration) => (catalog = foldOne(catalog, migration, "up", major)));
}

/** A down starts where its migration ended, and leads nowhere. */
function foldDowns(history: readonly Read[], ends: readonly Catalog[], major: Major): void {
  for (const [index, migration] of history.entries())
    foldOne(ends[index] ?? Catalog.empty, migration, "down", major);
}

function foldOne(start: Catalog, migration: Read, direction: "up" | "down", major: Major): Catalog {
  let catalog = start;
  for (const { section, statements } of migration)
    if (section.direction === direction)
      catalog = foldSection(catalog, {
        mode: section.transaction,
        statements,
        major,
        timeZone: "UTC",
      }).end;
  return catalog;
}

const [folder = "", format = ""] = process.argv.slice(2);
void run(folder, format);
