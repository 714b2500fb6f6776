import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

const first =
  "-- migrate:up\nCREATE TABLE users (id bigint PRIMARY KEY);\n\n-- migrate:down\nDROP TABLE users;\n";
const broken =
  "-- migrate:up\nALTER TABLE users ADD COLUMN email text;\nALTER TABEL users;\n\n-- migrate:down\nSELECT 1;\n";

const held =
  "-- migrate:up\nALTER TABLE users ADD COLUMN age int;\n\nCREATE INDEX users_age ON users (age);\n\n-- migrate:down\nSELECT 1;\n";

const alike =
  "-- migrate:up\nCREATE INDEX users_id ON users (id);\nCREATE INDEX users_both ON users (id, age);\n\n-- migrate:down\nSELECT 1;\n";

describe("diagnostics", () => {
  let folder: Folder;
  let server: LanguageServer;

  beforeAll(async () => {
    folder = makeFolder({
      "db/migrations/20240101000000_users.sql": first,
      "db/migrations/20240102000000_email.sql": broken,
      "db/migrations/20240103000000_age.sql": held,
      "db/migrations/20240104000000_more.sql": alike,
    });
    server = await LanguageServer.start({ folders: [folder.root] });
  });

  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  it("locates a syntax error in a file that is opened", async () => {
    const uri = folder.uri("db/migrations/20240102000000_email.sql");
    await server.open(uri, broken);
    const diagnostics = await server.diagnostics(uri);
    expect(diagnostics).toContainEqual(
      expect.objectContaining({
        code: "syntax-error",
        severity: 1,
        source: "lockkeeper",
        range: { start: { line: 2, character: 6 }, end: { line: 2, character: 11 } },
      }),
    );
  });

  it("lists what has one cause once, and marks the other places", async () => {
    const uri = folder.uri("db/migrations/20240104000000_more.sql");
    await server.open(uri, alike);
    const found = (await server.diagnostics(uri)).filter(({ code }) => code === "create-index-blocks-writes");
    expect(found.map(({ severity, range }) => [severity, range.start.line])).toEqual([
      [2, 1],
      [4, 2],
    ]);
    expect(found[0]?.message).toContain("The same on line 3.");
    expect(found[0]?.relatedInformation).toEqual([
      {
        message: "The same here.",
        location: { uri, range: { start: { line: 2, character: 0 }, end: { line: 2, character: 12 } } },
      },
    ]);
    expect(found[1]?.relatedInformation).toBeUndefined();
  });

  it("shows where a lock is still held", async () => {
    const uri = folder.uri("db/migrations/20240103000000_age.sql");
    await server.open(uri, held);
    const found = (await server.diagnostics(uri)).find(({ code }) => code === "holds-lock-during-work");
    expect(found?.range.start.line).toBe(1);
    expect(found?.relatedInformation).toEqual([
      {
        message: "The lock is still held here.",
        location: { uri, range: { start: { line: 3, character: 0 }, end: { line: 3, character: 37 } } },
      },
    ]);
  });
});
