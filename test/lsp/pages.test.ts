import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  CodeActionRequest,
  HoverRequest,
  ShowDocumentRequest,
  type CodeAction,
  type MarkupContent,
} from "vscode-languageserver-protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, type Folder } from "./support/folder.ts";
import { editor, LanguageServer } from "./support/languageServer.ts";

const text = "CREATE INDEX orders_note ON orders (note);\n";
const start = { line: 0, character: 0 };

let folder: Folder;

beforeAll(() => {
  folder = makeFolder({
    "migrations/0001_orders.up.sql": "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n",
    "migrations/0002_index.up.sql": text,
  });
});

afterAll(() => folder.remove());

/** What a client gets that says this of itself: the addresses of a finding's page, of a hover's, and of the action. */
async function linksFor(initializationOptions: object) {
  const server = await LanguageServer.start({
    folders: [folder.root],
    initializationOptions,
    capabilities: { ...editor, window: { showDocument: { support: true } } },
  });
  const shown: string[] = [];
  server.connection.onRequest(ShowDocumentRequest.type, ({ uri }) => {
    shown.push(uri);
    return { success: true };
  });
  const textDocument = { uri: folder.uri("migrations/0002_index.up.sql") };
  await server.open(textDocument.uri, text);
  const diagnostics = await server.diagnostics(textDocument.uri);
  const finding = diagnostics.find(({ code }) => code === "create-index-blocks-writes");
  const hover = await server.connection.sendRequest(HoverRequest.type, { textDocument, position: start });
  const actions = (await server.connection.sendRequest(CodeActionRequest.type, {
    textDocument,
    range: finding?.range ?? { start, end: start },
    context: { diagnostics },
  })) as CodeAction[];
  const { command } =
    actions.find(({ title }) => title === "Show documentation of create-index-blocks-writes") ?? {};
  const value = (hover?.contents as MarkupContent | undefined)?.value ?? "";
  return {
    server,
    shown,
    command,
    finding: finding?.codeDescription?.href ?? "",
    hover: /\[What PostgreSQL locks\]\(([^)]*)\)/.exec(value)?.[1] ?? "",
  };
}

describe("the page of a rule", () => {
  it("is the file that ships with us, for a client that has no command for pages", async () => {
    const { server, shown, command, finding, hover } = await linksFor({ trusted: true });
    for (const address of [finding, hover]) expect(existsSync(fileURLToPath(address)), address).toBe(true);
    expect(finding).toMatch(/\/docs\/rules\/create-index-blocks-writes\.md$/);
    expect(command?.command).toBe("lockkeeper.showRule");
    await server.connection.sendRequest("workspace/executeCommand", command);
    expect(shown).toEqual([finding]);
    await server.connection.sendRequest("workspace/executeCommand", {
      command: "lockkeeper.showRule",
      arguments: ["https://example.org"],
    });
    expect(shown).toEqual([finding]);
    await server.stop();
  });

  it("is shown by the client's own command where it has one", async () => {
    const { server, command, finding, hover } = await linksFor({ openPageCommand: "some.showPage" });
    const link = (page: string) => `command:some.showPage?${encodeURIComponent(JSON.stringify([page]))}`;
    expect(finding).toBe(link("rules/create-index-blocks-writes"));
    expect(hover).toBe(link("locks"));
    expect(command).toMatchObject({
      command: "some.showPage",
      arguments: ["rules/create-index-blocks-writes"],
    });
    await server.stop();
  });
});
