import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = process.env["LOCKKEEPER_CORPUS"] ?? join(import.meta.dirname, "../../../shared/corpus");

/** False where the real migrations are not beside the project; tests then skip and say so. */
export const corpusIsThere = existsSync(root);
if (!corpusIsThere) console.warn(`SKIPPED: no real migrations at ${root}; set LOCKKEEPER_CORPUS.`);

export interface CorpusFile {
  readonly path: string;
  readonly text: string;
}

/** Every SQL file of the real migrations, or of one project. */
export function corpusFiles(project = ""): readonly CorpusFile[] {
  if (!corpusIsThere) return [];
  return readdirSync(join(root, project), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".sql"))
    .sort()
    .map((path) => ({ path: join(project, path), text: readFileSync(join(root, project, path), "utf8") }));
}
