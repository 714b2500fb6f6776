import { rmSync, symlinkSync } from "node:fs";
import {
  CancellationTokenSource,
  DocumentDiagnosticRequest,
  FileChangeType,
  HoverRequest,
  WorkspaceDiagnosticRequest,
  type Diagnostic,
  type WorkspaceDiagnosticReport,
} from "vscode-languageserver-protocol";
import { afterEach, describe, expect, it } from "vitest";
import { makeFolder, type Folder } from "./support/folder.ts";
import { editor, LanguageServer } from "./support/languageServer.ts";

const table = "CREATE TABLE users (id bigint PRIMARY KEY, email text);\n";
const hazard = "ALTER TABLE users ALTER COLUMN email SET NOT NULL;\n";
const rule = "set-not-null-scans-table";

describe("robustness", () => {
  const folders: Folder[] = [];
  const servers: LanguageServer[] = [];

  afterEach(async () => {
    for (const server of servers.splice(0)) expect(await server.stop()).toBe(0);
    for (const folder of folders.splice(0)) folder.remove();
  });

  function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Folder {
    const folder = makeFolder(files);
    folders.push(folder);
    return folder;
  }

  async function start(...args: Parameters<typeof LanguageServer.start>): Promise<LanguageServer> {
    const server = await LanguageServer.start(...args);
    servers.push(server);
    return server;
  }

  function codes(diagnostics: readonly Diagnostic[]): unknown[] {
    return diagnostics.map(({ code }) => code);
  }

  async function workspaceOf(server: LanguageServer): Promise<WorkspaceDiagnosticReport> {
    return server.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
  }

  const project = { "migrations/0001_users.up.sql": table, "migrations/0002_email.up.sql": hazard };

  it("works on half-typed text and finds its down", async () => {
    const folder = folderOf(project);
    const server = await start({ folders: [folder.root] });
    const uri = folder.uri("migrations/0002_email.up.sql");
    await server.open(uri, "");
    for (let length = 1; length <= hazard.length; length++) {
      const end = { line: 0, character: length - 1 };
      await server.change(uri, hazard.charAt(length - 1), { start: end, end });
      const { contents } = (await server.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri },
        position: { line: 0, character: 0 },
      })) ?? { contents: "" };
      expect(contents).toBeDefined();
    }
    expect(codes(await server.diagnostics(uri))).toContain(rule);
  });

  it("keeps the other statements when a dollar quote is not closed", async () => {
    const folder = folderOf(project);
    const server = await start({ folders: [folder.root] });
    const uri = folder.uri("migrations/0002_email.up.sql");
    await server.open(uri, `${hazard}CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1;\n`);
    const found = await server.diagnostics(uri);
    expect(codes(found)).toEqual(expect.arrayContaining([rule, "unterminated-dollar-quote"]));
    expect(codes(found)).not.toContain("syntax-error");
    expect(found.find(({ code }) => code === "unterminated-dollar-quote")?.range.start.line).toBe(1);
  });

  it("counts in UTF-16 after emoji and with CRLF", async () => {
    const folder = folderOf(project);
    const server = await start({ folders: [folder.root] });
    const uri = folder.uri("migrations/0002_email.up.sql");
    await server.open(uri, "-- 🚢🚢\r\nSELECT '🚢é', 'x';\r\nSELECT '🚢' FORM users;\r\n");
    const error = (await server.diagnostics(uri)).find(({ code }) => code === "syntax-error");
    expect(error?.range).toEqual({ start: { line: 2, character: 17 }, end: { line: 2, character: 22 } });
  });

  it("handles a file of 50 MB with a located message, on disk and open, and the other files all the same", async () => {
    const huge = "INSERT INTO users VALUES (1, 'x');\n".repeat(1_500_000);
    const folder = folderOf({ ...project, "migrations/0003_data.up.sql": huge });
    const server = await start({ folders: [folder.root] });
    const { items } = await workspaceOf(server);
    const of = (file: string) => items.find(({ uri }) => uri === folder.uri(file));
    expect(of("migrations/0003_data.up.sql")).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ code: "file-too-large" })]) as unknown,
    });
    expect(of("migrations/0002_email.up.sql")).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ code: rule })]) as unknown,
    });
    await server.open(folder.uri("migrations/0003_data.up.sql"), huge);
    expect(codes(await server.diagnostics(folder.uri("migrations/0003_data.up.sql")))).toContain(
      "file-too-large",
    );
  });

  it("says what it cannot read and reads the others", async () => {
    const folder = folderOf({
      ...project,
      "migrations/0003_latin.up.sql": Uint8Array.from([0x53, 0xe9, 0x0a]),
      "migrations/0004_binary.up.sql": Uint8Array.from([0, 1, 2, 0, 255]),
    });
    const server = await start({ folders: [folder.root] });
    const { items } = await workspaceOf(server);
    const codesOf = (file: string): unknown[] => {
      const report = items.find(({ uri }) => uri === folder.uri(file));
      return report?.kind === "full" ? codes(report.items) : [];
    };
    expect(codesOf("migrations/0003_latin.up.sql")).toContain("invalid-utf8");
    expect(codesOf("migrations/0004_binary.up.sql")).toContain("binary-file");
    expect(codesOf("migrations/0002_email.up.sql")).toContain(rule);
  });

  it("does not follow a link that goes round in a circle", async () => {
    const folder = folderOf(project);
    symlinkSync(folder.root, folder.path("migrations/again"));
    const server = await start({ folders: [folder.root] });
    const { items } = await workspaceOf(server);
    expect(items.map(({ uri }) => uri).sort()).toEqual(Object.keys(project).map((file) => folder.uri(file)));
  });

  it("takes up files that come, change and go, and a folder that disappears", async () => {
    const folder = folderOf({ "migrations/0001_users.up.sql": table });
    const server = await start({ folders: [folder.root] });
    const ask = async (): Promise<unknown[]> =>
      (await workspaceOf(server)).items.map((report) => [
        report.uri,
        report.kind === "full" ? codes(report.items).includes(rule) : undefined,
      ]);
    await server.until(ask, (found) => found.length === 1);
    folder.write("migrations/0002_email.up.sql", hazard);
    await server.fileChanged(folder.path("migrations/0002_email.up.sql"), FileChangeType.Created);
    await server.until(ask, (found) => JSON.stringify(found).includes("true"));
    folder.write("migrations/0002_email.up.sql", "SELECT 1;\n");
    await server.fileChanged(folder.path("migrations/0002_email.up.sql"), FileChangeType.Changed);
    await server.until(ask, (found) => found.length === 2 && !JSON.stringify(found).includes("true"));
    rmSync(folder.path("migrations"), { recursive: true });
    await server.fileChanged(folder.path("migrations"), FileChangeType.Deleted);
    expect(await server.until(ask, (found) => found.length === 0)).toEqual([]);
    expect(server.refreshes).toBeGreaterThan(2);
  });

  it("keeps two workspace folders apart, with equal paths in both", async () => {
    const one = folderOf(project);
    const other = folderOf({ ...project, "migrations/0002_email.up.sql": "SELECT 2;\n" });
    const server = await start({ folders: [one.root, other.root] });
    expect(codes(await server.diagnostics(one.uri("migrations/0002_email.up.sql")))).toContain(rule);
    expect(codes(await server.diagnostics(other.uri("migrations/0002_email.up.sql")))).not.toContain(rule);
    await server.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [{ uri: one.uri(""), name: "one" }] },
    });
    await server.until(
      async () => (await workspaceOf(server)).items.map(({ uri }) => uri),
      (uris) => uris.every((uri) => uri.startsWith(other.uri(""))),
    );
  });

  it("reads a file of no project alone and says so, untitled too, without any workspace", async () => {
    const server = await start({});
    await server.open("untitled:Untitled-1", `${table}ALTER TABEL users;\n`);
    const found = codes(await server.diagnostics("untitled:Untitled-1"));
    expect(found).toEqual(expect.arrayContaining(["no-project", "syntax-error"]));
  });

  it("answers a burst of edits from the newest text, and a cancelled request as cancelled", async () => {
    const folder = folderOf(project);
    const server = await start({ folders: [folder.root] });
    const uri = folder.uri("migrations/0002_email.up.sql");
    await server.open(uri, "");
    const source = new CancellationTokenSource();
    const requests: Promise<unknown>[] = [];
    for (let index = 0; index < 200; index++) {
      void server.change(uri, `SELECT ${String(index)};\n`);
      requests.push(
        server.connection.sendRequest(
          DocumentDiagnosticRequest.type,
          { textDocument: { uri } },
          source.token,
        ),
      );
    }
    source.cancel();
    const settled = await Promise.allSettled(requests);
    expect(settled.some(({ status }) => status === "rejected")).toBe(true);
    for (const each of settled)
      if (each.status === "rejected") expect(each.reason).toMatchObject({ code: -32800 });
    void server.change(uri, hazard);
    expect(codes(await server.diagnostics(uri))).toContain(rule);
  });

  it("sends diagnostics unasked to a client that does not pull them", async () => {
    const folder = folderOf(project);
    const textDocument = { ...editor.textDocument };
    delete textDocument.diagnostic;
    const server = await LanguageServer.start({
      folders: [folder.root],
      capabilities: { ...editor, textDocument },
    });
    servers.push(server);
    const uri = folder.uri("migrations/0002_email.up.sql");
    const pushed = new Map<string, Diagnostic[]>();
    server.connection.onNotification(
      "textDocument/publishDiagnostics",
      (params: { uri: string; diagnostics: Diagnostic[] }) => {
        pushed.set(params.uri, params.diagnostics);
      },
    );
    await server.open(uri, hazard);
    const now = () => Promise.resolve(codes(pushed.get(uri) ?? []));
    await server.until(now, (found) => found.includes(rule));
    await server.change(uri, "SELECT 1;\n");
    await server.until(now, (found) => !found.includes(rule));
  });

  it("follows the configuration of the project", async () => {
    const folder = folderOf({
      ...project,
      "lockkeeper.config.json": JSON.stringify({ rules: { [rule]: "off" } }),
    });
    const server = await start({ folders: [folder.root] });
    const uri = folder.uri("migrations/0002_email.up.sql");
    expect(codes(await server.diagnostics(uri))).not.toContain(rule);
    folder.write("lockkeeper.config.json", JSON.stringify({ rules: { [rule]: "error" } }));
    await server.fileChanged(folder.path("lockkeeper.config.json"), FileChangeType.Changed);
    const ask = () => server.diagnostics(uri);
    const found = await server.until(ask, (diagnostics) => codes(diagnostics).includes(rule));
    expect(found.find(({ code }) => code === rule)?.severity).toBe(1);
  });
});
