import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import onigurumaModule from "vscode-oniguruma";
import textmateModule, { type IGrammar } from "vscode-textmate";

const root = join(import.meta.dirname, "../..");
const injection = join(root, "syntaxes/lockkeeper.injection.tmLanguage.json");
/** VS Code's own SQL grammar, from the editor that the other tests install. */
const installed = join(
  root,
  "test/vscode/host/node_modules/code-server/lib/vscode/extensions/sql/syntaxes/sql.tmLanguage.json",
);
const hosts = [
  { name: "a minimal SQL grammar", path: join(import.meta.dirname, "minimal.tmLanguage.json") },
  { name: "VS Code's SQL grammar", path: installed },
];

interface Token {
  readonly text: string;
  /** The scopes that our grammar gave, without the part that all of them share. */
  readonly scopes: readonly string[];
  readonly all: readonly string[];
}

async function load(host: string): Promise<IGrammar> {
  const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
  await onigurumaModule.loadWASM(readFileSync(wasm).buffer).catch(() => undefined);
  const registry = new textmateModule.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => onigurumaModule.createOnigScanner(patterns),
      createOnigString: (text) => onigurumaModule.createOnigString(text),
    }),
    loadGrammar: (scope) => {
      const path = scope === "source.sql" ? host : scope === "lockkeeper.injection" ? injection : undefined;
      if (path === undefined) return Promise.resolve(null);
      return Promise.resolve(textmateModule.parseRawGrammar(readFileSync(path, "utf8"), path));
    },
    getInjections: (scope) => (scope === "source.sql" ? ["lockkeeper.injection"] : undefined),
  });
  const grammar = await registry.loadGrammar("source.sql");
  if (grammar === null) throw new Error(`No grammar at ${host}.`);
  return grammar;
}

function tokensOf(grammar: IGrammar, text: string): readonly (readonly Token[])[] {
  let stack = textmateModule.INITIAL;
  return text.split(/\r?\n/).map((line) => {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    return result.tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes: scopes
        .filter((scope) => scope.endsWith(".lockkeeper"))
        .map((scope) => scope.replace(/\.lockkeeper$/, "")),
      all: scopes,
    }));
  });
}

/** What a line looks like to a theme: each marked word with the innermost of our scopes. */
function marks(tokens: readonly Token[]): readonly string[] {
  return tokens
    .filter(({ scopes, text }) => scopes.length > 1 && text.trim() !== "")
    .map(({ scopes, text }) => `${text.trim()} ${scopes.at(-1) ?? ""}`);
}

const lines: readonly (readonly [string, readonly string[]])[] = [
  ["-- migrate:up", ["migrate: keyword.control.directive.marker", "up entity.name.section"]],
  [
    "-- migrate:down transaction:false",
    [
      "migrate: keyword.control.directive.marker",
      "down entity.name.section",
      "transaction variable.parameter.option",
      ": punctuation.separator",
      "false constant.language.option",
    ],
  ],
  ["-- +goose Up", ["+goose keyword.control.directive.marker", "Up entity.name.section"]],
  [
    "-- +goose StatementBegin",
    ["+goose keyword.control.directive.marker", "StatementBegin storage.modifier.block"],
  ],
  [
    "-- +goose NO TRANSACTION",
    ["+goose keyword.control.directive.marker", "NO TRANSACTION constant.language.option"],
  ],
  ["-- Up Migration", ["Up entity.name.section", "Migration keyword.control.directive.marker"]],
  ["--! no-transaction", ["no-transaction constant.language.option"]],
  ["--! Hash: sha1:0a", ["Hash: keyword.control.directive.header", "sha1:0a string.unquoted.value"]],
  ["--> statement-breakpoint", ["> statement-breakpoint storage.modifier.block"]],
  ["---- create above / drop below ----", ["create above / drop below entity.name.section"]],
  ["-- atlas:txmode none", ["atlas:txmode keyword.control.directive.marker", "none entity.name.tag"]],
  [
    "-- lockkeeper-ignore drops-column, renames-column: nobody reads it",
    [
      "lockkeeper-ignore keyword.control.directive.suppression",
      "drops-column entity.name.tag.rule",
      ", punctuation.separator",
      "renames-column entity.name.tag.rule",
      ": punctuation.separator",
      "nobody reads it string.unquoted.reason",
    ],
  ],
  [
    "  -- lockkeeper-ignore-file drops-column: test data",
    [
      "lockkeeper-ignore-file keyword.control.directive.suppression",
      "drops-column entity.name.tag.rule",
      ": punctuation.separator",
      "test data string.unquoted.reason",
    ],
  ],
  [
    "-- squawk-ignore ban-drop-column",
    ["squawk-ignore keyword.control.directive.suppression", "ban-drop-column entity.name.tag.rule"],
  ],
  [
    "-- lockkeeper:rollout rename-fullname phase=expand",
    [
      "lockkeeper:rollout keyword.control.directive.header",
      "rename-fullname entity.name.tag",
      "phase variable.parameter.option",
      "= punctuation.separator",
      "expand constant.language.option",
    ],
  ],
  ["-- an ordinary comment about migrate:up", []],
  ["  -- migrate:up", []],
  ["-- migrate:upgrade", []],
  ["-- no-transaction", []],
  ["-- see lockkeeper-ignored things", []],
  ["SELECT '-- migrate:up';", []],
  [
    "SELECT 1; -- lockkeeper-ignore drops-column: x",
    [
      "lockkeeper-ignore keyword.control.directive.suppression",
      "drops-column entity.name.tag.rule",
      ": punctuation.separator",
      "x string.unquoted.reason",
    ],
  ],
];

describe.each(hosts)("injection into $name", ({ name, path }) => {
  const there = existsSync(path);
  if (!there) console.warn(`SKIPPED: ${name} is not installed; npm test installs it.`);
  let grammar: IGrammar;
  beforeAll(async () => {
    if (there) grammar = await load(path);
  });

  it.skipIf(!there).each(lines)("marks %j", (line, expected) => {
    // A first line of its own, so that the start of the file is elsewhere.
    expect(marks(tokensOf(grammar, `SELECT 1;\n${line}`)[1] ?? [])).toEqual(expected);
  });

  it.skipIf(!there)("marks sqlx's directive at the start of a file alone", () => {
    const [first, , third] = tokensOf(grammar, "-- no-transaction\nSELECT 1;\n-- no-transaction");
    expect(marks(first ?? [])).toEqual(["no-transaction constant.language.option"]);
    expect(marks(third ?? [])).toEqual([]);
  });

  it.skipIf(!there)("leaves block comments and what follows a marker alone", () => {
    const tokens = tokensOf(grammar, "/*\n-- migrate:up\n*/\n-- migrate:up\nALTER TABLE t\n-- migrate:down");
    expect(marks(tokens[1] ?? [])).toEqual([]);
    expect(marks(tokens[3] ?? [])).toHaveLength(2);
    expect(tokens[4]?.some(({ all }) => all.some((scope) => scope.startsWith("comment")))).toBe(false);
    expect(tokens[4]?.[0]?.all.some((scope) => scope.startsWith("keyword"))).toBe(true);
    expect(marks(tokens[5] ?? [])).toHaveLength(2);
  });

  it.skipIf(!there)("keeps marked lines comments, for themes and for toggling", () => {
    for (const [line, expected] of lines.filter(([, expected]) => expected.length > 0)) {
      const marked = (tokensOf(grammar, `SELECT 1;\n${line}`)[1] ?? []).filter(
        ({ scopes }) => scopes.length > 0,
      );
      expect(marked.length).toBeGreaterThanOrEqual(expected.length);
      for (const { all } of marked) expect(all.some((scope) => scope.startsWith("comment.line"))).toBe(true);
    }
  });

  it.skipIf(!there).each([
    ["samples/shop/db/migrations/20250310151000_index_public_ids.sql", ["up", "down"], 2],
    ["samples/shop/db/migrations/20250603081500_reserve_stock.sql", ["up", "down"], 0],
    ["test/formats/fixtures/goose/00003_touch.sql", ["Up", "Down"], 0],
    ["test/formats/fixtures/node-pg-migrate/1704240000000_touch.sql", ["Up", "Down"], 0],
    ["test/formats/fixtures/sqlx/20240102000000_index_email.up.sql", [], 0],
  ])("marks the sections of %s", (file, sections, options) => {
    const found = tokensOf(grammar, readFileSync(join(root, file), "utf8")).flat();
    const named = (scope: string) =>
      found.filter(({ scopes }) => scopes.includes(scope)).map(({ text }) => text);
    expect(named("entity.name.section")).toEqual(sections);
    expect(named("variable.parameter.option")).toHaveLength(options);
  });
});

it("is declared in the manifest as it is written", () => {
  const manifest: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const grammar: unknown = JSON.parse(readFileSync(injection, "utf8"));
  expect(grammar).toMatchObject({ scopeName: "lockkeeper.injection" });
  expect(manifest).toMatchObject({
    contributes: {
      grammars: [
        {
          scopeName: "lockkeeper.injection",
          path: "./syntaxes/lockkeeper.injection.tmLanguage.json",
          injectTo: ["source.sql", "source.pgsql"],
        },
      ],
    },
  });
});
