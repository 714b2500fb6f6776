import {
  CodeLensRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
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
    expect(hover).toContain("Held from before");
    expect(hover).toContain("until the transaction ends");
  });

  it("shows nothing between statements", async () => {
    expect(await hoverAt(0, 3)).toBe("");
  });

  it("puts risk and strongest lock above each statement", async () => {
    const lenses = await server.connection.sendRequest(CodeLensRequest.type, { textDocument });
    expect(lenses?.map(({ range, command }) => [range.start.line, command?.title])).toEqual([
      [2, "medium · SHARE ROW EXCLUSIVE on lines +1"],
      [6, "medium · ACCESS EXCLUSIVE on orders"],
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

  it("leaves the lenses out when the setting says so", async () => {
    server.settings = { codeLens: false };
    await server.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    const ask = async () =>
      (await server.connection.sendRequest(CodeLensRequest.type, { textDocument }))?.length;
    expect(await server.until(ask, (count) => count === 0)).toBe(0);
  });
});
