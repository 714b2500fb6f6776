import { execFileSync } from "node:child_process";
import { FileChangeType, type Diagnostic } from "vscode-languageserver-protocol";
import {
  CodeActionRequest,
  CodeLensRequest,
  ExecuteCommandRequest,
  InlayHintRequest,
} from "vscode-languageserver-protocol";
import { afterEach, describe, expect, it } from "vitest";
import { databaseSelect, databaseStart, projectsRequest, runRequest } from "../../server/src/protocol.ts";
import { run } from "../cli/support/program.ts";
import { freshDatabase } from "../support/servers.ts";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

/* Of migrations that are history nothing is shown, that is counted, and one command shows it. */

const table = "db/migrations/20240101000000_users.sql";
const hazard = "db/migrations/20240102000000_index.sql";
const later = "db/migrations/20240103000000_name.sql";
const files = {
  "app.txt": "",
  [table]: "-- migrate:up\nCREATE TABLE users (id bigint PRIMARY KEY);\n-- migrate:down\nDROP TABLE users;\n",
  [hazard]:
    "-- migrate:up\nSET lock_timeout = '2s';\nCREATE INDEX ü ON users (id);\nRESET lock_timeout;\n-- migrate:down\nDROP INDEX ü;\n",
};
const laterText =
  "-- migrate:up\nALTER TABLE users ALTER COLUMN id TYPE numeric;\n-- migrate:down\nALTER TABLE users ALTER COLUMN id TYPE bigint;\n";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of cleanups.splice(0).reverse()) await each();
});

function git({ root }: Folder, ...args: readonly string[]): void {
  const known = ["-c", "user.name=a", "-c", "user.email=a@localhost", "-c", "core.autocrlf=false"];
  execFileSync("git", [...known, ...args], { cwd: root, stdio: "pipe" });
}

function repository(given: Readonly<Record<string, string>> = files, branch = "main"): Folder {
  const folder = makeFolder(given);
  cleanups.push(() => folder.remove());
  git(folder, "init", "--quiet", `--initial-branch=${branch}`);
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "-m", "first");
  git(folder, "switch", "--quiet", "--create", "work");
  return folder;
}

async function serve(folder: Folder, settings: unknown = {}): Promise<LanguageServer> {
  const storage = makeFolder({});
  const server = await LanguageServer.start({
    folders: [folder.root],
    settings,
    initializationOptions: { trusted: true, storagePath: storage.root },
  });
  cleanups.push(
    () => storage.remove(),
    () => server.stop(),
  );
  return server;
}

const rules = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);

async function shown(server: LanguageServer, folder: Folder, file: string) {
  return rules(await server.diagnostics(folder.uri(file)));
}

async function lens(server: LanguageServer, folder: Folder, file: string): Promise<string | undefined> {
  const lenses = await server.connection.sendRequest(CodeLensRequest.type, {
    textDocument: { uri: folder.uri(file) },
  });
  return lenses?.find(({ command }) => command?.command === "lockkeeper.showHistory")?.command?.title;
}

/** What is said above statements, and behind them. */
async function annotations(server: LanguageServer, folder: Folder, file: string) {
  const textDocument = { uri: folder.uri(file) };
  const lenses = (await server.connection.sendRequest(CodeLensRequest.type, { textDocument })) ?? [];
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const hints = (await server.connection.sendRequest(InlayHintRequest.type, { textDocument, range })) ?? [];
  return [...lenses.filter(({ command }) => command?.command === ""), ...hints].length;
}

async function hidden(server: LanguageServer) {
  const [project] = await server.connection.sendRequest(projectsRequest);
  return project?.hidden;
}

describe("history in the editor", () => {
  it("is what is as on the base branch: counted, and shown by one command", async () => {
    const folder = repository();
    folder.write(later, laterText);
    const server = await serve(folder, { inlayHints: true });
    expect(await shown(server, folder, hazard)).toEqual([]);
    expect(await shown(server, folder, later)).toContain("rewrites-table");
    expect(await lens(server, folder, hazard)).toMatch(/^\d+ findings? not shown: as on main · show all$/);
    expect(await lens(server, folder, later)).toBeUndefined();
    expect(await annotations(server, folder, hazard)).toBe(0);
    expect(await annotations(server, folder, later)).toBe(4);
    const counted = await hidden(server);
    expect(counted).toMatchObject({ accepted: 0, migrations: 2, base: "main", shown: false });
    const [project] = await server.connection.sendRequest(projectsRequest);
    expect(project?.migrations.map(({ history }) => history)).toEqual(["unchanged", "unchanged", undefined]);
    await server.connection.sendRequest(ExecuteCommandRequest.type, {
      command: "lockkeeper.showHistory",
      arguments: [true],
    });
    const all = await shown(server, folder, hazard);
    expect(all).toContain("create-index-blocks-writes");
    expect(await hidden(server)).toEqual({ ...counted, shown: true });
    expect(counted?.findings).toBe(all.length + (await shown(server, folder, table)).length);
    expect(await lens(server, folder, hazard)).toMatch(/of history shown · hide$/);
    expect(await annotations(server, folder, hazard)).toBe(4);
    await server.connection.sendRequest(ExecuteCommandRequest.type, {
      command: "lockkeeper.showHistory",
      arguments: [false],
    });
    expect(await shown(server, folder, hazard)).toEqual([]);
  });

  it("ends with the first letter that is typed into a file, and begins again where that is undone", async () => {
    const folder = repository();
    const server = await serve(folder);
    const uri = folder.uri(hazard);
    await server.open(uri, files[hazard]);
    expect(await shown(server, folder, hazard)).toEqual([]);
    await server.change(uri, files[hazard].replace("-- migrate:up", "-- migrate:up "));
    expect(await shown(server, folder, hazard)).toContain("create-index-blocks-writes");
    await server.change(uri, files[hazard]);
    expect(await shown(server, folder, hazard)).toEqual([]);
  });

  it("grows with a commit on the base branch, and knows files whose line ends git has changed", async () => {
    const folder = repository();
    folder.write(later, laterText);
    folder.write(hazard, files[hazard].replaceAll("\n", "\r\n"));
    const server = await serve(folder);
    expect(await shown(server, folder, hazard)).toEqual([]);
    expect(await shown(server, folder, later)).toContain("rewrites-table");
    git(folder, "add", later);
    git(folder, "commit", "--quiet", "-m", "second", later);
    expect(await hidden(server)).toMatchObject({ migrations: 2 });
    git(folder, "branch", "--quiet", "--force", "main");
    await server.fileChanged(folder.path(".git/refs/heads/main"), FileChangeType.Changed);
    await server.until(
      () => shown(server, folder, later),
      (found) => found.length === 0,
    );
    expect(await hidden(server)).toMatchObject({ migrations: 3 });
  });

  it("is what the configuration's reference and its baseline of findings say", async () => {
    const folder = repository(files, "trunk");
    const server = await serve(folder);
    expect(await shown(server, folder, hazard)).toContain("create-index-blocks-writes");
    folder.write("lockkeeper.config.json", '{ "history": { "since": "trunk" } }');
    await server.fileChanged(folder.path("lockkeeper.config.json"), FileChangeType.Created);
    await server.until(
      () => shown(server, folder, hazard),
      (found) => found.length === 0,
    );
    folder.write("lockkeeper.config.json", '{ "history": { "findings": "known.json" } }');
    folder.write("known.json", "{}");
    await server.fileChanged(folder.path("lockkeeper.config.json"), FileChangeType.Changed);
    await server.until(
      () => shown(server, folder, hazard),
      (found) => found.includes("create-index-blocks-writes"),
    );
    folder.write("lockkeeper.config.json", "{}");
    const { status } = await run(["baseline", ".", "--write"], { cwd: folder.root });
    expect(status).toBe(0);
    folder.write("lockkeeper.config.json", '{ "history": { "findings": "lockkeeper-baseline.json" } }');
    await server.fileChanged(folder.path("lockkeeper.config.json"), FileChangeType.Changed);
    await server.until(
      () => shown(server, folder, hazard),
      (found) => found.length === 0,
    );
    expect(await lens(server, folder, hazard)).toMatch(/accepted by lockkeeper-baseline\.json · show all$/);
    const counted = await hidden(server);
    expect(counted).toMatchObject({ migrations: 0 });
    expect(counted?.findings).toBeGreaterThan(0);
    expect(counted?.accepted).toBe(counted?.findings);
    // A second hazard of the kind in the same file is new.
    const uri = folder.uri(hazard);
    await server.open(uri, files[hazard].replace("RESET", "CREATE INDEX other ON users (id, id);\nRESET"));
    expect(
      (await shown(server, folder, hazard)).filter((id) => id === "create-index-blocks-writes"),
    ).toHaveLength(1);
  });

  it("takes a migration for history one of whose files says nothing", async () => {
    const folder = repository({
      "diesel.toml": "",
      "migrations/2024-01-01-000000_a/up.sql": "CREATE TABLE a (id int);\n",
      "migrations/2024-01-01-000000_a/metadata.toml": "run_in_transaction = false\n",
    });
    expect(await hidden(await serve(folder))).toMatchObject({ migrations: 1 });
  });

  it("is chosen by the setting", async () => {
    const folder = repository();
    expect(await shown(await serve(folder, { findings: "all" }), folder, hazard)).not.toEqual([]);
    expect(await shown(await serve(folder, { findings: "pending" }), folder, hazard)).not.toEqual([]);
    const open = await serve(folder, { findings: "open" });
    expect(await shown(open, folder, hazard)).toEqual([]);
    await open.open(folder.uri(hazard), files[hazard]);
    expect(await shown(open, folder, hazard)).not.toEqual([]);
  });

  it("still shows what the tool refuses", async () => {
    const twice = { ...files, "db/migrations/20240102000000_again.sql": files[hazard] };
    const folder = repository(twice);
    const server = await serve(folder);
    const both = [hazard, "db/migrations/20240102000000_again.sql"];
    const found = await Promise.all(both.map((file) => shown(server, folder, file)));
    expect(found.flat()).toEqual(["duplicate-version"]);
  });

  it("asks before a fix edits it", async () => {
    const folder = repository();
    const server = await serve(folder);
    const uri = folder.uri(hazard);
    await server.open(uri, files[hazard]);
    await server.diagnostics(uri);
    const at = { line: 2, character: 3 };
    const actions = await server.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    const titles = actions?.map(({ title }) => title) ?? [];
    expect(titles.some((title) => title.includes("is on main already"))).toBe(true);
    expect(titles.some((title) => title.startsWith("Fix all"))).toBe(false);
  });

  it("is what the database has applied, until the file is edited", { timeout: 600_000 }, async () => {
    const folder = makeFolder(files);
    cleanups.push(() => folder.remove());
    const server = await serve(folder);
    const database = await freshDatabase(18);
    cleanups.push(() => database.dispose());
    expect(await shown(server, folder, hazard)).toContain("create-index-blocks-writes");
    const { connection } = server;
    await connection.sendRequest(databaseSelect, { kind: "server", url: database.url });
    await connection.sendRequest(databaseStart);
    const [project] = await connection.sendRequest(projectsRequest);
    const ran = await connection.sendRequest(runRequest, { project: project?.uri ?? "", command: "up" });
    expect(ran).toMatchObject({ ok: true, value: { steps: [{}, {}] } });
    expect(await hidden(server)).not.toHaveProperty("base");
    expect(await hidden(server)).toMatchObject({ migrations: 2 });
    expect(await shown(server, folder, hazard)).toEqual([]);
    expect(await lens(server, folder, hazard)).toMatch(/not shown: applied already · show all$/);
    expect(await annotations(server, folder, hazard)).toBe(0);
    await server.open(folder.uri(hazard), `${files[hazard]}\n`);
    expect(await shown(server, folder, hazard)).toContain("create-index-blocks-writes");
  });
});
