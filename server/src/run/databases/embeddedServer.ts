import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { join } from "node:path";
import { messageOf } from "./databaseError.ts";
import { DirectoryLock } from "./directoryLock.ts";
import { embeddedExtensions } from "./embeddedExtensions.ts";
import { endWithParent } from "./orphanWatch.ts";
import type { EmbeddedReport } from "./embeddedMessages.ts";

/*
 * The embedded PostgreSQL's own process: it blocks its thread while a statement runs, so it shares it with nobody,
 * and it can be killed. Started with the directory as its only argument and an IPC channel; ends with its parent.
 */

function report(message: EmbeddedReport): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send(message, undefined, {}, () => resolve());
  });
}

async function serve(directory: string): Promise<void> {
  const lock = new DirectoryLock(directory);
  const holder = await lock.acquire();
  if (holder !== undefined) {
    await report({ kind: "held", holder, file: lock.file });
    process.exit(0);
  }
  process.on("exit", () => lock.release());
  endWithParent();
  // Listening keeps the process going while the database is opened, and a parent that leaves is noticed then too.
  const leave = (): void => process.exit(0);
  process.on("disconnect", leave);
  process.on("message", leave);
  const extensions = embeddedExtensions(new URL(".", import.meta.url));
  const database = await PGlite.create({ dataDir: join(directory, "data"), extensions });
  endWhenBroken(database);
  // One connection at a time: two would share one session, settings, transaction and advisory locks included.
  const server = new PGLiteSocketServer({ db: database, host: "127.0.0.1", port: 0, maxConnections: 1 });
  await server.start();
  const version = await database.query<{ server_version: string }>("SHOW server_version");
  const announcement = {
    port: Number(server.getServerConn().split(":").at(-1)),
    version: version.rows[0]?.server_version ?? "",
  };
  lock.announce(announcement);
  let closing = false;
  const close = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    await server.stop();
    await database.close();
    process.exit(0);
  };
  process.off("disconnect", leave).off("message", leave);
  process.on("disconnect", () => void close());
  process.on("message", () => void close());
  await report({ kind: "ready", server: announcement });
}

/**
 * When WASM traps, the instance is beyond use, and the socket server would leave its clients waiting for ever:
 * the process ends instead, clients see their connection break, and the next start recovers from the log.
 */
function endWhenBroken(database: PGlite): void {
  const run = database.execProtocolRawStream.bind(database);
  database.execProtocolRawStream = async (...parameters) => {
    try {
      await run(...parameters);
    } catch (error) {
      process.stderr.write(`${messageOf(error)}\n`);
      process.exit(70);
    }
  };
}

serve(process.argv[2] ?? "").catch(async (error: unknown) => {
  await report({ kind: "failed", message: messageOf(error) });
  process.exit(1);
});
