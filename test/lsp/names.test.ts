import {
  DefinitionRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  type Location,
} from "vscode-languageserver-protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, type Folder } from "./support/folder.ts";
import { LanguageServer } from "./support/languageServer.ts";

const files = {
  "migrations/0001_setup.up.sql": `CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  note text
);
CREATE TABLE lines (
  id bigint PRIMARY KEY,
  order_id bigint CONSTRAINT lines_order REFERENCES orders (id),
  note text,
  feeling mood
);
CREATE TABLE "Odd ""Name" (id int, "select" text);
CREATE INDEX lines_note ON lines (note);
CREATE FUNCTION total(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
`,
  "migrations/0002_rename.up.sql": `ALTER TABLE lines RENAME COLUMN note TO remark;
ALTER TABLE orders RENAME TO purchases;
CREATE SCHEMA sales;
CREATE TABLE sales.lines (id bigint, remark text);
`,
  "migrations/0003_use.up.sql": `UPDATE lines l SET remark = p.note FROM purchases AS p WHERE p.id = l.order_id;
ALTER TABLE "Odd ""Name" ALTER COLUMN "select" SET NOT NULL;
ALTER TABLE lines VALIDATE CONSTRAINT lines_order;
DROP INDEX lines_note;
UPDATE sales.lines SET remark = 'x' WHERE id = 1;
ALTER TABLE lines ADD CHECK (total(order_id) > 0), ALTER COLUMN feeling TYPE mood;
ALTER TABLE lines ADD COLUMN more int, ADD COLUMN
`,
};

describe("names in migrations", () => {
  let folder: Folder;
  let server: LanguageServer;

  beforeAll(async () => {
    folder = makeFolder(files);
    server = await LanguageServer.start({ folders: [folder.root] });
  });

  afterAll(async () => {
    expect(await server.stop()).toBe(0);
    folder.remove();
  });

  /** Where `part` stands in `line` (from 1), at its second character. */
  function at(file: keyof typeof files, line: number, part: string) {
    const text = files[file].split("\n")[line - 1] ?? "";
    const character = text.indexOf(part) + 1;
    expect(character).toBeGreaterThan(0);
    return { textDocument: { uri: folder.uri(file) }, position: { line: line - 1, character } };
  }

  /** `1:5 text` for each place: the migration's number, its line from 1, what stands there. */
  function inWords(locations: readonly Location[] | null): readonly string[] | null {
    if (locations === null) return null;
    return locations.map(({ uri, range: { start, end } }) => {
      const name = Object.keys(files).find((file) => folder.uri(file) === uri) ?? uri;
      const text =
        Object.entries(files)
          .find(([file]) => file === name)?.[1]
          .split("\n")[start.line] ?? "";
      const own = start.line === end.line ? text.slice(start.character, end.character) : `${text}…`;
      return `${/000(\d)/.exec(name)?.[1] ?? "?"}:${start.line + 1} ${own}`;
    });
  }

  async function definition(file: keyof typeof files, line: number, part: string) {
    return inWords(
      (await server.connection.sendRequest(DefinitionRequest.type, at(file, line, part))) as Location[],
    );
  }

  async function references(file: keyof typeof files, line: number, part: string, includeDeclaration = true) {
    const params = { ...at(file, line, part), context: { includeDeclaration } };
    return inWords(await server.connection.sendRequest(ReferencesRequest.type, params));
  }

  const use = "migrations/0003_use.up.sql";

  it.each([
    ["a table by its name of today", 1, "purchases", ["1:2 orders"]],
    ["a table behind its alias", 1, "lines l", ["1:6 lines"]],
    ["a column renamed since", 1, "remark", ["1:9 note"]],
    ["a column by an alias", 1, "note FROM", ["1:4 note"]],
    ["a column of the other table", 1, "order_id", ["1:8 order_id"]],
    ["a quoted table", 2, '"Odd', ['1:12 "Odd ""Name"']],
    ["a quoted column that is a keyword", 2, '"select"', ['1:12 "select"']],
    ["a constraint", 3, "lines_order", ["1:8 lines_order"]],
    ["an index", 4, "lines_note", ["1:13 lines_note"]],
    ["a table of that name in another schema", 5, "lines SET", ["2:4 lines"]],
    ["its column", 5, "remark", ["2:4 remark"]],
    ["a function", 6, "total", ["1:14 total"]],
    ["a type", 6, "mood", ["1:1 mood"]],
    ["a table in a statement that is not finished", 7, "lines", ["1:6 lines"]],
    ["a word that is no name", 5, "WHERE", null],
  ])("finds where %s was made", async (_, line, part, expected) => {
    expect(await definition(use, line, part)).toEqual(expected);
  });

  it("finds every migration that names a column, by whatever name", async () => {
    expect(await references(use, 1, "remark")).toEqual([
      "1:9 note",
      "1:13 note",
      "2:1 note",
      "2:1 remark",
      "3:1 remark",
    ]);
  });

  it("leaves the definition out when asked to", async () => {
    expect(await references(use, 1, "purchases", false)).toEqual([
      "1:8 orders",
      "2:2 orders",
      "2:2 purchases",
      "3:1 purchases",
    ]);
  });

  it("does not rename in files, and says what to do", async () => {
    await expect(
      server.connection.sendRequest(PrepareRenameRequest.type, at(use, 1, "purchases")),
    ).rejects.toThrow(/"purchases" cannot be renamed in the files.*new migration/);
    expect(await server.connection.sendRequest(PrepareRenameRequest.type, at(use, 5, "WHERE"))).toBeNull();
  });
});
