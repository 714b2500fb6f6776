import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseConnect, lockTimelineRequest, runRequest } from "../../server/src/protocol.ts";
import { freshDatabase } from "../support/servers.ts";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

const text =
  "-- migrate:up\nALTER TABLE users ADD COLUMN note text;\n\n-- migrate:down\nALTER TABLE orders DROP COLUMN note;\n";
const path = "db/migrations/20240101000000_users.sql";

let folder: Folder;
let server: LanguageServer;

beforeAll(async () => {
  folder = makeFolder({ [path]: text, "other/notes.txt": "" });
  server = await LanguageServer.start({ folders: [folder.root] });
});
afterAll(async () => {
  expect(await server.stop()).toBe(0);
  folder.remove();
});

const ask = async (uri: string, line?: number) =>
  server.connection.sendRequest(lockTimelineRequest, {
    textDocument: { uri },
    ...(line === undefined ? {} : { position: { line, character: 0 } }),
  });

it("draws the way up, or the section at the cursor, with the places of its statements", async () => {
  const up = await ask(folder.uri(path));
  expect(up?.svg).toContain("public.users: reads and writes wait");
  expect(up?.svg).toContain(`data-offset="${text.indexOf("ALTER TABLE users")}"`);
  expect(await ask(folder.uri(path), 1)).toEqual(up);
  const down = await ask(folder.uri(path), 4);
  expect(down?.svg).toContain("public.orders: reads and writes wait");
  expect(down?.svg).toContain(`data-offset="${text.indexOf("ALTER TABLE orders")}"`);
});

it("shows how it ran, where runs are watched, until the file is edited", async () => {
  const database = await freshDatabase(18);
  const home = makeFolder({});
  const watching = await LanguageServer.start({
    folders: [folder.root],
    settings: { observeRuns: true },
    initializationOptions: { trusted: true, storagePath: home.root },
    environment: { LOCKKEEPER_HOME: home.root },
  });
  try {
    const client = await database.connect();
    await client.query("CREATE TABLE users (id int); CREATE TABLE orders (id int, note text)");
    const { connection } = watching;
    await connection.sendRequest(databaseConnect, { kind: "server", url: database.url });
    const project = folder.uri("db/migrations");
    const run = await connection.sendRequest(runRequest, { project, command: "up" });
    expect(run).toMatchObject({ ok: true, value: { steps: [{ direction: "up" }] } });
    const uri = folder.uri(path);
    const ask = () => connection.sendRequest(lockTimelineRequest, { textDocument: { uri } });
    expect((await ask())?.svg).toMatch(
      /As it ran on \d{4}-\d\d-\d\d \d\d:\d\d UTC, PostgreSQL 18: .*: public\.users had ACCESS EXCLUSIVE for/s,
    );
    await watching.open(uri, text.replace("note text", "note varchar"));
    expect((await ask())?.svg).not.toContain("As it ran");
  } finally {
    expect(await watching.stop()).toBe(0);
    await database.dispose();
    home.remove();
  }
});

it("has nothing to draw for what is no migration", async () => {
  expect(await ask(folder.uri("other/notes.txt"))).toBeNull();
});
