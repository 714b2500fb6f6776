import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

const first =
  "-- migrate:up\nCREATE TABLE users (id bigint PRIMARY KEY);\n\n-- migrate:down\nDROP TABLE users;\n";
const broken =
  "-- migrate:up\nALTER TABLE users ADD COLUMN email text;\nALTER TABEL users;\n\n-- migrate:down\nSELECT 1;\n";

describe("diagnostics", () => {
  let folder: Folder;
  let server: LanguageServer;

  beforeAll(async () => {
    folder = makeFolder({
      "db/migrations/20240101000000_users.sql": first,
      "db/migrations/20240102000000_email.sql": broken,
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
});
