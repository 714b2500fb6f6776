import { HoverRequest, WorkspaceDiagnosticRequest, type Diagnostic } from "vscode-languageserver-protocol";
import { afterEach, describe, expect, it } from "vitest";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

/*
 * What is too large is said at its place, and whoever asks about another file is answered all the same: where the file
 * is opened in the editor, and where it only lies in the project's folder.
 */

const project = {
  "migrations/0001_users.up.sql": "CREATE TABLE users (id bigint PRIMARY KEY, email text);\n",
  "migrations/0002_email.up.sql": "ALTER TABLE users ALTER COLUMN email SET NOT NULL;\n",
};

const line = "SELECT 1;\n";

/** What there may be too much of, the problem that says so, and where. */
const cases: readonly (readonly [
  string,
  { text: string; code: string; at: { line: number; character: number } },
])[] = [
  [
    "a file of more than 16 MB",
    { text: `-- ${"x".repeat(996)}\n`.repeat(17_000), code: "file-too-large", at: { line: 0, character: 0 } },
  ],
  [
    "a file of more than 100,000 statements",
    { text: line.repeat(100_010), code: "too-many-statements", at: { line: 100_000, character: 0 } },
  ],
  [
    "a statement of more than a million characters",
    {
      text: `${line}SELECT '${"x".repeat(1_100_000)}';\n${line}`,
      code: "statement-too-long",
      at: { line: 1, character: 0 },
    },
  ],
];

describe.each(cases)("%s", (_what, { text, code, at }) => {
  let folder: Folder | undefined;
  let server: LanguageServer | undefined;

  afterEach(async () => {
    expect(await server?.stop()).toBe(0);
    folder?.remove();
  });

  function expectItsPlace(diagnostics: readonly Diagnostic[]): void {
    const found = diagnostics.filter((diagnostic) => diagnostic.code === code);
    expect(found.map(({ range }) => range.start)).toEqual([at]);
  }

  async function expectTheOther(running: LanguageServer, uri: string): Promise<void> {
    const codes = (await running.diagnostics(uri)).map((diagnostic) => diagnostic.code);
    expect(codes).toContain("set-not-null-scans-table");
    const position = { line: 0, character: 1 };
    const hover = await running.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position,
    });
    expect(JSON.stringify(hover)).toContain("ACCESS EXCLUSIVE");
  }

  it("is told where it is open, and another file is answered", async () => {
    folder = makeFolder({ ...project, "migrations/0003_data.up.sql": "" });
    server = await LanguageServer.start({ folders: [folder.root] });
    const uri = folder.uri("migrations/0003_data.up.sql");
    await server.open(uri, text);
    expectItsPlace(await server.diagnostics(uri));
    await expectTheOther(server, folder.uri("migrations/0002_email.up.sql"));
  });

  it("is told where it lies in the folder, and another file is answered", async () => {
    folder = makeFolder({ ...project, "migrations/0003_data.up.sql": text });
    server = await LanguageServer.start({ folders: [folder.root] });
    const { items } = await server.connection.sendRequest(WorkspaceDiagnosticRequest.type, {
      previousResultIds: [],
    });
    const large = items.find(({ uri }) => uri === folder?.uri("migrations/0003_data.up.sql"));
    expectItsPlace(large?.kind === "full" ? large.items : []);
    await expectTheOther(server, folder.uri("migrations/0002_email.up.sql"));
  });
});
