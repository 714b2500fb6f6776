import { afterAll, beforeAll, expect, it } from "vitest";
import { lockTimelineRequest } from "../../server/src/protocol.ts";
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

it("has nothing to draw for what is no migration", async () => {
  expect(await ask(folder.uri("other/notes.txt"))).toBeNull();
});
