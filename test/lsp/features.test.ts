import {
  CodeLensRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  type DocumentSymbol,
  type MarkupContent,
} from "vscode-languageserver-protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

const setup =
  "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\nCREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint);\n";
const text = [
  "-- Lines belong",
  "-- to orders.",
  "ALTER TABLE lines",
  "  ADD CONSTRAINT lines_order_fkey",
  "  FOREIGN KEY (order_id) REFERENCES orders (id);",
  "",
  "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;",
  "",
].join("\n");

describe("what a file shows", () => {
  let folder: Folder;
  let server: LanguageServer;
  let textDocument: { uri: string };

  beforeAll(async () => {
    folder = makeFolder({
      "migrations/0001_setup.up.sql": setup,
      "migrations/0001_setup.down.sql": "DROP TABLE lines; DROP TABLE orders;\n",
      "migrations/0002_link.up.sql": text,
      "migrations/0002_link.down.sql": "ALTER TABLE lines DROP CONSTRAINT lines_order_fkey;\n",
    });
    server = await LanguageServer.start({ folders: [folder.root] });
    textDocument = { uri: folder.uri("migrations/0002_link.up.sql") };
    await server.open(textDocument.uri, text);
  });

  afterAll(async () => {
    expect(await server.stop()).toBe(0);
    folder.remove();
  });

  async function hoverAt(line: number, character: number): Promise<string> {
    const hover = await server.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: { line, character },
    });
    return (hover?.contents as MarkupContent | undefined)?.value ?? "";
  }

  it("says in the hover what a foreign key locks, on both tables, and what that blocks", async () => {
    const hover = await hoverAt(3, 5);
    expect(hover).toMatch(/^\*\*Medium risk\*\*/);
    expect(hover).toContain("`public.lines` **SHARE ROW EXCLUSIVE**: writes wait, reads go on");
    expect(hover).toContain("`public.orders` **SHARE ROW EXCLUSIVE**: writes wait, reads go on");
    expect(hover).toContain("its size is unknown");
  });

  it("says what is held from before and how long the locks last", async () => {
    const hover = await hoverAt(6, 1);
    expect(hover).toContain("**ACCESS EXCLUSIVE**: reads and writes wait");
    expect(hover).toContain(
      "Still held from earlier statements: **SHARE ROW EXCLUSIVE** on `public.lines` and `public.orders`",
    );
    expect(hover).toContain("held until the transaction ends");
  });

  it("shows nothing between statements", async () => {
    expect(await hoverAt(0, 3)).toBe("");
  });

  it("says above each statement what it does to others", async () => {
    const lenses = await server.connection.sendRequest(CodeLensRequest.type, { textDocument });
    expect(lenses?.map(({ range, command }) => [range.start.line, command?.title])).toEqual([
      [2, "Writes to lines and orders wait while lines is scanned to look up every key · medium risk"],
      [6, "Reads and writes of orders wait while it is scanned to check every row · medium risk"],
    ]);
  });

  it("outlines sections and statements", async () => {
    const symbols = (await server.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument,
    })) as DocumentSymbol[];
    expect(symbols.map(({ name }) => name)).toEqual(["up"]);
    expect(symbols[0]?.children?.map(({ name, detail }) => [name, detail])).toEqual([
      ["ALTER TABLE lines ADD CONSTRAINT lines_order_fkey FOREIGN KEY (order_id) REFERE…", "medium"],
      ["ALTER TABLE orders ALTER COLUMN note SET NOT NULL", "medium"],
    ]);
  });

  it("folds comments and statements of several lines", async () => {
    const ranges = await server.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    expect(ranges).toContainEqual({ startLine: 0, endLine: 1, kind: "comment" });
    expect(ranges).toContainEqual({ startLine: 2, endLine: 4 });
  });

  it("offers fixes and the timeline above a statement where the editor has our commands", async () => {
    const own = await LanguageServer.start({
      folders: [folder.root],
      initializationOptions: { openPageCommand: "lockkeeper.showPage" },
    });
    const lenses = await own.connection.sendRequest(CodeLensRequest.type, { textDocument });
    const at = (line: number) =>
      lenses?.filter(({ range }) => range.start.line === line).map(({ command }) => command);
    expect(at(2)?.map((command) => command?.title)).toEqual([
      expect.stringMatching(/^\$\(warning\)\sWrites/),
      "Fix…",
      "Timeline",
    ]);
    expect(at(2)?.[1]).toMatchObject({
      command: "lockkeeper.fixStatement",
      arguments: [{ uri: textDocument.uri, range: { start: { line: 2, character: 0 } } }],
    });
    expect(await own.stop()).toBe(0);
  });

  it("says nothing above what is no risk", async () => {
    const first = { uri: folder.uri("migrations/0001_setup.up.sql") };
    await server.open(first.uri, setup);
    expect(await server.connection.sendRequest(CodeLensRequest.type, { textDocument: first })).toEqual([]);
  });

  it("says the same behind the first lines instead when the settings say so", async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = async () => server.connection.sendRequest(InlayHintRequest.type, { textDocument, range });
    expect(await hints()).toEqual([]);
    server.settings = { inlayHints: true };
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    const found = await server.until(hints, (all) => all?.length === 2);
    expect(found?.map(({ position, label }) => [position, label])).toEqual([
      [{ line: 2, character: 17 }, expect.stringMatching(/^Writes to lines and orders wait/)],
      [{ line: 6, character: 50 }, expect.stringMatching(/^Reads and writes of orders wait/)],
    ]);
  });

  it("leaves the lenses out when the setting says so", async () => {
    server.settings = { codeLens: false };
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    const ask = async () =>
      (await server.connection.sendRequest(CodeLensRequest.type, { textDocument }))?.length;
    expect(await server.until(ask, (count) => count === 0)).toBe(0);
  });
});
