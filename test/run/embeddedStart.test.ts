import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EmbeddedDatabase } from "../../server/src/run/databases/embedded.ts";
import { RunEngine } from "../../server/src/run/engine.ts";
import { never } from "./contract.ts";

/*
 * What happens to a start of the embedded database that is under way: it takes seconds, ten on a busy machine, and
 * whoever stops or selects a database meanwhile must not make it look like a failure.
 */

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lockkeeper-start-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const failureOf = (start: Promise<unknown>): Promise<unknown> =>
  start.then(
    () => "it started",
    (reason: unknown) => reason,
  );

/** Comes back when the process that starts has taken the directory. */
async function underWay(directory: string): Promise<void> {
  while (!existsSync(join(directory, "server.json"))) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A database whose process is this program. */
function pretending(program: string): EmbeddedDatabase {
  const path = join(folder, "program.cjs");
  writeFileSync(path, program);
  return new EmbeddedDatabase({ directory: join(folder, "data"), script: { path, execArgv: [] } });
}

test("stopped meanwhile it is cancelled, and starts again", async () => {
  const database = new EmbeddedDatabase({ directory: folder });
  const failure = failureOf(database.start(never, () => undefined));
  await underWay(folder);
  await database.stop();
  expect(await failure).toMatchObject({ code: "cancelled" });
  expect(database.status).toBe("stopped");
  expect(await database.start(never, () => undefined)).toMatchObject({ singleBackend: true });
  await database.dispose();
});

test("the same choice again leaves it alone", async () => {
  const engine = new RunEngine({ storagePath: folder, key: "k", image: "", startTimeout: 600 });
  await engine.select({ kind: "embedded" });
  const started = engine.start(never, () => undefined);
  expect(await engine.select({ kind: "embedded" })).toMatchObject({ kind: "embedded", status: "starting" });
  expect(await started).toMatchObject({ status: "ready" });
  expect(await engine.select({ kind: "embedded" })).toMatchObject({ status: "ready" });
  expect(await engine.query("SELECT 1 AS one", 1, never)).toMatchObject({ rows: [["1"]] });
  await engine.dispose();
});

test("another choice cancels it, and is not answered by it", async () => {
  const engine = new RunEngine({ storagePath: folder, key: "k", image: "", startTimeout: 600 });
  await engine.select({ kind: "embedded" });
  const failure = failureOf(engine.start(never, () => undefined));
  await underWay(join(folder, "embedded", "k"));
  await engine.select({ kind: "server", url: "postgres://127.0.0.1:1/nothing" });
  expect(await failure).toMatchObject({ code: "cancelled" });
  expect(await failureOf(engine.start(never, () => undefined))).not.toMatchObject({ code: "cancelled" });
  await engine.dispose();
});

describe("a process that ends without a report", () => {
  test.each([
    ["said something", `process.stderr.write("no room\\n"); process.exit(3);`, /: no room\. If/],
    ["ended by itself", "process.exit(3);", /: its process ended with status 3\. If/],
    ["was killed", `process.kill(process.pid, "SIGKILL");`, /: its process was ended by SIGKILL\. If/],
  ])("%s", async (_, program, words) => {
    const failure = await failureOf(pretending(program).start(never, () => undefined));
    expect(failure).toMatchObject({ code: "storage-unusable" });
    expect(String(failure)).toMatch(words);
  });

  test("a report that came before the end counts", async () => {
    const program = `process.send({ kind: "failed", message: "as reported" }, () => process.exit(1));`;
    expect(String(await failureOf(pretending(program).start(never, () => undefined)))).toMatch(/as reported/);
  });
});

test("the extensions that come with PostgreSQL can be created, and are there after a restart", async () => {
  const engine = new RunEngine({ storagePath: folder, key: "k", image: "", startTimeout: 600 });
  await engine.select({ kind: "embedded" });
  await engine.start(never, () => undefined);
  const named = ["pgcrypto", "uuid-ossp", "citext", "pg_trgm", "btree_gist", "hstore", "vector"];
  const creates = named.map((name) => `CREATE EXTENSION IF NOT EXISTS "${name}";`);
  await engine.query(`${creates.join("")} CREATE TABLE t (a citext, e vector(3));`, 1, never);
  await engine.stop();
  await engine.start(never, () => undefined);
  const asked = "SELECT 'A'::citext = 'a', length(gen_salt('md5')) > 0, uuid_generate_v4() IS NOT NULL";
  expect(await engine.query(asked, 1, never)).toMatchObject({ rows: [["t", "t", "t"]] });
  await engine.query("INSERT INTO t VALUES ('A', '[1,2,3]')", 1, never);
  await engine.dispose();
});
