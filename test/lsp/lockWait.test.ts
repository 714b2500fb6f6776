import { expect, it } from "vitest";
import { databaseConnect, projectsRequest, runProgress, runRequest } from "../../server/src/protocol.ts";
import { freshDatabase } from "../support/servers.ts";
import { makeFolder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

/*
 * A run in the editor waits for locks no longer than the configuration says, says whom it waits for, and tries again, as
 * the command line does.
 */

const files = {
  "lockkeeper.config.json": '{ "lockTimeout": "300ms" }',
  "migrations/20240101000000_note.sql":
    "-- migrate:up\nALTER TABLE users ADD COLUMN note text;\n\n-- migrate:down\nALTER TABLE users DROP COLUMN note;\n",
};

it("gives way to whoever holds the lock, and is done when they are", async () => {
  const folder = makeFolder(files);
  const database = await freshDatabase(16);
  const holder = await database.connect();
  await holder.query("CREATE TABLE users (id bigint PRIMARY KEY)");
  await holder.query("BEGIN; LOCK TABLE users IN ACCESS SHARE MODE");
  const server = await LanguageServer.start({
    folders: [folder.root],
    initializationOptions: { trusted: true },
    settings: { database: { kind: "embedded" } },
  });
  const said: string[] = [];
  server.connection.onNotification(runProgress, ({ message }) => {
    said.push(message);
    if (message.includes("attempt 1 of")) void holder.query("COMMIT");
  });
  try {
    const chosen = await server.connection.sendRequest(databaseConnect, {
      kind: "server",
      url: database.url,
    });
    expect(chosen).toMatchObject({ ok: true, value: { kind: "server", status: "ready" } });
    const [project] = await server.connection.sendRequest(projectsRequest);
    const reply = await server.connection.sendRequest(runRequest, {
      project: project?.uri ?? "",
      command: "up",
    });
    expect(reply).toMatchObject({ ok: true, value: { steps: [{ version: "20240101000000" }] } });
    expect(reply).not.toHaveProperty("value.failure");
    expect(said).toContain(
      "20240101000000 did not get its lock within 300ms (attempt 1 of 5); it is tried again in 1 s",
    );
  } finally {
    expect(await server.stop()).toBe(0);
    await database.dispose();
    folder.remove();
  }
});
