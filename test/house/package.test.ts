import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { StreamMessageReader, StreamMessageWriter, createMessageConnection } from "vscode-jsonrpc/node";
import type { MessageConnection } from "vscode-jsonrpc/node";
import { DocumentDiagnosticRequest, InitializeRequest } from "vscode-languageserver-protocol";
import * as z from "zod";
import { root } from "./sources.ts";

/*
 * The package that users install, packed for real, unpacked where no node_modules is near, and started.
 */

const folder = mkdtempSync(path.join(tmpdir(), "lockkeeper-package-"));
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")));
const vsix = path.join(folder, `lockkeeper-${version}.vsix`);
const tarball = path.join(folder, `lockkeeper-${version}.tgz`);
const extension = path.join(folder, "extension");
const sample = path.join(folder, "project", "migrations");
let names: readonly string[] = [];

/** Milliseconds after which a program hangs; a busy machine may need minutes for what is done in seconds. */
const hang = 10 * 60_000;

const node = (...args: readonly string[]) =>
  spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", timeout: hang });
const inPackage = (name: string) => path.join(extension, name);

beforeAll(() => {
  const packed = node(path.join(root, "scripts/package.mjs"), "--out", folder);
  if (packed.status !== 0) throw new Error(packed.stdout + packed.stderr);
  const files = Object.entries(unzipSync(readFileSync(vsix)));
  names = files.map(([name]) => name);
  for (const [name, content] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  mkdirSync(sample, { recursive: true });
  writeFileSync(
    path.join(sample, "0001_start.up.sql"),
    "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n",
  );
  writeFileSync(path.join(sample, "0001_start.down.sql"), "DROP TABLE users;\n");
  writeFileSync(path.join(sample, "0002_name.up.sql"), "ALTER TABLE users ALTER COLUMN name SET NOT NULL;\n");
  writeFileSync(
    path.join(sample, "0002_name.down.sql"),
    "ALTER TABLE users ALTER COLUMN name DROP NOT NULL;\n",
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A migration that needs a file beside the bundle. */
function addExtension(migrations: string): void {
  writeFileSync(path.join(migrations, "0003_search.up.sql"), "CREATE EXTENSION pg_trgm;\n");
  writeFileSync(path.join(migrations, "0003_search.down.sql"), "DROP EXTENSION pg_trgm;\n");
}

describe("the package", () => {
  it("is small", () => {
    expect(statSync(vsix).size).toBeLessThan(15 * 1024 * 1024);
  });

  it("holds what runs, and neither packages, sources, tests nor source maps", () => {
    for (const file of [
      "client.js",
      "server.js",
      "runner.js",
      "cli.js",
      "commandLine.js",
      "check.js",
      "databaseCommands.js",
      "embedded.js",
      "libpg-query.wasm",
      "sqlparser_rs_wasm_bg.wasm",
    ])
      expect(names).toContain(`extension/dist/${file}`);
    expect(names.filter((name) => /node_modules|\.tsx?$|\.map$|\/test\/|\/scripts\//.test(name))).toEqual([]);
  });

  it("carries the licence and the notices of everything bundled", () => {
    expect(readFileSync(inPackage("LICENSE.txt"), "utf8")).toMatch(/^MIT License/);
    const fresh = node(path.join(root, "scripts/notices.mjs"), "--check");
    expect(fresh.stderr).toBe("");
    const notices = readFileSync(inPackage("THIRD-PARTY-NOTICES.md"), "utf8");
    for (const name of ["libpg-query", "@electric-sql/pglite", "PostgreSQL License", "BSD-3-Clause"])
      expect(notices).toContain(name);
  });

  it("names no folder of the machine that built it", () => {
    const bundles = names.filter((name) => name.endsWith(".js"));
    expect(bundles.filter((name) => readFileSync(path.join(folder, name), "utf8").includes(root))).toEqual(
      [],
    );
  });
});

describe("the program in the package", () => {
  it("checks a project", () => {
    const { stdout, stderr } = node(inPackage("dist/cli.js"), "check", sample, "--format", "json");
    expect(stderr).toBe("");
    const report = z
      .object({
        version: z.literal(1),
        migrations: z.array(z.object({ migration: z.string(), tool: z.string() })),
      })
      .parse(JSON.parse(stdout));
    expect(report.migrations).toContainEqual({ migration: "0002", tool: "golang-migrate" });
  });

  it("runs migrations up and down on the embedded database", () => {
    const copy = path.join(folder, "embedded");
    cpSync(path.dirname(sample), copy, { recursive: true });
    addExtension(path.join(copy, "migrations"));
    for (const command of ["up", "down"]) {
      const ran = node(
        inPackage("dist/cli.js"),
        command,
        path.join(copy, "migrations"),
        "--database",
        "embedded",
      );
      expect(ran.status, ran.stderr).toBe(0);
    }
  });

  it("starts as a command of its own", () => {
    expect(readFileSync(inPackage("dist/cli.js"), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe("the npm package of the command line", () => {
  const consumer = path.join(folder, "consumer");
  const npm = (...args: readonly string[]) =>
    spawnSync("npm", args, {
      cwd: consumer,
      encoding: "utf8",
      timeout: hang,
      shell: process.platform === "win32",
    });

  beforeAll(() => {
    mkdirSync(consumer);
    writeFileSync(path.join(consumer, "package.json"), '{ "name": "consumer", "private": true }\n');
    // It has no dependencies, so nothing may ask a registry for one.
    const installed = npm("install", "--save-dev", "--offline", tarball);
    if (installed.status !== 0) throw new Error(installed.stdout + installed.stderr);
  });

  it("is small, and may be published", () => {
    expect(statSync(tarball).size).toBeLessThan(15 * 1024 * 1024);
    const text = readFileSync(path.join(consumer, "node_modules/lockkeeper/package.json"), "utf8");
    const manifest = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    expect(manifest).toMatchObject({ name: "lockkeeper", version, license: "MIT" });
    for (const key of ["private", "dependencies", "devDependencies", "scripts"])
      expect(manifest[key]).toBe(undefined);
  });

  it("is `npx lockkeeper` in the folder it was installed into", () => {
    const said = npm("exec", "--offline", "--", "lockkeeper", "--version");
    expect([said.stdout.trim(), said.status]).toEqual([version, 0]);
    const checked = npm("exec", "--offline", "--", "lockkeeper", "check", sample);
    expect(checked.stdout).toContain("0002_name.up.sql");
  });

  it("runs migrations on its embedded database", () => {
    const project = path.join(consumer, "migrations");
    cpSync(sample, project, { recursive: true });
    addExtension(project);
    const ran = npm("exec", "--offline", "--", "lockkeeper", "up", project, "--database", "embedded");
    expect(ran.status, ran.stderr).toBe(0);
  });

  it("holds all that the built command line looks for beside itself", () => {
    const loaded = /["'`]([\w.-]+\.(?:js|wasm|data))["'`]/g;
    const dist = path.join(consumer, "node_modules/lockkeeper/dist");
    const text = ["cli.js", "commandLine.js", "check.js", "databaseCommands.js", "server.js"]
      .map((name) => readFileSync(path.join(dist, name), "utf8"))
      .join("\n");
    const named = new Set([...text.matchAll(loaded)].map(([, name = ""]) => name));
    const built = readdirSync(inPackage("dist"));
    const here = readdirSync(path.join(consumer, "node_modules/lockkeeper/dist"));
    expect(built.filter((name) => named.has(name) && !here.includes(name))).toEqual([]);
  });

  it("is what publishing from the repository points to", () => {
    const { status, stderr } = node(path.join(root, "scripts/npm/refuse.mjs"));
    expect([status, stderr]).toEqual([1, expect.stringContaining(`out/lockkeeper-${version}.tgz`)]);
  });
});

describe("the language server in the package", () => {
  it.each([
    ["server.js", ["--stdio"]],
    ["cli.js", ["lsp", "--stdio"]],
  ])("answers when started as %s", async (file, args) => {
    const child = spawn(process.execPath, [inPackage(`dist/${file}`), ...args], { cwd: folder });
    let said = "";
    child.stderr.on("data", (text: Buffer) => (said += text.toString()));
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const gone = ended.then(() => {
      throw new Error(`The server ended (${child.exitCode}): ${said}`);
    });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    onTestFinished(() => void child.kill());
    const report = await Promise.race([askForDiagnostics(connection), gone]);
    expect(report.items.map(({ code }) => code)).toContain("update-without-where");
    await Promise.race([connection.sendRequest("shutdown"), gone]);
    await connection.sendNotification("exit");
    connection.dispose();
    await ended;
    expect(child.exitCode).toBe(0);
  });
});

async function askForDiagnostics(connection: MessageConnection) {
  await connection.sendRequest(InitializeRequest.method, {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
    workspaceFolders: [{ uri: pathToFileURL(sample).href, name: "migrations" }],
  });
  await connection.sendNotification("initialized", {});
  const uri = pathToFileURL(path.join(sample, "0002_name.up.sql")).href;
  const document = { uri, languageId: "sql", version: 1, text: "UPDATE users SET name = '';\n" };
  await connection.sendNotification("textDocument/didOpen", { textDocument: document });
  const report = await connection.sendRequest(DocumentDiagnosticRequest.method, { textDocument: { uri } });
  return z.object({ items: z.array(z.object({ code: z.string() })) }).parse(report);
}
