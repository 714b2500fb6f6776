import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  databaseSelect,
  databaseStart,
  projectsRequest,
  rolloutFinish,
  runRequest,
} from "../../server/src/protocol.ts";
import { planned, recipeCalled, TestProject } from "../recipes/projects.ts";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

/** A project in which a column's rename has begun. */
function begun(): Readonly<Record<string, string>> {
  const project = TestProject.of("dbmate", [
    {
      name: "users",
      up: "CREATE TABLE users (id bigint PRIMARY KEY, mail text NOT NULL);\nINSERT INTO users SELECT g, 'm' || g FROM generate_series(1, 2500) g;",
      down: "DROP TABLE users;",
      autocommit: false,
    },
    { name: "rename", up: "ALTER TABLE users RENAME mail TO email;", down: "", autocommit: false },
  ]);
  const { files } = project.with(planned(project.rewrite(recipeCalled("rename-column-by-dual-write"))));
  return Object.fromEntries([...files].map(([path, text]) => [`migrations/${path}`, text]));
}

describe("a rollout, on the embedded database", () => {
  const id = "rename_users_mail_to_email";
  let folder: Folder;
  let storage: Folder;
  let server: LanguageServer;
  let project: string;

  beforeAll(async () => {
    folder = makeFolder(begun());
    storage = makeFolder({});
    server = await LanguageServer.start({
      folders: [folder.root],
      initializationOptions: { trusted: true, storagePath: storage.root },
      settings: { database: { kind: "embedded" } },
    });
    const [item] = await server.connection.sendRequest(projectsRequest);
    project = item?.uri ?? "";
    expect(item?.rollouts).toEqual([
      expect.objectContaining({ id, uri: folder.uri("migrations/20200101000001_rename.sql") }),
    ]);
    await server.connection.sendRequest(databaseSelect, { kind: "embedded" });
    await server.connection.sendRequest(databaseStart);
  });

  afterAll(async () => {
    expect(await server.stop()).toBe(0);
    folder.remove();
    storage.remove();
  });

  async function upTo(version: string): Promise<void> {
    const reply = await server.connection.sendRequest(runRequest, { project, command: "upTo", version });
    expect(reply).toMatchObject({ ok: true });
    if (reply.ok) expect(reply.value.failure).toBeUndefined();
  }

  /** What the view shows of its steps. */
  async function steps(): Promise<readonly string[]> {
    const [item] = await server.connection.sendRequest(projectsRequest);
    const [rollout] = item?.rollouts ?? [];
    return (rollout?.steps ?? []).map((step) => {
      if (step.kind === "migration") return `${step.phase} ${step.name}: ${step.state}`;
      return step.kind === "deploy" ? `deploy ${step.what}` : `finish: ${step.titles.at(-1) ?? ""}`;
    });
  }

  it("does not end before its rows are filled", async () => {
    await upTo("20200101000001");
    expect(await steps()).toEqual([
      "expand rename: applied",
      ...["backfill", "constraints", "validate", "attach"].map((part) => `migrate ${id}_${part}: pending`),
      "deploy the version of the application that uses users.email; the one that uses mail may go on running beside it",
      "deploy a version of the application that no longer reads or writes users.mail, everywhere",
      "finish: Drop users.mail, and give the carried indexes and constraints their names",
    ]);
    const reply = await server.connection.sendRequest(rolloutFinish, { project, id });
    expect(reply).toMatchObject({ ok: false, error: { code: "not-ready" } });
    if (reply.ok) return;
    expect(reply.error.message).toContain("mail and email are alike in every row");
    expect(reply.error.missing).toEqual([
      "mail and email are alike in every row (the first row that differs has id = 1)",
      "email is NOT NULL",
    ]);
  });

  it("ends with files that come after all others", async () => {
    const [item] = await server.connection.sendRequest(projectsRequest);
    await upTo(item?.migrations.at(-1)?.version ?? "");
    const reply = await server.connection.sendRequest(rolloutFinish, { project, id });
    expect(reply).toMatchObject({ ok: true });
    if (!reply.ok) return;
    const newest = item?.migrations.at(-1)?.uri ?? "";
    expect(reply.value.files.map(({ uri }) => uri > newest)).toEqual([true, true, true]);
    expect(reply.value.files[2]?.content).toContain("DROP COLUMN IF EXISTS mail");
  });

  it("is unknown by another name", async () => {
    const reply = await server.connection.sendRequest(rolloutFinish, { project, id: "nonsense" });
    expect(reply).toMatchObject({ ok: false, error: { code: "unknown-rollout" } });
  });
});
