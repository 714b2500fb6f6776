import { describe, expect, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import type { Major } from "../../server/src/interpret/target.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { StatementCache, readStatements } from "../../server/src/sql/parse.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { corpusFiles, corpusProjects, type CorpusProject } from "../corpus/projects.ts";

/*
 * Whole histories that run on real servers (the replay runs those that are made up here), so from an empty database no statement of them may fail for certain, and none
 * may be beyond the model. Nothing is assumed here but what the project itself says is there before (schema auth).
 */

const grammar = await loadGrammar();

/** Versions are compared without punctuation, as diesel does; the others' are digits alone. */
function versionOf(path: string): string {
  const segment = path.split("/").findLast((part) => /^\d/u.test(part)) ?? path;
  return segment.replaceAll("-", "").replace(/_.*/u, "").padEnd(14, "0");
}

function shortcomings(project: CorpusProject, major: Major): readonly string[] {
  const cache = new StatementCache();
  const schemas = project.template === undefined ? [] : [project.template];
  let catalog = Catalog.empty.apply(
    schemas.map((name) => ({ collection: "schema", key: name, value: { name } })),
  );
  const files = corpusFiles([project])
    .filter(({ path }) => /(?:\/up|\.up|\/migration)\.sql$/u.test(path))
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

describe("whole histories", () => {
  it.each(corpusProjects.flatMap((project) => ([14, 18] as const).map((major) => ({ project, major }))))(
    "$project.name runs on $major",
    ({ project, major }) => {
      expect(shortcomings(project, major)).toEqual([]);
    },
  );
});
