import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectsRequest, trustChanged } from "../../server/src/protocol.ts";
import {
  verified,
  verifyRequest,
  type VerifiedMigration,
  type VerifyResult,
} from "../../server/src/protocol/verify.ts";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

const file = (up: string, down: string): string => `-- migrate:up\n${up}\n\n-- migrate:down\n${down}\n`;
const files = {
  "migrations/1_users.sql": file("CREATE TABLE users (id int, note text);", "DROP TABLE users;"),
  "migrations/2_note.sql": file("ALTER TABLE users DROP note;", "ALTER TABLE users ADD note text;"),
  "migrations/3_left.sql": file("CREATE INDEX by_id ON users (id);", "SELECT 1;"),
  "migrations/4_more.sql": file("CREATE TABLE more (id int);", "DROP TABLE more;"),
  "migrations/5_broken.sql": file("SELECT nosuch;", "SELECT 1;"),
  "migrations/6_after.sql": file("SELECT 1;", "SELECT 1;"),
};

describe("what the Test Explorer asks for, on the embedded database", () => {
  let folder: Folder;
  let storage: Folder;
  let server: LanguageServer;
  let project: string;
  const seen: VerifiedMigration[] = [];

  beforeAll(async () => {
    folder = makeFolder(files);
    storage = makeFolder({});
    server = await LanguageServer.start({
      folders: [folder.root],
      initializationOptions: { trusted: false, storagePath: storage.root },
      settings: { database: { kind: "embedded" } },
    });
    server.connection.onNotification(verified, ({ migration }) => void seen.push(migration));
    project = (await server.connection.sendRequest(projectsRequest))[0]?.uri ?? "";
  });

  afterAll(async () => {
    expect(await server.stop()).toBe(0);
    folder.remove();
    storage.remove();
  });

  async function verify(only?: readonly string[]): Promise<VerifyResult> {
    const reply = await server.connection.sendRequest(verifyRequest, {
      project,
      ...(only === undefined ? {} : { only }),
    });
    if (!reply.ok) throw new Error(reply.error.message);
    return reply.value;
  }
  const badges = (migrations: readonly VerifiedMigration[]) =>
    migrations.map(({ migration, badge }) => `${migration} ${badge}`);

  it("runs nothing in a workspace that is not trusted", async () => {
    const reply = await server.connection.sendRequest(verifyRequest, { project });
    expect(reply).toMatchObject({ ok: false, error: { code: "untrusted-workspace" } });
    await server.connection.sendNotification(trustChanged, { trusted: true });
  });

  it("tells each migration as soon as it is known, and all at the end", async () => {
    const { migrations } = await verify();
    const all = ["1 reversible", "2 lossy", "3 irreversible", "4 reversible", "5 broken", "6 untried"];
    expect(badges(migrations)).toEqual(all);
    expect(badges(seen.splice(0))).toEqual(all);
  });

  it("tries those that are asked for, with all before them applied, and says which stands in the way", async () => {
    const { migrations } = await verify(["2", "4", "6"]);
    expect(badges(migrations)).toEqual(["2 lossy", "4 reversible", "6 untried"]);
    expect(badges(seen.splice(0))).toEqual(badges(migrations));
    expect(migrations.at(-1)?.notes).toEqual(["Migration 5 before it cannot be applied."]);
  });
});
