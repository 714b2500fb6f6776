import { readFileSync, readdirSync } from "node:fs";
import {
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  FileChangeType,
  type Diagnostic,
} from "vscode-languageserver-protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  databaseChanged,
  databaseQuery,
  databaseSelect,
  databaseStart,
  databaseStateRequest,
  projectsRequest,
  runProgress,
  runRequest,
  trustChanged,
  type DatabaseState,
  type ProjectItem,
} from "../../server/src/protocol.ts";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

const files = {
  "migrations/20240101000000_users.sql":
    "-- migrate:up\nCREATE TABLE users (id bigint PRIMARY KEY);\n\n-- migrate:down\nDROP TABLE users;\n",
  "migrations/20240102000000_fails.sql":
    "-- migrate:up\nCREATE TABLE other (id bigint);\nSELECT nosuch FROM users;\n\n-- migrate:down\nDROP TABLE other;\n",
};

describe("runs, on the embedded database", () => {
  let folder: Folder;
  let storage: Folder;
  let server: LanguageServer;
  let project: string;
  const states: DatabaseState[] = [];
  const progress: string[] = [];

  beforeAll(async () => {
    folder = makeFolder(files);
    storage = makeFolder({});
    server = await LanguageServer.start({
      folders: [folder.root],
      initializationOptions: { trusted: false, storagePath: storage.root },
      settings: { database: { kind: "embedded" } },
    });
    server.connection.onNotification(databaseChanged, (state) => void states.push(state));
    server.connection.onNotification(runProgress, ({ message }) => void progress.push(message));
    project = (await projects())[0]?.uri ?? "";
  });

  afterAll(async () => {
    expect(await server.stop()).toBe(0);
    folder.remove();
    storage.remove();
  });

  async function projects(): Promise<readonly ProjectItem[]> {
    return server.connection.sendRequest(projectsRequest);
  }

  async function migrationStates(): Promise<readonly string[]> {
    return (await projects()).flatMap(({ migrations }) => migrations.map(({ state }) => state));
  }

  const failing = (): Promise<Diagnostic[]> =>
    server.diagnostics(folder.uri("migrations/20240102000000_fails.sql"));

  it("describes the project before any database is reached", async () => {
    const [item] = await projects();
    expect(item).toMatchObject({ format: "dbmate", label: "migrations", hasDown: true });
    expect(item?.migrations.map(({ version, state, risk }) => [version, state, risk])).toEqual([
      ["20240101000000", "unknown", "none"],
      ["20240102000000", "unknown", expect.any(String)],
    ]);
    expect(
      item?.migrations[0]?.sections.map(({ direction, statements }) => [direction, statements[0]?.label]),
    ).toEqual([
      ["up", "CREATE TABLE users (id bigint PRIMARY KEY)"],
      ["down", "DROP TABLE users"],
    ]);
  });

  it("runs nothing in a workspace that is not trusted", async () => {
    const reply = await server.connection.sendRequest(runRequest, { project, command: "up" });
    expect(reply).toMatchObject({ ok: false, error: { code: "untrusted-workspace" } });
    expect(await server.connection.sendRequest(databaseStateRequest)).toMatchObject({ status: "none" });
    expect(runners(server)).toEqual([]);
  });

  it("runs up to the failing migration, and shows the server's error at its place until the file changes", async () => {
    await server.connection.sendNotification(trustChanged, { trusted: true });
    const reply = await server.connection.sendRequest(runRequest, { project, command: "up" });
    expect(reply).toMatchObject({
      ok: true,
      value: { steps: [{ version: "20240101000000" }], failure: { code: "42703", rolledBack: true } },
    });
    expect(states.at(-1)).toMatchObject({ kind: "embedded", status: "ready" });
    expect(progress.length).toBeGreaterThan(0);
    expect(await migrationStates()).toEqual(["applied", "pending"]);
    expect((await failing()).find(({ code }) => code === "42703")?.range).toEqual({
      start: { line: 2, character: 7 },
      end: { line: 2, character: 13 },
    });
    folder.write(
      "migrations/20240102000000_fails.sql",
      files["migrations/20240102000000_fails.sql"].replace("nosuch", "id"),
    );
    await server.fileChanged(folder.path("migrations/20240102000000_fails.sql"), FileChangeType.Changed);
    await server.until(failing, (found) => found.every(({ code }) => code !== "42703"));
    const again = await server.connection.sendRequest(runRequest, { project, command: "up" });
    expect(again).toMatchObject({ ok: true, value: { steps: [{ version: "20240102000000" }] } });
    expect(again).not.toHaveProperty("value.failure");
    expect(await migrationStates()).toEqual(["applied", "applied"]);
  });

  it("goes back, and answers queries", async () => {
    await server.connection.sendRequest(runRequest, { project, command: "down" });
    expect(await migrationStates()).toEqual(["applied", "pending"]);
    const reply = await server.connection.sendRequest(databaseQuery, {
      sql: "SELECT count(*) AS n FROM users",
      limit: 10,
    });
    expect(reply).toMatchObject({ ok: true, value: { columns: ["n"], rows: [["0"]] } });
  });

  it("says nothing of a query, and completes it from the database as it is by then", async () => {
    const uri = "untitled:Query-1.sql";
    const textDocument = { uri };
    const offered = async (): Promise<readonly string[]> => {
      const position = { line: 1, character: 14 };
      const found = await server.connection.sendRequest(CompletionRequest.type, { textDocument, position });
      return (Array.isArray(found) ? found : []).map(({ label }) => label);
    };
    const made = { sql: "CREATE TABLE by_hand (id int); DROP TABLE IF EXISTS gone", limit: 10 };
    await server.connection.sendRequest(databaseQuery, made);
    await server.open(uri, "-- a query\nSELECT * FROM \n; ALTER TABLE users ALTER COLUMN id TYPE text;\n");
    expect(await offered()).toContain("by_hand");
    expect(await offered()).not.toContain("later");
    await server.connection.sendRequest(databaseQuery, { sql: "CREATE TABLE later (id int)", limit: 10 });
    expect(await offered()).toContain("later");
    expect(await server.diagnostics(uri)).toEqual([]);
    expect(await server.connection.sendRequest(CodeLensRequest.type, { textDocument })).toEqual([]);
    const range = { start: { line: 2, character: 4 }, end: { line: 2, character: 4 } };
    const context = { diagnostics: [] };
    const actions = await server.connection.sendRequest(CodeActionRequest.type, {
      textDocument,
      range,
      context,
    });
    expect(actions).toEqual([]);
    await server.close(uri);
  });

  it("survives its runner being killed, says so, and starts another one", async () => {
    const [runner] = runners(server);
    if (runner === undefined) throw new Error("no runner is there to be killed");
    process.kill(runner, "SIGKILL");
    await server.until(
      () => Promise.resolve(server.logged.join("\n")),
      (log) => log.includes("ended unexpectedly"),
    );
    expect(await server.diagnostics(folder.uri("migrations/20240101000000_users.sql"))).toBeInstanceOf(Array);
    const reply = await server.connection.sendRequest(databaseQuery, { sql: "SELECT 1 AS n", limit: 10 });
    expect(reply).toMatchObject({ ok: true, value: { rows: [["1"]] } });
    expect(runners(server)).not.toEqual([runner]);
  });

  it("says why a server that nobody confirmed is not reached", async () => {
    const url = "postgres://user@database.invalid/app";
    await server.connection.sendRequest(databaseSelect, { kind: "server", url });
    const reply = await server.connection.sendRequest(databaseStart);
    expect(reply).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining("database.invalid") as string },
    });
  });
});

/** The runner processes of a server: its children that were forked with an IPC channel. */
function runners(server: LanguageServer): readonly number[] {
  const parent = String(server.process.pid);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => statusOf(name, "stat").split(") ")[1]?.split(" ")[1] === parent)
    .filter((name) => /run\/main\.ts|runner\.js/.test(statusOf(name, "cmdline")))
    .map(Number);
}

function statusOf(pid: string, file: "stat" | "cmdline"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
