import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The project's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** A source file, named by its path from the project's folder, with `/`. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** The TypeScript files below a folder of the project, tests and generated output excepted. */
export function sourcesIn(folder: string): readonly Source[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sourcesIn(name);
    if (!/(?<!\.d)\.m?ts$/.test(name)) return [];
    return [{ name, text: readFileSync(path.join(root, name), "utf8") }];
  });
}

/** What a file imports, type imports and `import(…)` included: packages by name, files by path from the root. */
export function importsOf({ name, text }: Source): readonly string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith(".") ? path.posix.join(path.posix.dirname(name), fileName) : fileName,
    );
}

/** Calls `visit` with every node of the file. */
export function walk({ name, text }: Source, visit: (node: ts.Node, file: ts.SourceFile) => void): void {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true);
  const each = (node: ts.Node): void => {
    visit(node, file);
    ts.forEachChild(node, each);
  };
  each(file);
}
