import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import type { AccuracyCase } from "./cases.ts";

/** Another linter of migrations, from npm: how it is asked, and which of its findings do not say that there is danger. */
interface Peer {
  readonly title: string;
  readonly packages: string;
  readonly program: string;
  /** What it is asked of one file. */
  readonly arguments: (file: string, one: AccuracyCase) => readonly string[];
  readonly configuration?: { readonly name: string; readonly text: string };
  readonly rules: (output: string) => readonly string[];
  /** Timeouts, style and habits. */
  readonly habits: RegExp;
}

const squawkFinding = z.array(z.object({ rule_name: z.string() }));
const fenceFinding = z.object({
  results: z.array(
    z.object({
      checks: z.array(z.object({ ruleId: z.string(), risk: z.string() })),
      policyViolations: z.array(z.object({ ruleId: z.string(), severity: z.string() })).default([]),
    }),
  ),
});
const serverFinding = z.object({
  diagnostics: z.array(z.object({ category: z.string().nullable(), severity: z.string() })),
});

const languageServer = {
  packages: "@postgres-language-server/cli@0.25.5",
  program: "postgres-language-server",
  rules: (output: string) =>
    serverFinding
      .parse(JSON.parse(output))
      .diagnostics.map(({ category }) => (category ?? "").replace("lint/safety/", "")),
  habits: /lockTimeoutWarning|^prefer|banCharField|requireStatementTimeout|requireIdle/u,
};

export const peers: readonly Peer[] = [
  {
    title: "squawk",
    packages: "squawk-cli@2.66.0",
    program: "squawk",
    arguments: (file, { mode }) => [
      ...["--reporter", "json", "--pg-version", "14"],
      ...(mode === "single" ? ["--assume-in-transaction"] : []),
      file,
    ],
    rules: (output) => squawkFinding.parse(JSON.parse(output)).map(({ rule_name }) => rule_name),
    habits: /timeout|^prefer-|ban-char-field|identifier-too-long/u,
  },
  {
    title: "pgfence",
    packages: "@flvmnt/pgfence@0.1.5",
    program: "pgfence",
    arguments: (file) => ["analyze", "--output", "json", "--min-pg-version", "14", file],
    rules: (output) =>
      fenceFinding
        .parse(JSON.parse(output))
        .results.flatMap(({ checks, policyViolations }) => [
          ...checks.filter(({ risk }) => !["SAFE", "LOW"].includes(risk)).map(({ ruleId }) => ruleId),
          ...policyViolations.filter(({ severity }) => severity !== "info").map(({ ruleId }) => ruleId),
        ]),
    habits: /timeout|application-name|^prefer-|char-field/u,
  },
  {
    ...languageServer,
    title: "postgres-language-server",
    arguments: (file) => ["check", "--disable-db", "--reporter=json", file],
  },
  {
    ...languageServer,
    title: "postgres-language-server, all safety rules",
    arguments: (file) => ["check", "--disable-db", "--reporter=json", "--config-path=.", file],
    configuration: {
      name: "postgres-language-server.jsonc",
      text: JSON.stringify({ linter: { enabled: true, rules: { safety: { all: true } } } }),
    },
  },
];

/** Where the programs lie that `npm install --no-save` brought; a tool that is not there is left out. */
const bin = process.env["PEERS_BIN"] ?? join(import.meta.dirname, "../../node_modules/.bin");

export function isInstalled({ program }: Peer): boolean {
  return existsSync(join(bin, program));
}

/** The rules by which a tool calls a migration dangerous. It gets the migration as it would lie in a project. */
export function askPeer(peer: Peer, one: AccuracyCase): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "accuracy-"));
  try {
    writeFileSync(join(folder, "0001_change.sql"), `${one.sql}\n`);
    if (peer.configuration !== undefined)
      writeFileSync(join(folder, peer.configuration.name), peer.configuration.text);
    const { stdout } = spawnSync(join(bin, peer.program), peer.arguments("0001_change.sql", one), {
      cwd: folder,
      encoding: "utf8",
    });
    // What it cannot read it refuses, and a pipeline with it.
    if (stdout.trim() === "") return ["cannot-read"];
    const rules = new Set(peer.rules(stdout).filter((rule) => !peer.habits.test(rule)));
    return [...rules].sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
