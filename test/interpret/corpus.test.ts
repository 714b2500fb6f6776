import { describe, expect, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import type { Major } from "../../server/src/interpret/target.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { StatementCache, readStatements } from "../../server/src/sql/parse.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { corpusFiles, corpusIsThere } from "../sql/corpus.ts";

/*
 * Real histories ran on real servers, so from an empty database no statement of them may fail for certain, and none
 * may be beyond the model. Nothing is assumed here but what the project itself says is there before (schema auth).
 */

const projects = [
  { name: "crates.io", schemas: [], isUp: (path: string) => path.endsWith("/up.sql") },
  { name: "umami", schemas: [], isUp: () => true },
  { name: "supabase-auth", schemas: ["auth"], isUp: (path: string) => !path.includes(".down.") },
] as const;

const grammar = await loadGrammar();

/** Versions are compared without punctuation, as diesel does; the others' are digits alone. */
function versionOf(path: string): string {
  const segment = path.split("/").findLast((part) => /^\d/u.test(part)) ?? path;
  return segment.replaceAll("-", "").replace(/_.*/u, "").padEnd(14, "0");
}

function shortcomings(project: (typeof projects)[number], major: Major): readonly string[] {
  const cache = new StatementCache();
  let catalog = Catalog.empty.apply(
    project.schemas.map((name) => ({ collection: "schema", key: name, value: { name } })),
  );
  const files = corpusFiles(project.name)
    .filter(({ path }) => project.isUp(path))
    .toSorted((a, b) => (versionOf(a.path) < versionOf(b.path) ? -1 : 1));
  return files.flatMap(({ path, text }) => {
    const sql = text.replaceAll(/\{\{[^}]*\}\}/gu, "auth");
    const read = readStatements(sql, { start: 0, end: sql.length }, grammar, cache).statements;
    const mode = /concurrently/iu.test(sql) ? "autocommit" : "single";
    const statements = read.map(({ statement }) => statement);
    const timeline = foldSection(catalog, {
      mode,
      statements,
      major,
      timeZone: "UTC",
      assumesMissing: false,
    });
    catalog = timeline.end;
    return timeline.entries.flatMap(({ outcome, effects }) => {
      const { fails } = effects;
      const why = outcome.notAnalysed ?? (fails?.when === "always" ? fails.message : undefined);
      return why === undefined ? [] : [`${path}: ${why}`];
    });
  });
}

describe.skipIf(!corpusIsThere)("real histories", () => {
  it.each(projects.flatMap((project) => ([14, 18] as const).map((major) => ({ project, major }))))(
    "$project.name runs on $major",
    ({ project, major }) => {
      expect(shortcomings(project, major)).toEqual([]);
    },
  );
});
