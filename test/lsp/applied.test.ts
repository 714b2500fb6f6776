import {
  CodeActionRequest,
  CodeActionResolveRequest,
  ShowMessageRequest,
  type ClientCapabilities,
  type CodeAction,
} from "vscode-languageserver-protocol";
import { afterEach, describe, expect, it } from "vitest";
import { databaseSelect, databaseStart, projectsRequest, runRequest } from "../../server/src/protocol.ts";
import { freshDatabase } from "../support/servers.ts";
import { makeFolder } from "./support/folder.ts";
import { editor, LanguageServer } from "./support/languageServer.ts";

/** A quick fix on a migration that the database has applied asks first. */

const first = "20240101000000_users.sql";
const second = "20240102000000_more.sql";
const files = {
  [`migrations/${first}`]:
    "-- migrate:up\nCREATE TABLE users (id bigint PRIMARY KEY, mail text);\n-- migrate:down\nDROP TABLE users;\n",
  [`migrations/${second}`]:
    "-- migrate:up\nALTER TABLE users ADD COLUMN a int;\nALTER TABLE users ADD COLUMN b int;\n-- migrate:down\nALTER TABLE users DROP COLUMN b, DROP COLUMN a;\n",
};

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of cleanups.splice(0).reverse()) await each();
});

async function start(capabilities: ClientCapabilities = editor) {
  const folder = makeFolder(files);
  const storage = makeFolder({});
  const database = await freshDatabase(18);
  const server = await LanguageServer.start({
    folders: [folder.root],
    initializationOptions: { trusted: true, storagePath: storage.root },
    capabilities,
  });
  cleanups.push(
    () => database.dispose(),
    () => storage.remove(),
    () => folder.remove(),
    () => server.stop(),
  );
  const { connection } = server;
  const uri = folder.uri(`migrations/${second}`);
  await server.open(uri, files[`migrations/${second}`]);
  const actions = async (): Promise<CodeAction[]> => {
    const range = { start: { line: 1, character: 3 }, end: { line: 1, character: 3 } };
    const diagnostics = await server.diagnostics(uri);
    const found = await connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics },
    });
    return (found ?? []) as CodeAction[];
  };
  const applyAll = async (): Promise<void> => {
    await connection.sendRequest(databaseSelect, { kind: "server", url: database.url });
    await connection.sendRequest(databaseStart);
    const [project] = await connection.sendRequest(projectsRequest);
    const ran = await connection.sendRequest(runRequest, {
      project: project?.uri ?? "",
      command: "up",
      steps: 9,
    });
    if (!ran.ok || ran.value.failure !== undefined) throw new Error(JSON.stringify(ran));
    // The tree asks for the ledger.
    await connection.sendRequest(projectsRequest);
  };
  const limit = (list: readonly CodeAction[]): CodeAction | undefined =>
    list.find(({ title }) => title.startsWith("Limit the wait"));
  return { connection, actions, applyAll, limit };
}

describe("quick fixes on an applied migration", () => {
  it("ask first, are not preferred, and are never made for all findings", { timeout: 600_000 }, async () => {
    const { connection, actions, applyAll, limit } = await start();
    const before = await actions();
    expect(before.some(({ title }) => title.startsWith("Fix all"))).toBe(true);
    const edit = async (action: CodeAction | undefined) =>
      action === undefined
        ? undefined
        : (await connection.sendRequest(CodeActionResolveRequest.type, action)).edit;
    expect((await edit(limit(before)))?.changeAnnotations).toBeUndefined();
    const fixAll = before.find(({ title }) => title.startsWith("Fix all"));
    await applyAll();
    const after = await actions();
    expect(after.filter(({ isPreferred }) => isPreferred === true)).toEqual([]);
    expect(after.some(({ title }) => title.startsWith("Fix all"))).toBe(false);
    const asked: unknown = expect.objectContaining({
      needsConfirmation: true,
      label: "20240102000000 is applied already",
    });
    const mended = await edit(limit(after));
    expect(Object.values(mended?.changeAnnotations ?? {})).toEqual([asked]);
    // An action that was offered before the migration ran.
    if (fixAll === undefined) throw new Error("there was no such action");
    await expect(edit(fixAll)).rejects.toThrow(/is applied already/);
    const accept = after.find(({ title }) => title.startsWith("Accept "));
    expect(accept?.title).toContain("is applied already");
  });

  it("ask by a message where the editor has no annotations", { timeout: 600_000 }, async () => {
    const { connection, actions, applyAll, limit } = await start({
      ...editor,
      workspace: {
        ...editor.workspace,
        workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
      },
    });
    let answer: { title: string } | null = null;
    const questions: string[] = [];
    connection.onRequest(ShowMessageRequest.type, ({ message }) => {
      questions.push(message);
      return answer;
    });
    await applyAll();
    const action = limit(await actions());
    if (action === undefined) throw new Error("there was no such action");
    await expect(connection.sendRequest(CodeActionResolveRequest.type, action)).rejects.toThrow(
      /applied already/,
    );
    answer = { title: "Edit It Anyway" };
    const { edit } = await connection.sendRequest(CodeActionResolveRequest.type, action);
    expect(edit?.documentChanges).toHaveLength(1);
    expect(questions).toHaveLength(2);
  });
});
