import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CodeActionRequest,
  FileChangeType,
  TextDocumentEdit,
  type CodeAction,
} from "vscode-languageserver-protocol";
import { TextDocument } from "vscode-languageserver-textdocument";
import { afterEach, describe, expect, it } from "vitest";
import { makeFolder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

/** The schema that is there before the first migration: offered, read, and followed as it changes. */

const dump = "\\restrict x\nCREATE TABLE public.users (id bigint PRIMARY KEY, mail text);\n\\unrestrict x\n";
const migration = "db/migrations/20240101000000_mail.sql";
const text =
  "-- migrate:up\nALTER TABLE users ALTER COLUMN mail SET NOT NULL;\n-- migrate:down\nALTER TABLE users ALTER COLUMN mail DROP NOT NULL;\n";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const each of cleanups.splice(0).reverse()) await each();
});

async function start(files: Readonly<Record<string, string>>) {
  const folder = makeFolder(files);
  const server = await LanguageServer.start({ folders: [folder.root] });
  cleanups.push(
    () => folder.remove(),
    () => server.stop(),
  );
  const uri = folder.uri(migration);
  await server.open(uri, text);
  const codes = async () => (await server.diagnostics(uri)).map(({ code }) => code);
  const untilFound = (code: string) => server.until(codes, (found) => found.includes(code));
  const offer = async (): Promise<CodeAction | undefined> => {
    const range = { start: { line: 1, character: 3 }, end: { line: 1, character: 3 } };
    const context = { diagnostics: await server.diagnostics(uri) };
    const found = await server.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context,
    });
    return ((found ?? []) as CodeAction[]).find(({ title }) => title.startsWith("Begin the history with"));
  };
  const write = async (path: string, content: string, type: FileChangeType): Promise<void> => {
    writeFileSync(join(folder.root, path), content);
    await server.fileChanged(join(folder.root, path), type);
  };
  return { folder, server, codes, untilFound, offer, write };
}

describe("a baseline in the editor", () => {
  it("is offered where tables are assumed, and then read", async () => {
    const { folder, codes, untilFound, offer, write } = await start({
      [migration]: text,
      "db/structure.sql": dump,
    });
    expect(await codes()).toContain("unknown-relation");
    const action = await offer();
    expect(action?.title).toContain("db/structure.sql");
    const changes = action?.edit?.documentChanges ?? [];
    expect(changes[0]).toMatchObject({ kind: "create", uri: folder.uri("lockkeeper.config.json") });
    const [written] = changes.filter(TextDocumentEdit.is).flatMap(({ edits }) => edits);
    const config = written !== undefined && "newText" in written ? written.newText : "";
    expect(JSON.parse(config)).toEqual({ baseline: "db/structure.sql" });
    await write("lockkeeper.config.json", config, FileChangeType.Created);
    await untilFound("set-not-null-scans-table");
    expect(await codes()).not.toContain("unknown-relation");
    expect(await offer()).toBeUndefined();
    // The table is another one now.
    await write("db/structure.sql", dump.replace("mail", "email"), FileChangeType.Changed);
    await untilFound("fails-on-target");
  });

  it("is added to a configuration that is there, and a broken one is said in it", async () => {
    const config = '{\n  "postgres": [18]\n}\n';
    const { folder, server, offer, codes, write } = await start({
      [migration]: text,
      "db/structure.sql": dump,
      "lockkeeper.config.json": config,
    });
    const uri = folder.uri("lockkeeper.config.json");
    const edits = (await offer())?.edit?.changes?.[uri] ?? [];
    const changed = TextDocument.applyEdits(TextDocument.create(uri, "json", 0, config), edits);
    expect(JSON.parse(changed)).toEqual({ postgres: [18], baseline: "db/structure.sql" });
    await write("db/structure.sql", "CREATE TABEL x ();\n", FileChangeType.Changed);
    await write("lockkeeper.config.json", changed, FileChangeType.Changed);
    const said = await server.until(
      () => Promise.resolve(server.logged.find((line) => line.includes("baseline:"))),
      (line) => line !== undefined,
    );
    expect(said).toMatch(/baseline: db\/structure\.sql:1:8 cannot be used: Syntax error/);
    expect(await codes()).toContain("unknown-relation");
    expect(readFileSync(join(folder.root, "db/structure.sql"), "utf8")).toContain("TABEL");
  });
});
