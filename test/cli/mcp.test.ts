import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { CallToolResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, type Folder } from "../lsp/support/folder.ts";
import { cli } from "./support/program.ts";

const hazard = "CREATE INDEX orders_note ON orders (note);\n";
const files = {
  "migrations/0001_orders.up.sql": "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n",
  "migrations/0001_orders.down.sql": "DROP TABLE orders;\n",
  "migrations/0002_index.up.sql": hazard,
  "migrations/0002_index.down.sql": "DROP INDEX orders_note;\n",
};

describe("lockkeeper mcp", () => {
  let folder: Folder;
  let client: Client;

  beforeAll(async () => {
    folder = makeFolder(files);
    client = new Client({ name: "test", version: "1.0.0" });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [cli, "mcp"],
      cwd: folder.root,
      env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" },
    });
    await client.connect(transport);
  });

  afterAll(async () => {
    await client.close();
    folder.remove();
  });

  async function ask(name: string, args: Record<string, unknown>) {
    const answer = CallToolResultSchema.parse(await client.callTool({ name, arguments: args }));
    const texts = answer.content.flatMap((part) => (part.type === "text" ? [part.text] : []));
    return { isError: answer.isError === true, text: texts.join("\n"), first: texts[0] ?? "" };
  }

  it("says what it is and what may be asked", async () => {
    expect(client.getServerVersion()?.name).toBe("lockkeeper");
    expect(client.getInstructions()).toContain("before it is applied");
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["check", "explain", "rewrite", "verify"]);
    for (const { inputSchema, annotations } of tools) {
      expect(inputSchema["additionalProperties"]).toBe(false);
      expect(annotations?.readOnlyHint).toBe(true);
    }
  });

  it("checks files", async () => {
    const { text, isError } = await ask("check", { paths: ["migrations"] });
    expect(isError).toBe(false);
    expect(text).toContain("Writes to");
    expect(text).toContain("create-index-blocks-writes");
  });

  it("checks a migration that is not written yet, over those before it", async () => {
    const { text } = await ask("check", {
      sql: "ALTER TABLE orders RENAME COLUMN note TO remark;",
      file: "migrations/0003_rename.up.sql",
    });
    expect(text).toContain("renames-column");
    expect(text).not.toContain("unknown-relation");
    expect(text).not.toContain("create-index-blocks-writes");
    expect(text).toContain("Exit status 1");
    expect(existsSync(join(folder.root, "migrations/0003_rename.up.sql"))).toBe(false);
  });

  it("answers as the command line does, in JSON too", async () => {
    const { first } = await ask("check", { paths: ["migrations"], format: "json", postgres: [16] });
    expect(JSON.parse(first)).toMatchObject({ postgres: [16] });
  });

  it("explains a migration", async () => {
    const { text } = await ask("explain", { file: "migrations/0002_index.up.sql" });
    expect(text).toMatch(/SHARE/);
  });

  it("plans a rewrite and writes nothing", async () => {
    const { first, isError } = await ask("rewrite", { file: "migrations/0002_index.up.sql", line: 1 });
    expect(isError).toBe(false);
    expect(JSON.stringify(JSON.parse(first))).toContain("CONCURRENTLY");
    expect(readdirSync(join(folder.root, "migrations"))).toHaveLength(4);
    expect(readFileSync(join(folder.root, "migrations/0002_index.up.sql"), "utf8")).toBe(hazard);
  });

  it("verifies on an embedded database", async () => {
    const { first } = await ask("verify", { folder: "migrations" });
    expect(JSON.parse(first)).toMatchObject({
      migrations: [{ badge: "reversible" }, { badge: "reversible" }],
    });
  });

  it("takes no path for an option", async () => {
    const { text, isError } = await ask("rewrite", { file: "--write", line: 1 });
    expect(isError).toBe(true);
    expect(text).toContain("--write");
    expect(readFileSync(join(folder.root, "migrations/0002_index.up.sql"), "utf8")).toBe(hazard);
  });

  it.each([
    ["a file that is not there", "explain", { file: "migrations/0009.sql" }, /0009\.sql/],
    ["nothing to check", "check", {}, /name at least one file or folder/],
    ["a major that is none", "check", { paths: ["migrations"], postgres: [9] }, /9 is not a known major/],
    ["a line that is none", "rewrite", { file: "migrations/0002_index.up.sql", line: 0 }, /line/],
    ["an argument that it does not know", "explain", { file: "a.sql", database: "x" }, /database/],
  ])("says what is wrong with %s, and goes on", async (_, name, args, words) => {
    const { text, isError } = await ask(name, args);
    expect(isError).toBe(true);
    expect(text).toMatch(words);
    expect((await ask("explain", { file: "migrations/0001_orders.up.sql" })).isError).toBe(false);
  });

  it("ends what runs when the client no longer waits", async () => {
    const given = { name: "verify", arguments: { folder: "migrations" } };
    const stop = new AbortController();
    const call = client.callTool(given, undefined, { signal: stop.signal });
    setTimeout(() => stop.abort("enough"), 300);
    await expect(call).rejects.toThrow(/enough/);
    expect((await ask("check", { paths: ["migrations"] })).isError).toBe(false);
  });
});
