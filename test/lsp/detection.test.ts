import { afterAll, beforeAll, describe, it } from "vitest";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

const table = "CREATE TABLE users (id bigint PRIMARY KEY);\n";

/** Marks make another tool's project of a folder while it is edited; what is shown is then what a fresh start shows. */
describe("a tool that an edit gives away", () => {
  let folder: Folder;
  let server: LanguageServer;

  beforeAll(async () => {
    folder = makeFolder({ "migrations/0001_users.sql": table, "elsewhere.txt": "" });
    server = await LanguageServer.start({ folders: [folder.root] });
  });

  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  async function untilTold(uri: string, isTold: (codes: readonly unknown[]) => boolean): Promise<void> {
    await server.until(
      async () => (await server.diagnostics(uri)).map(({ code }) => code),
      (codes) => isTold(codes),
    );
  }

  it("is told again after a pause, in a project and in a file of none", async () => {
    const uri = folder.uri("migrations/0001_users.sql");
    await server.open(uri, table);
    await untilTold(uri, (codes) => codes.includes("unknown-tool"));
    // goose refuses a file whose first section is none of its own.
    await server.change(uri, `-- +goose Up\n${table}-- +goose StatementBegin\n`);
    await untilTold(
      uri,
      (codes) => !codes.includes("unknown-tool") && codes.includes("unclosed-statement-block"),
    );
    await server.change(uri, table);
    await untilTold(uri, (codes) => codes.includes("unknown-tool"));
    const loose = "untitled:Untitled-1";
    const readAs = async () => JSON.stringify(await server.diagnostics(loose));
    await server.open(loose, table);
    await server.until(readAs, (words) => words.includes("as plain SQL"));
    await server.change(loose, `-- migrate:up\n${table}-- migrate:down\n`);
    await server.until(readAs, (words) => words.includes("as a migration of dbmate"));
  });
});
