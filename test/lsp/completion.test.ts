import { CompletionRequest, type CompletionItem } from "vscode-languageserver-protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../support/servers.ts";
import { makeFolder, type Folder } from "./support/folder.ts";
import { editor, LanguageServer } from "./support/languageServer.ts";

const setup = `CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(20) NOT NULL);
CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint CONSTRAINT lines_order REFERENCES orders (id), "Odd" mood[]);
CREATE INDEX lines_order_id ON lines (order_id);
CREATE VIEW open_orders AS SELECT id FROM orders;
CREATE SCHEMA sales;
CREATE TABLE sales.deals (id int, price numeric(10,2));
CREATE TABLE parts (id int) PARTITION BY RANGE (id);
CREATE FUNCTION total(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE SEQUENCE numbers;
`;
const file = "migrations/0002_change.up.sql";

/** A snippet with its places filled in; one may lie in another. */
function filledIn(snippet: string, values: Readonly<Record<number, string>>): string {
  const outer = snippet.replace(
    /\$\{(\d):(?:[^{}]|\{[^{}]*\})*\}/g,
    (_, place: string) => values[Number(place)] ?? "",
  );
  return outer.replaceAll("\\$", "$");
}

describe("completion", () => {
  let folder: Folder;
  let server: LanguageServer;
  let version = 1;

  beforeAll(async () => {
    folder = makeFolder({ "migrations/0001_setup.up.sql": setup, [file]: "" });
    server = await LanguageServer.start({ folders: [folder.root] });
    await server.open(folder.uri(file), "");
  });

  afterAll(async () => {
    expect(await server.stop()).toBe(0);
    folder.remove();
  });

  /** What is offered at `|`. */
  async function items(marked: string): Promise<readonly CompletionItem[] | null> {
    const text = marked.replace("|", "");
    const before = marked.slice(0, marked.indexOf("|")).split("\n");
    version += 1;
    await server.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: folder.uri(file), version },
      contentChanges: [{ text }],
    });
    return (await server.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: folder.uri(file) },
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    })) as readonly CompletionItem[] | null;
  }

  async function labels(marked: string): Promise<readonly string[] | undefined> {
    return (await items(marked))?.map(({ label }) => label);
  }

  const tables = ["lines", "open_orders", "orders", "parts", "sales", "sales.deals", "public"];
  it.each([
    ["ALTER TABLE |", tables],
    ["ALTER TABLE ord|", tables],
    ["ALTER TABLE IF EXISTS ONLY |", tables],
    ["SELECT 1;\nUPDATE | SET note = 'x';\nSELECT 2;", tables],
    ["ALTER TABLE lines ADD FOREIGN KEY (id) REFERENCES |", tables],
    ["CREATE INDEX i ON |", tables],
    ["ALTER TABLE sales.|", ["deals"]],
    ["DROP INDEX |", ["lines_order_id", "lines_pkey", "orders_pkey", "sales", "public"]],
    ["DROP VIEW |", ["open_orders", "sales", "public"]],
    ["DROP SCHEMA |", ["sales", "public"]],
    ["ALTER TABLE orders DROP COLUMN |", ["id", "note"]],
    ["ALTER TABLE orders ALTER |", ["id", "note"]],
    ["ALTER TABLE lines RENAME COLUMN |", ["id", "order_id", '"Odd"']],
    ["CREATE INDEX i ON orders (|)", ["id", "note", "total"]],
    ["SELECT l.| FROM lines l JOIN orders o ON true", ["id", "order_id", '"Odd"']],
    ["UPDATE orders SET note = 'x' WHERE |", ["id", "note", "total"]],
    ["ALTER TABLE lines VALIDATE CONSTRAINT |", ["lines_pkey", "lines_id_not_null", "lines_order"]],
    ["ALTER TABLE lines ADD CONSTRAINT |", []],
    ["ALTER TABLE lines ADD COLUMN |", []],
    ["CREATE TABLE |", []],
    ["ALTER TABLE lines RENAME TO |", []],
    ["-- ALTER TABLE |", undefined],
    ["/* ALTER | */ SELECT 1;", undefined],
    ["SELECT 'ALTER TABLE |';", []],
  ])("%s", async (marked, expected) => {
    const found = await labels(marked);
    expect(found === undefined ? undefined : [...found].sort()).toEqual(
      expected === undefined ? undefined : [...expected].sort(),
    );
  });

  it.each([
    "ALTER TABLE orders ADD COLUMN feeling |",
    "ALTER TABLE orders ALTER COLUMN note TYPE |",
    "CREATE TABLE x (id big|",
    "CREATE TABLE x (id int, feeling |)",
    "SELECT 'ok'::|",
  ])("offers types: %s", async (marked) => {
    expect(await labels(marked)).toEqual(expect.arrayContaining(["mood", "bigint", "timestamptz"]));
  });

  it("says of a column what it is, and takes the place of what is typed", async () => {
    const found = await items("ALTER TABLE orders DROP COLUMN no|");
    const note = found?.find(({ label }) => label === "note");
    expect(note?.detail).toBe("varchar(20) not null · orders");
    expect(note?.textEdit).toEqual({
      range: { start: { line: 0, character: 31 }, end: { line: 0, character: 33 } },
      newText: "note",
    });
  });

  it("knows what the statements above in the same file make and rename", async () => {
    const above = "ALTER TABLE orders RENAME TO purchases;\nCREATE TABLE fresh (a int);\n";
    const found = await labels(`${above}ALTER TABLE |`);
    expect(found).toEqual(expect.arrayContaining(["purchases", "fresh"]));
    expect(found).not.toContain("orders");
  });

  it("begins with the safe form, where the file can run it", async () => {
    const alone = await labels("|");
    expect(alone?.[0]).toBe("CREATE INDEX CONCURRENTLY");
    const together = await labels("BEGIN;\nALTER TABLE orders ADD a int;\n|\nCOMMIT;");
    expect(together).not.toContain("CREATE INDEX CONCURRENTLY");
    expect(together).toContain("CREATE INDEX");
  });

  it.each([14, 18] as const)("writes an UPDATE in batches that %s runs to its end", async (major) => {
    const batched = (await items("|"))?.find(({ label }) => label === "UPDATE … in batches");
    const sql = filledIn(batched?.textEdit?.newText ?? "", {
      ...{ 1: "orders", 2: "note", 3: "'none'", 4: "id", 5: "note IS NULL", 6: "2" },
    });
    version += 1;
    await server.change(folder.uri(file), sql);
    expect(await server.diagnostics(folder.uri(file))).toEqual([]);
    const database = await freshDatabase(major);
    try {
      const client = await database.connect();
      await client.query("CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(20))");
      await client.query(
        "INSERT INTO orders SELECT g, CASE WHEN g > 5 THEN 'kept' END FROM generate_series(1, 9) g",
      );
      await client.query(sql);
      const { rows } = await client.query(
        "SELECT note, count(*)::int AS count FROM orders GROUP BY 1 ORDER BY 1",
      );
      expect(rows).toEqual([
        { note: "kept", count: 4 },
        { note: "none", count: 5 },
      ]);
    } finally {
      await database.dispose();
    }
    // Where a transaction is open it could not commit.
    expect(await labels("BEGIN;\nALTER TABLE orders ADD a int;\n|\nCOMMIT;")).not.toContain(
      "UPDATE … in batches",
    );
  });

  it("offers no constraint that a partitioned table refuses", async () => {
    expect(await labels("ALTER TABLE orders |")).toContain("ADD CONSTRAINT … UNIQUE USING INDEX");
    const partitioned = await labels("ALTER TABLE parts |");
    expect(partitioned).toContain("ADD COLUMN");
    expect(partitioned).not.toContain("ADD CONSTRAINT … UNIQUE USING INDEX");
    expect(partitioned).not.toContain("ADD CONSTRAINT … FOREIGN KEY … NOT VALID");
  });

  it("writes no places to fill in for an editor without them", async () => {
    const other = await LanguageServer.start({
      folders: [folder.root],
      capabilities: { ...editor, textDocument: { ...editor.textDocument, completion: {} } },
    });
    await other.open(folder.uri(file), "");
    const found = (await other.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: folder.uri(file) },
      position: { line: 0, character: 0 },
    })) as readonly CompletionItem[];
    expect(found.length).toBeGreaterThan(3);
    for (const { textEdit } of found) expect(JSON.stringify(textEdit)).not.toContain("$");
    expect(await other.stop()).toBe(0);
  });
});

describe("completion where a tool fills in names", () => {
  it("offers them as they are written", async () => {
    const schema = '{{ index .Options "Namespace" }}';
    const users = `CREATE TABLE ${schema}.users (id int);\nCREATE TABLE {{.Prefix}}teams (id int);`;
    const own = makeFolder({ "migrations/0001_setup.up.sql": users, [file]: "" });
    const server = await LanguageServer.start({ folders: [own.root] });
    try {
      const text = "ALTER TABLE ";
      await server.open(own.uri(file), text);
      const found = await server.connection.sendRequest(CompletionRequest.type, {
        textDocument: { uri: own.uri(file) },
        position: { line: 0, character: text.length },
      });
      const offered = (Array.isArray(found) ? found : []).map(({ label }) => label);
      expect(offered).toEqual(expect.arrayContaining([`${schema}.users`, "{{.Prefix}}teams"]));
      expect(offered.join()).not.toContain("__");
    } finally {
      expect(await server.stop()).toBe(0);
      own.remove();
    }
  });
});
