import { rmSync } from "node:fs";
import {
  CodeActionRequest,
  CodeActionResolveRequest,
  TextDocumentEdit,
  type CodeAction,
  type Range,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, type Folder } from "./support/folder.ts";
import { editor, LanguageServer } from "./support/languageServer.ts";

const files = {
  "migrations/0001_setup.up.sql": "CREATE TABLE users (id bigint PRIMARY KEY, email text);\n",
  "migrations/0001_setup.down.sql": "DROP TABLE users;\n",
};
const index = "ALTER TABLE users ADD COLUMN note text;\n\nCREATE INDEX users_email_idx ON users (email);\n";
const check = "ALTER TABLE users ADD CONSTRAINT short CHECK (length(email) < 100);\r\n";

describe("code actions", () => {
  let folder: Folder;
  let server: LanguageServer;

  beforeAll(async () => {
    folder = makeFolder({
      ...files,
      "migrations/0002_index.up.sql": index,
      "migrations/0002_check.up.sql": check,
    });
    server = await LanguageServer.start({ folders: [folder.root] });
  });

  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  async function actionsAt(uri: string, range: Range, only?: string[]): Promise<CodeAction[]> {
    const diagnostics = (await server.diagnostics(uri)).filter(
      (each) => each.range.start.line <= range.end.line && each.range.end.line >= range.start.line,
    );
    const found = await server.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context: { diagnostics, ...(only === undefined ? {} : { only }) },
    });
    return (found ?? []) as CodeAction[];
  }

  async function resolved(action: CodeAction | undefined): Promise<WorkspaceEdit> {
    if (action === undefined) throw new Error("no such action");
    const { edit } = await server.connection.sendRequest(CodeActionResolveRequest.type, action);
    if (edit === undefined) throw new Error("no edit");
    return edit;
  }

  function editsOf(edit: WorkspaceEdit, uri: string): TextDocumentEdit["edits"] {
    return (
      (edit.documentChanges ?? [])
        .filter(TextDocumentEdit.is)
        .find(({ textDocument }) => textDocument.uri === uri)?.edits ?? []
    );
  }

  it("offers what ends the danger first, and what only limits the wait last", async () => {
    const uri = folder.uri("migrations/0002_index.up.sql");
    await server.open(uri, index);
    const titles = (await actionsAt(uri, at(2, 5))).map(({ title }) => title);
    const timeout = titles.findIndex((title) => /lock_timeout/.test(title));
    expect(titles[0]).toMatch(/concurrently/i);
    expect(timeout).toBeGreaterThan(0);
    await server.close(uri);
  });

  it("offers the way to end the gravest danger first wherever the cursor is in the statement, as a quick fix", async () => {
    const uri = folder.uri("migrations/0002_index.up.sql");
    await server.open(uri, "ALTER TABLE users RENAME COLUMN email TO mail;\n");
    for (const character of [0, 14, 22, 40]) {
      const actions = await actionsAt(uri, at(0, character));
      const [first] = actions;
      expect(first).toMatchObject({ kind: "quickfix", isPreferred: true });
      expect(first?.title).toMatch(/^Rename the column by expand and contract/);
      expect(actions.filter(({ isPreferred }) => isPreferred === true)).toHaveLength(1);
    }
    const [rewrite] = await actionsAt(uri, at(0, 0), ["refactor"]);
    expect(rewrite).toMatchObject({ kind: "refactor.rewrite", isPreferred: true });
    await server.close(uri);
  });

  it("prefers the next way to end the gravest danger where the best one is refused", async () => {
    const uri = folder.uri("migrations/0002_index.up.sql");
    await server.open(uri, "ALTER TABLE users ADD COLUMN nick text NOT NULL;\n");
    const actions = await actionsAt(uri, at(0, 20));
    const refused = actions.filter(({ disabled }) => disabled !== undefined).map(({ title }) => title);
    expect(refused.join()).toMatch(/fill it, and require it/);
    const preferred = actions.filter(({ isPreferred }) => isPreferred === true).map(({ title }) => title);
    expect(preferred).toEqual([expect.stringMatching(/^Add the column without NOT NULL, and require it/)]);
    await server.close(uri);
  });

  it("moves an index into a file of its own, computed only when it is asked for, and asks for confirmation", async () => {
    const uri = folder.uri("migrations/0002_index.up.sql");
    await server.open(uri, index);
    const actions = await actionsAt(uri, at(2, 5));
    const action = actions.find(({ kind, isPreferred }) => kind === "quickfix" && isPreferred === true);
    expect(action?.title).toMatch(/concurrently/i);
    expect(action?.edit).toBeUndefined();
    expect(action?.diagnostics?.map(({ code }) => code)).toContain("create-index-blocks-writes");
    const edit = await resolved(action);
    const created = (edit.documentChanges ?? []).flatMap((each) =>
      "kind" in each && each.kind === "create" ? [each.uri] : [],
    );
    expect(created.length).toBeGreaterThan(0);
    const contents = created.flatMap((each) =>
      editsOf(edit, each).map((one) => ("newText" in one ? one.newText : "")),
    );
    expect(contents.join("\n")).toContain("CREATE INDEX CONCURRENTLY");
    expect(Object.values(edit.changeAnnotations ?? {})).toEqual([
      expect.objectContaining({ needsConfirmation: true }),
    ]);
    const document = TextDocument.create(uri, "sql", 1, index);
    const left = TextDocument.applyEdits(
      document,
      editsOf(edit, uri).flatMap((one) => ("newText" in one ? [one] : [])),
    );
    expect(left.trim()).toBe("ALTER TABLE users ADD COLUMN note text;");
  });

  it("makes a whole migration safe in one edit", async () => {
    const uri = folder.uri("migrations/0002_index.up.sql");
    const start = { line: 0, character: 3 };
    const action = (await actionsAt(uri, { start, end: start }, ["refactor.rewrite"])).find(
      ({ title }) => title === "Make this migration safe",
    );
    expect(action).toMatchObject({ kind: "refactor.rewrite" });
    expect(action?.edit).toBeUndefined();
    const edit = await resolved(action);
    const [changed] = editsOf(edit, uri);
    expect(changed !== undefined && "newText" in changed ? changed.newText : "").toContain(
      "SET LOCAL lock_timeout",
    );
    const created = (edit.documentChanges ?? []).filter((each) => "kind" in each && each.kind === "create");
    expect(created.map((each) => ("uri" in each ? each.uri.replace(/^.*\//, "") : ""))).toEqual([
      expect.stringMatching(/create_users_email_idx\.up\.sql$/),
      expect.stringMatching(/create_users_email_idx\.down\.sql$/),
    ]);
  });

  it("writes the down section of a migration that has none, into the tool's own file", async () => {
    const uri = folder.uri("migrations/0002_check.up.sql");
    await server.open(uri, check);
    const start = { line: 0, character: 3 };
    const title = "Write the down section for this migration";
    const action = (await actionsAt(uri, { start, end: start }, ["refactor.rewrite"])).find(
      (each) => each.title === title,
    );
    expect(action).toMatchObject({ kind: "refactor.rewrite" });
    const edit = await resolved(action);
    const down = folder.uri("migrations/0002_check.down.sql");
    expect(edit.documentChanges?.[0]).toMatchObject({ kind: "create", uri: down });
    expect(editsOf(edit, down)).toMatchObject([
      { newText: "SET LOCAL lock_timeout = '5s';\nALTER TABLE users DROP CONSTRAINT short;\n" },
    ]);
    await server.close(uri);
    const first = folder.uri("migrations/0001_setup.up.sql");
    await server.open(first, files["migrations/0001_setup.up.sql"]);
    const titles = (await actionsAt(first, { start, end: start })).map((each) => each.title);
    expect(titles).not.toContain(title);
    await server.close(first);
  });

  it("finds the statement again after an edit above it, and refuses when it is gone", async () => {
    const uri = folder.uri("migrations/0002_index.up.sql");
    const action = (await actionsAt(uri, at(2, 5))).find(({ isPreferred }) => isPreferred === true);
    await server.change(uri, "-- a line more\n", {
      start: { line: 0, character: 0 },
      end: { line: 0, character: 0 },
    });
    expect(editsOf(await resolved(action), uri)).not.toEqual([]);
    await server.change(uri, "SELECT 1;\n");
    await expect(resolved(action)).rejects.toThrow(/changed/);
  });

  it("mends in place with the line ends of the file", async () => {
    const uri = folder.uri("migrations/0002_check.up.sql");
    await server.open(uri, check);
    const action = (await actionsAt(uri, at(0, 40))).find(({ isPreferred }) => isPreferred === true);
    const edit = await resolved(action);
    const texts = (edit.documentChanges ?? []).filter(TextDocumentEdit.is).flatMap(({ edits }) => edits);
    expect(texts.map((each) => ("newText" in each ? each.newText : "")).join("")).toMatch(/NOT VALID/);
    for (const each of editsOf(edit, uri))
      if ("newText" in each) expect(each.newText).not.toMatch(/(?<!\r)\n/);
  });

  it("accepts a finding with a reason, after which it is gone", async () => {
    const uri = folder.uri("migrations/0002_check.up.sql");
    const accept = (await actionsAt(uri, at(0, 40))).find(({ title }) =>
      /^Accept check-constraint-scans-table for/.test(title),
    );
    const edits = accept?.edit?.changes?.[uri] ?? [];
    const text = TextDocument.applyEdits(TextDocument.create(uri, "sql", 1, check), edits);
    expect(text).toMatch(/^-- lockkeeper-ignore check-constraint-scans-table: .+\r\nALTER TABLE/);
    const codes = async () => (await server.diagnostics(uri)).map(({ code }) => code);
    await server.change(uri, text);
    // What stands there for the reason is none.
    expect(await codes()).toEqual(
      expect.arrayContaining(["check-constraint-scans-table", "suppression-without-reason"]),
    );
    await server.change(uri, text.replace("say why this is fine here", "it is small"));
    expect(await codes()).not.toContain("check-constraint-scans-table");
    await server.change(uri, check);
    expect((await server.diagnostics(uri)).map(({ code }) => code)).toContain("check-constraint-scans-table");
  });

  it("turns a rule off for the project, in the configuration that is there or is made", async () => {
    const uri = folder.uri("migrations/0002_check.up.sql");
    const off = async () =>
      (await actionsAt(uri, at(0, 40))).find(
        ({ title }) => title === "Turn check-constraint-scans-table off in this project",
      )?.edit;
    const made = (await off())?.documentChanges ?? [];
    expect(made).toEqual([
      expect.objectContaining({ kind: "create", uri: folder.uri("lockkeeper.config.json") }),
      expect.anything(),
    ]);
    const [insert] = made.filter(TextDocumentEdit.is).flatMap(({ edits }) => edits);
    expect(JSON.parse(insert !== undefined && "newText" in insert ? insert.newText : "")).toEqual({
      rules: { "check-constraint-scans-table": "off" },
    });
    const text = '{ "rules": { "drops-table": "info" } }\n';
    const configuration = folder.uri("lockkeeper.config.json");
    folder.write("lockkeeper.config.json", text);
    try {
      const edits = (await off())?.changes?.[configuration] ?? [];
      const document = TextDocument.create(configuration, "json", 1, text);
      expect(JSON.parse(TextDocument.applyEdits(document, edits))).toEqual({
        rules: { "drops-table": "info", "check-constraint-scans-table": "off" },
      });
    } finally {
      rmSync(folder.path("lockkeeper.config.json"));
    }
  });

  it("offers only the kinds that are asked for, and nothing between statements", async () => {
    const uri = folder.uri("migrations/0002_check.up.sql");
    expect(
      (await actionsAt(uri, at(0, 40), ["refactor"])).every(
        ({ kind }) => kind?.startsWith("refactor") === true,
      ),
    ).toBe(true);
    expect(await actionsAt(uri, at(1, 0))).toEqual([]);
  });

  it("shows the documentation of a rule", async () => {
    const uri = folder.uri("migrations/0002_check.up.sql");
    const show = (await actionsAt(uri, at(0, 40))).find(({ title }) =>
      title.startsWith("Show documentation of check-"),
    );
    expect(show?.command?.arguments).toEqual([
      expect.stringMatching(/docs\/rules\/check-constraint-scans-table\.md$/),
    ]);
  });

  it("gives edits at once to an editor that cannot ask for them later", async () => {
    const capabilities = {
      ...editor,
      textDocument: {
        ...editor.textDocument,
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
      },
    };
    const simple = await LanguageServer.start({ folders: [folder.root], capabilities });
    const uri = folder.uri("migrations/0002_check.up.sql");
    await simple.open(uri, check);
    const actions = (await simple.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: at(0, 40),
      context: { diagnostics: [] },
    })) as CodeAction[];
    expect(actions.filter(({ edit, command }) => edit === undefined && command === undefined)).toEqual([]);
    await simple.stop();
  });
});

function at(line: number, character: number): Range {
  return { start: { line, character }, end: { line, character } };
}
