import { afterAll, beforeAll, expect, it } from "vitest";
import { newMigrationRequest, projectsRequest } from "../../server/src/protocol.ts";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

/* A new migration, as an editor is told to write it. */

const users =
  "-- migrate:up\nCREATE TABLE users (id bigint PRIMARY KEY);\n\n-- migrate:down\nDROP TABLE users;\n";

let folder: Folder;
let server: LanguageServer;

beforeAll(async () => {
  folder = makeFolder({ "db/migrations/20240101000000_users.sql": users });
  server = await LanguageServer.start({ folders: [folder.root] });
});
afterAll(async () => {
  expect(await server.stop()).toBe(0);
  folder.remove();
});

const make = async (name: string) => {
  const [project] = await server.connection.sendRequest(projectsRequest);
  return server.connection.sendRequest(newMigrationRequest, { project: project?.uri ?? "", name });
};

it("has the tool's name and marks, and says where the first statement goes", async () => {
  const made = await make("Add phone to users");
  expect(made?.files).toEqual([
    {
      uri: expect.stringMatching(/\/db\/migrations\/\d{14}_add_phone_to_users\.sql$/) as string,
      content: "-- migrate:up\n\n\n-- migrate:down\n\n",
      replaces: false,
    },
  ]);
  expect(made?.open).toBe(made?.files[0]?.uri);
  expect(made?.position).toEqual({ line: 1, character: 0 });
});

it("is not made where nothing of the name could name a file, or the project is gone", async () => {
  expect(await make("…")).toBeNull();
  const gone = { project: folder.uri("elsewhere"), name: "x" };
  expect(await server.connection.sendRequest(newMigrationRequest, gone)).toBeNull();
});
