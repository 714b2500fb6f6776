import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { corpusProjects } from "../corpus/projects.ts";
import { checkJson } from "./support/report.ts";

/**
 * How many statements PostgreSQL's own grammar sees in each file, or undefined for a file that it refuses. Templates
 * are cut down to a name, as they are when the tool fills them in.
 */
async function counted(root: string): Promise<ReadonlyMap<string, number | undefined>> {
  const grammar = await loadGrammar();
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".sql"),
  );
  return new Map(
    files.map((path) => {
      const text = readFileSync(join(root, path), "utf8").replace(/\{\{[^}]*\}\}/g, "auth");
      const parsed = grammar.parseAll(text);
      return [path, parsed.ok ? parsed.value.length : undefined];
    }),
  );
}

/** Of the statements of a whole history, how many the model must follow. */
const share = 0.85;

describe("check on whole projects", () => {
  it.each(corpusProjects)("covers every statement of every file of $name", async ({ root, tool }) => {
    const [{ report, ran }, counts] = await Promise.all([checkJson(["."], { cwd: root }), counted(root)]);
    expect(ran.stderr).toBe("");
    const found = new Map<string, number>();
    for (const { path, statements } of report.migrations)
      found.set(path, (found.get(path) ?? 0) + statements.length);
    const refused = [...counts].filter(([, count]) => count === undefined).map(([path]) => path);
    for (const [path, count] of counts) {
      if (count === undefined) expect(found.get(path), path).toBeGreaterThan(0);
      else expect(found.get(path) ?? 0, path).toBe(count);
    }
    expect(refused.length).toBeLessThanOrEqual(1);
    expect(report.migrations.some((each) => each.tool === tool)).toBe(true);
    expect(report.summary.analysed / report.summary.statements).toBeGreaterThanOrEqual(share);
  });
});
