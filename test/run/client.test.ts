import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RunnerClient } from "../../server/src/run/client.ts";
import { sleep } from "../../server/src/run/sleep.ts";
import { freshDatabase } from "../support/servers.ts";
import type { Database } from "../support/servers.ts";
import { projectFolder, shop } from "./project.ts";
import type { ProjectFolder } from "./project.ts";

let database: Database;
let folder: ProjectFolder;
let storagePath: string;
let client: RunnerClient;
let said: string[];
let onProgress: (message: string) => void;

beforeEach(async () => {
  database = await freshDatabase(18);
  folder = projectFolder(shop);
  storagePath = mkdtempSync(join(tmpdir(), "lockkeeper-client-"));
  said = [];
  onProgress = () => undefined;
  client = new RunnerClient({
    settings: () => ({ storagePath, key: "test", image: "postgres:18", startTimeout: 600 }),
    onState: ({ status, description }) => said.push(`state ${status} ${description}`),
    onRunProgress: ({ message }) => {
      said.push(message);
      onProgress(message);
    },
    onStartProgress: (message) => said.push(message),
    onCrash: (message) => said.push(`crash: ${message}`),
  });
});

afterEach(async () => {
  await client.dispose();
  await database.dispose();
  folder.dispose();
  rmSync(storagePath, { recursive: true, force: true });
});

const up = (signal?: AbortSignal) => {
  const project = folder.read();
  return client.ask("run", { project, params: { project: project.uri, command: "up" } }, signal);
};
const slow = "-- migrate:up\nCREATE TABLE half (id int);\nSELECT pg_sleep(60);\n-- migrate:down\n";

/** Begins a run and comes back when migration 002 has been running for a moment. */
async function beginSlow(signal?: AbortSignal): Promise<{ readonly result: ReturnType<typeof up> }> {
  folder.write("002_orders.sql", slow);
  const reached = new Promise<void>((resolve) => {
    onProgress = (message) => {
      if (message.startsWith("Applying 002")) resolve();
    };
  });
  const result = up(signal);
  await Promise.race([reached, result]);
  await sleep(300);
  return { result };
}

test("runs in a process of its own and passes on results, states and progress", async () => {
  expect(await client.select({ kind: "server", url: database.url })).toMatchObject({ ok: true });
  expect(await client.ask("start", null)).toMatchObject({
    ok: true,
    value: { kind: "server", status: "ready" },
  });
  const result = await up();
  expect(result.ok && result.value.failure).toBeUndefined();
  expect(said).toContain("Applying 003 index");
  expect(said.join("\n")).toMatch(/state ready PostgreSQL 18\.\d+ at 127\.0\.0\.1/);
  const status = await client.ask("status", folder.read());
  expect(status.ok && status.value.statuses.map(({ state }) => state)).toEqual([
    "applied",
    "applied",
    "applied",
  ]);
  const answer = await client.ask("query", { sql: "SELECT count(*) FROM schema_migrations", limit: 10 });
  expect(answer).toMatchObject({ ok: true, value: { rows: [["3"]] } });
});

test("a dry run gives the plan with its SQL and touches nothing", async () => {
  await client.select({ kind: "server", url: database.url });
  const project = folder.read();
  const dry = await client.ask("dryRun", {
    project,
    params: { project: project.uri, command: "up", steps: 1 },
  });
  expect(dry).toMatchObject({
    ok: true,
    value: { steps: [{ version: "001", direction: "up", sections: [{ transaction: "single" }] }] },
  });
  expect(dry.ok && dry.value.steps[0]?.sections[0]?.sql).toMatch(/^CREATE TABLE users .*;$/);
  expect(
    await client.ask("query", { sql: "SELECT to_regclass('schema_migrations')", limit: 1 }),
  ).toMatchObject({
    value: { rows: [[null]] },
  });
});

test("cancelling the request cancels the run", async () => {
  await client.select({ kind: "server", url: database.url });
  const controller = new AbortController();
  const { result } = await beginSlow(controller.signal);
  controller.abort();
  expect(await result).toMatchObject({
    ok: true,
    value: { failure: { code: "cancelled", rolledBack: true } },
  });
});

test("a crash of the runner is said, and the next request finds the same database in a new process", async () => {
  await client.select({ kind: "server", url: database.url });
  const { result } = await beginSlow();
  const pid = client.processId;
  expect(pid).toBeGreaterThan(0);
  process.kill(pid ?? 0, "SIGKILL");
  expect(await result).toMatchObject({ ok: false, error: { code: "runner-crashed" } });
  expect(said.join("\n")).toMatch(/crash: The process that runs migrations ended unexpectedly \(SIGKILL\)/);
  const status = await client.ask("status", folder.read());
  expect(status.ok && status.value.statuses.map(({ state }) => state)).toEqual([
    "applied",
    "pending",
    "pending",
  ]);
  expect(client.processId).not.toBe(pid);
});

test("a failure to reach the database keeps its code", async () => {
  await client.select({ kind: "server", url: "postgres://example.com/x" });
  expect(await client.ask("start", null)).toMatchObject({ ok: false, error: { code: "host-not-allowed" } });
  expect(await up()).toMatchObject({ ok: false, error: { code: "host-not-allowed" } });
});
