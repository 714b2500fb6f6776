import { builtinModules } from "node:module";
import { describe, expect, it } from "vitest";
import ts from "typescript";
import { importsOf, sourcesIn, walk } from "./sources.ts";
import type { Source } from "./sources.ts";

/*
 * The dependency rule of docs/ARCHITECTURE.md, held against the real imports. Type imports count: a type that
 * points upwards is knowledge in the wrong place.
 */

/** What each folder of server/src may import from, besides itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  sql: [],
  catalog: ["sql"],
  interpret: ["sql", "catalog"],
  timeline: ["sql", "catalog", "interpret"],
  formats: ["sql"],
  rules: ["sql", "catalog", "interpret", "timeline", "formats"],
  recipes: ["sql", "catalog", "interpret", "timeline", "formats", "rules"],
  analysis: ["sql", "catalog", "interpret", "timeline", "formats", "rules", "recipes"],
  disk: ["sql", "formats"],
  report: ["sql", "catalog", "interpret", "timeline", "formats", "rules", "recipes", "analysis"],
  // What takes a statement back is a recipe's to say.
  run: ["sql", "catalog", "interpret", "timeline", "formats", "recipes", "disk", "protocol.ts", "protocol"],
  lsp: ["*"],
  cli: ["*"],
  "protocol.ts": [],
  protocol: ["protocol.ts"],
  "main.ts": ["*"],
  "cli.ts": ["*"],
};
const core = ["sql", "catalog", "interpret", "timeline", "formats", "rules", "recipes", "analysis"];

const server = sourcesIn("server/src");
const client = sourcesIn("client/src");
const outside = new Set([...builtinModules, "pg", "dockerode"]);

function layerOf(name: string): string {
  return name.split("/")[2] ?? name;
}

/** Each broken rule as `file -> import`. */
function violations(files: readonly Source[], isAllowed: (file: Source, imported: string) => boolean) {
  return files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => !isAllowed(file, imported))
      .map((imported) => `${file.name} -> ${imported}`),
  );
}

describe("the dependency rule", () => {
  it("knows every folder", () => {
    const unknown = new Set(server.map(({ name }) => layerOf(name)).filter((layer) => !(layer in allowed)));
    expect([...unknown]).toEqual([]);
  });

  it("holds between the folders of the server", () => {
    expect(
      violations(server, ({ name }, imported) => {
        if (!imported.startsWith("server/")) return !imported.startsWith("client/");
        const [from, to] = [layerOf(name), layerOf(imported)];
        const list = allowed[from] ?? [];
        return from === to || list.includes("*") || list.includes(to);
      }),
    ).toEqual([]);
  });

  it("keeps the core free of the editor, of Node and of databases", () => {
    const pure = server.filter(({ name }) => core.includes(layerOf(name)));
    expect(pure.length).toBeGreaterThan(50);
    expect(
      violations(
        pure,
        (_, imported) =>
          !imported.startsWith("node:") && !imported.startsWith("vscode") && !outside.has(imported),
      ),
    ).toEqual([]);
  });

  it("keeps clock, chance, network and process out of the core", () => {
    const found = server
      .filter(({ name }) => core.includes(layerOf(name)))
      .flatMap((file) => impureIn(file).map((what) => `${file.name}: ${what}`));
    expect(found).toEqual([]);
  });

  it("lets the client import nothing of the server but the protocol", () => {
    expect(
      violations(
        client,
        (_, imported) =>
          !/^(server|test|scripts)\//.test(imported) || /^server\/src\/protocol(\.ts|\/)/.test(imported),
      ),
    ).toEqual([]);
  });

  it("lets only the client import vscode", () => {
    expect(violations(server, (_, imported) => imported !== "vscode")).toEqual([]);
  });
});

const impureGlobals = new Set([
  "Date",
  "performance",
  "process",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "fetch",
  "WebSocket",
  "XMLHttpRequest",
  "crypto",
  "require",
]);

/** Uses of globals that answer differently from run to run; properties of the same name are none. */
function impureIn(file: Source): readonly string[] {
  const found: string[] = [];
  walk(file, (node) => {
    if (ts.isPropertyAccessExpression(node) && node.getText() === "Math.random") found.push("Math.random");
    if (!ts.isIdentifier(node) || !impureGlobals.has(node.text)) return;
    const { parent } = node;
    const isUse =
      (ts.isPropertyAccessExpression(parent) && parent.expression === node) ||
      (ts.isCallExpression(parent) && parent.expression === node) ||
      (ts.isNewExpression(parent) && parent.expression === node);
    if (isUse && !isDeclaredIn(file, node.text)) found.push(node.text);
  });
  return found;
}

function isDeclaredIn(file: Source, name: string): boolean {
  let declared = false;
  walk(file, (node) => {
    if ((ts.isVariableDeclaration(node) || ts.isParameter(node)) && node.name.getText() === name)
      declared = true;
    if ((ts.isFunctionDeclaration(node) || ts.isImportSpecifier(node)) && node.name?.text === name)
      declared = true;
  });
  return declared;
}
