import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { DatabaseError } from "../../server/src/run/databases/databaseError.ts";
import { DirectoryLock } from "../../server/src/run/databases/directoryLock.ts";
import { EmbeddedDatabase } from "../../server/src/run/databases/embedded.ts";
import { openSession } from "../../server/src/run/session.ts";
import { never } from "./contract.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lockkeeper-bad-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function refusal(directory: string): Promise<DatabaseError> {
  const database = new EmbeddedDatabase({ directory });
  const error: unknown = await database.start(never, () => undefined).catch((reason: unknown) => reason);
  await database.dispose();
  if (error instanceof DatabaseError) return error;
  throw new Error("It started.");
}

test("a folder that cannot be written to", async () => {
  // Root may write into any folder, so there the place is below a file, where nobody can make one.
  const place = process.getuid?.() === 0 ? belowFile() : readOnly();
  const { code, message } = await refusal(place);
  expect(code).toBe("storage-unusable");
  expect(message).toContain(place);
  expect(message).toMatch(/Make the folder writable/);
});

function belowFile(): string {
  writeFileSync(join(folder, "file"), "");
  return join(folder, "file", "storage");
}

function readOnly(): string {
  const place = join(folder, "sealed");
  mkdirSync(place, { mode: 0o500 });
  return place;
}

test("damaged data ends with a message, not with a hang", async () => {
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "data", "PG_VERSION"), "18\n");
  const { code, message } = await refusal(folder);
  expect(code).toBe("storage-unusable");
  expect(message).toContain(folder);
  expect(message).toMatch(/reset the database/);
});

test("starting can be cancelled, and its process is gone", async () => {
  const controller = new AbortController();
  const database = new EmbeddedDatabase({ directory: folder });
  const starting = database
    .start(controller.signal, () => controller.abort())
    .catch((reason: unknown) => reason);
  expect(await starting).toMatchObject({ code: "cancelled" });
  expect(database.status).toBe("stopped");
});

test("a lock of a dead process is taken over, one of a living server is not", async () => {
  const lock = new DirectoryLock(folder);
  writeFileSync(lock.file, JSON.stringify({ pid: 4_194_303, server: { port: 1, version: "18" } }));
  expect(await lock.acquire()).toBeUndefined();
  expect(JSON.parse(readFileSync(lock.file, "utf8"))).toEqual({ pid: process.pid });
  // Another program got the pid of the dead one: nothing listens at the port.
  writeFileSync(lock.file, JSON.stringify({ pid: process.ppid, server: { port: 1, version: "18" } }));
  expect(await lock.acquire()).toBeUndefined();
  writeFileSync(lock.file, JSON.stringify({ pid: process.ppid }));
  expect(await lock.acquire()).toEqual({ pid: process.ppid });
  writeFileSync(lock.file, "rubbish");
  expect(await lock.acquire()).toBeUndefined();
  lock.release();
});

test("a database that dies between being asked for and being used is started again", async () => {
  const database = new EmbeddedDatabase({ directory: folder });
  const facts = await database.start(never, () => undefined);
  const { pid } = z
    .object({ pid: z.number() })
    .parse(JSON.parse(readFileSync(join(folder, "server.json"), "utf8")));
  process.kill(pid, "SIGKILL");
  const session = await openSession(database, facts, { signal: never, waitLimit: 600_000 });
  expect((await session.work.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await session.close();
  await database.dispose();
});
