import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defaultSettings } from "../../server/src/lsp/settings.ts";
import { root, sourcesIn, walk } from "./sources.ts";

/*
 * The manifest and the code say the same: every declared command, view, setting and context key is implemented,
 * and nothing is implemented that the manifest does not declare.
 */

const Manifest = z.object({
  icon: z.string(),
  contributes: z.looseObject({
    commands: z.array(z.object({ command: z.string() })),
    views: z.record(z.string(), z.array(z.object({ id: z.string() }))),
    configuration: z.object({ properties: z.record(z.string(), z.object({ default: z.unknown() })) }),
  }),
});

const text = readFileSync(path.join(root, "package.json"), "utf8");
const manifest = Manifest.parse(JSON.parse(text));
const client = sourcesIn("client/src");
const declared = manifest.contributes.commands.map(({ command }) => command).sort();
const contributes = JSON.stringify(manifest.contributes);

describe("commands", () => {
  it("are each implemented by a file of their own, and no file implements another", () => {
    const ids = client
      .filter(({ name }) => name.startsWith("client/src/commands/"))
      .flatMap((file) =>
        [...file.text.matchAll(/^ {2}id: "(lockkeeper\.[\w.]+)"/gm)].map((match) => match[1]),
      );
    expect(ids.sort()).toEqual(declared);
  });

  it("are all registered", () => {
    const list = /const commands: readonly Command\[\] = \[([^\]]*)\]/.exec(
      readFileSync(path.join(root, "client/src/commands/index.ts"), "utf8"),
    )?.[1];
    const registered = (list ?? "").split(",").map((name) => name.trim());
    expect(
      registered
        .filter(Boolean)
        .map((name) => `lockkeeper.${name}`)
        .sort(),
    ).toEqual(declared);
  });

  it("that menus, keys, views and walkthroughs name exist", () => {
    const named = [
      ...[...contributes.matchAll(/"command":"(lockkeeper\.[\w.]+)"/g)].map((match) => match[1]),
      ...[...nls().matchAll(/command:(lockkeeper\.[\w.]+)/g)].map((match) => match[1]),
      ...[...contributes.matchAll(/onCommand:(lockkeeper\.\w+)/g)].map((match) => match[1]),
    ];
    // VS Code itself gives every view a command that shows it.
    const shows = Object.values(manifest.contributes.views).flatMap((views) =>
      views.map(({ id }) => `${id}.focus`),
    );
    expect(named.filter((command) => ![...declared, ...shows].includes(command ?? ""))).toEqual([]);
  });

  it("that the code runs by name exist", () => {
    const named = client.flatMap((file) => callArguments(file, "executeCommand"));
    const ours = named.filter((command) => command.startsWith("lockkeeper."));
    expect(ours.filter((command) => !declared.includes(command))).toEqual([]);
  });
});

describe("views", () => {
  it("have a provider each, and no provider is without its view", () => {
    const provided = client.flatMap((file) => [
      ...callArguments(file, "createTreeView"),
      ...callArguments(file, "registerTreeDataProvider"),
      ...callArguments(file, "registerWebviewViewProvider"),
    ]);
    const views = Object.values(manifest.contributes.views).flat();
    expect(provided.sort()).toEqual(views.map(({ id }) => id).sort());
  });
});

describe("settings", () => {
  /** What only the client reads, where it is. */
  const own = client.flatMap(({ text }) =>
    [...text.matchAll(/getConfiguration\("lockkeeper"\)\s*\.get<[^>]*>\("(\w+)", "(\w+)"\)/g)].map(
      ([, name = "", value]) => [`lockkeeper.${name}`, value] as const,
    ),
  );

  it("are those that the server or the client reads, with the same defaults", () => {
    const properties = Object.entries(manifest.contributes.configuration.properties);
    expect(Object.fromEntries(properties.map(([name, { default: value }]) => [name, value]))).toEqual(
      Object.fromEntries([...flatten("lockkeeper", defaultSettings), ...own]),
    );
  });
});

describe("context keys", () => {
  const keys = [
    ...readFileSync(path.join(root, "client/src/contexts.ts"), "utf8").matchAll(
      /readonly "(lockkeeper\.[\w.]+)"/g,
    ),
  ].map((match) => match[1] ?? "");

  it("that `when` clauses read are those that the client sets", () => {
    const clauses = [...contributes.matchAll(/"(?:when|enablement)":"((?:[^"\\]|\\.)*)"/g)].map(
      (match) => match[1] ?? "",
    );
    const read = clauses.flatMap((clause) =>
      // Views are compared by name and are no keys.
      [...clause.replace(/view == [\w.]+/g, "").matchAll(/lockkeeper\.[\w.]+/g)].map((match) => match[0]),
    );
    expect([...new Set(read)].filter((key) => !keys.includes(key))).toEqual([]);
    const set = client.flatMap((file) => callArguments(file, "setContext"));
    expect([...new Set(set)].sort()).toEqual([...keys].sort());
  });
});

describe("texts and files", () => {
  it("has every %text%, and no text that nothing shows", () => {
    const used = [...text.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]);
    expect(Object.keys(z.record(z.string(), z.string()).parse(JSON.parse(nls()))).sort()).toEqual(
      [...new Set(used)].sort(),
    );
  });

  it("names only files that exist", () => {
    const named = [...contributes.matchAll(/"(?:\.\/)?((?:media|schemas|syntaxes)\/[^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    const missing = [...named, manifest.icon].filter((file) => !existsSync(path.join(root, file)));
    expect(missing).toEqual([]);
  });
});

/** The first argument of each call of that function or method, where it is a plain string. */
function callArguments(source: Parameters<typeof walk>[0], name: string): readonly string[] {
  const found: string[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node)) return;
    const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
    const [first] = node.arguments;
    if (called.getText() === name && first !== undefined && ts.isStringLiteral(first)) found.push(first.text);
  });
  return found;
}

function flatten(prefix: string, value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? flatten(`${prefix}.${key}`, inner)
      : [[`${prefix}.${key}`, inner] as const],
  );
}

function nls(): string {
  return readFileSync(path.join(root, "package.nls.json"), "utf8");
}
