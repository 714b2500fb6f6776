import { mkdirSync, writeFileSync } from "node:fs";
import { FileChangeType } from "vscode-languageserver-protocol";
import { afterAll, beforeAll, describe, it } from "vitest";
import { projectsRequest } from "../../server/src/protocol.ts";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

describe("a folder that appears with its files", () => {
  let folder: Folder;
  let server: LanguageServer;

  beforeAll(async () => {
    folder = makeFolder({
      "prisma/migrations/migration_lock.toml": 'provider = "postgresql"\n',
      "prisma/migrations/20250101000000_init/migration.sql": "CREATE TABLE users (id int PRIMARY KEY);\n",
    });
    server = await LanguageServer.start({ folders: [folder.root] });
  });

  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  const names = async (): Promise<readonly string[]> => {
    const projects = await server.connection.sendRequest(projectsRequest);
    return projects.flatMap(({ migrations }) => migrations.map(({ name }) => name));
  };

  it("is read although only the folder is told of: what watches it comes after the files", async () => {
    await server.until(names, (found) => found.join() === "init");
    const added = folder.path("prisma/migrations/20250102000000_orders");
    mkdirSync(added);
    writeFileSync(`${added}/migration.sql`, "CREATE TABLE orders (id int PRIMARY KEY);\n");
    await server.fileChanged(added, FileChangeType.Created);
    await server.until(names, (found) => found.join() === "init,orders");
  });
});
