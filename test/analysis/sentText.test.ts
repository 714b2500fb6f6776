import { describe, expect, it } from "vitest";
import { analyseProject } from "../../server/src/analysis/analyse.ts";
import type { SectionAnalysis } from "../../server/src/analysis/analysis.ts";
import { StatementReader } from "../../server/src/analysis/statementReader.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { formatById } from "../../server/src/formats/detect.ts";
import { formats } from "../../server/src/formats/index.ts";
import { memoryTree } from "../formats/trees.ts";
import { options } from "../support/analyse.ts";

const grammar = await loadGrammar();

/** How a file of each format is called, and what stands before its SQL; other formats write their own. */
const files: Readonly<Record<string, { readonly path: string; readonly head: string }>> = {
  dbmate: { path: "1_a.sql", head: "-- migrate:up\n" },
  diesel: { path: "2024-01-01-000000_a/up.sql", head: "" },
  flyway: { path: "V1__a.sql", head: "" },
  "golang-migrate": { path: "1_a.up.sql", head: "" },
  goose: { path: "1_a.sql", head: "-- +goose Up\n" },
  "node-pg-migrate": { path: "1_a.sql", head: "-- Up Migration\n" },
  plain: { path: "a.sql", head: "" },
  prisma: { path: "1_a/migration.sql", head: "" },
  sqlx: { path: "1_a.sql", head: "" },
};

function sectionOf(formatId: string, sql: string): SectionAnalysis {
  const format = formatById(formatId);
  if (format === undefined) throw new Error(`There is no format ${formatId}.`);
  const file = files[formatId];
  const empty = format.read(memoryTree({}));
  const drafts = [{ name: "a", up: sql, autocommit: false }];
  const written = format.write(drafts, empty, "2026-01-01T00:00:00.000Z");
  const tree = memoryTree(
    file === undefined
      ? Object.fromEntries(written.map(({ path, content }) => [path, content]))
      : { [file.path]: file.head + sql },
  );
  const reader = new StatementReader(grammar);
  const { migrations } = analyseProject({
    format,
    project: format.read(tree),
    options: { ...options, majors: [18] },
    text: (path) => tree.text(path),
    read: (path, text, span) => {
      const { statements, splitProblems, pieces } = reader.read(path, text, span);
      return { statements, problems: splitProblems, pieces };
    },
  });
  const [section] = migrations.flatMap(({ sections }) => sections);
  if (section === undefined) throw new Error("There is no section.");
  return section;
}

/** Codes with the text that they stand at. */
function told(formatId: string, sql: string): readonly string[] {
  const { problems, text } = sectionOf(formatId, sql);
  return problems.map(({ code, span }) => `${code}: ${text.slice(span.start, span.end)}`);
}

/** Which tools do with it what psql does: Sqitch runs psql, graphile-migrate writes values in, Flyway sends rows. */
const reading: Readonly<Record<string, readonly ("commands" | "variables" | "rows")[]>> = {
  sqitch: ["commands", "variables", "rows"],
  "graphile-migrate": ["variables"],
  flyway: ["rows"],
};

function isRead(formatId: string, problem = ""): boolean {
  const what = problem.startsWith("psql-command") ? "commands" : "variables";
  return reading[formatId]?.includes(what) === true;
}

const everyFormat = formats.map(({ id }) => id);
const copies = "CREATE TABLE f (a int);\nCOPY f FROM stdin;\n1\n2;\n\\.\nCREATE INDEX i ON f (a);\n";

describe("what only psql reads", () => {
  it.each(
    everyFormat.flatMap((id) =>
      [
        [
          "\\restrict abc\nSELECT 1;\n\\unrestrict abc\n",
          ["psql-command: \\restrict abc", "psql-command: \\unrestrict abc"],
        ],
        ["\\connect shop\nDROP TABLE a;", ["psql-command: \\connect shop"]],
        ["\\i other.sql\n", ["psql-command: \\i other.sql"]],
        ["\\copy t from 'f.csv'\n", ["psql-command: \\copy t from 'f.csv'"]],
        ["\\if true\nSELECT 1;\n\\endif\n", ["psql-command: \\if true", "psql-command: \\endif"]],
        ["SELECT 1 \\gexec\n", ["psql-command: \\gexec"]],
        ["SELECT :'v';", ["psql-variable: :'v'"]],
        ['SELECT * FROM :"v";', ['psql-variable: :"v"']],
        ["UPDATE t SET a = :v;", ["psql-variable: :v"]],
        ["SELECT a[1:b] FROM t;", []],
        ["SELECT a[1:b], :v FROM t;", ["psql-variable: :v"]],
        ["SELECT ':v', '{{x}}', '${y}', a::text FROM t;", []],
        ["DO $$ BEGIN PERFORM ':v'; a := 1; END $$;", []],
      ].map(([sql, expected]) => [id, sql, expected] as const),
    ),
  )("%s, %j", (id, sql, expected) => {
    expect(told(id, String(sql))).toEqual([expected].flat().filter((each) => !isRead(id, each)));
  });

  it("is told once a file, where it comes first, and how often it comes again", () => {
    const sql = "CREATE TABLE :s.a (a int);\nCREATE TABLE :s.b (a int);\nUPDATE :s.a SET a = :v;\n";
    const { problems } = sectionOf("plain", sql);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^`:s` .* as if a name stood in its place\. The same in 2 more statements below\.$/,
      ),
      expect.stringMatching(/^`:v` .* this statement is not analysed\.$/),
    ]);
  });

  it("is a name before a dot, so that the statement is analysed; messages say it as it is written", () => {
    const sql = "SELECT 1;\nDROP TABLE :s.a, my_s.b;\n";
    const { statements } = sectionOf("plain", sql);
    expect(statements.map(({ statement }) => statement.kind)).toEqual(["SelectStmt", "DropStmt"]);
    const messages = statements.flatMap(({ findings }) => findings.map(({ message }) => message)).join();
    expect(messages).toContain(":s.a");
    expect(messages).toContain("my_s.b");
  });

  it.each(everyFormat)("the rest of a file is analysed, %s", (id) => {
    const { statements } = sectionOf(id, "\\set n 1\nSELECT :'n';\nDROP TABLE shelf;\n");
    expect(statements.at(-1)?.risk).not.toBe("none");
    const section = sectionOf(id, copies);
    expect(section.statements.at(-1)?.statement.kind).toBe("IndexStmt");
    const isSent = reading[id]?.includes("rows") === true;
    expect(section.problems.map(({ code }) => code)).toEqual(isSent ? [] : ["copy-from-stdin"]);
  });

  it("has no value for a variable", () => {
    const section = sectionOf(
      "plain",
      "CREATE TABLE shelf (id bigint PRIMARY KEY);\nUPDATE shelf SET id = 1 WHERE id = :'n';\n",
    );
    const [, update] = section.statements;
    expect(update?.notAnalysed).toBeDefined();
    expect([...(update?.entries.values() ?? [])].map(({ effects }) => effects.fails)).toEqual([undefined]);
    expect(update?.findings).toEqual([]);
  });
});

describe("placeholders of tools", () => {
  it.each([
    ["flyway", "ALTER TABLE ${t} ADD a int;", []],
    ["golang-migrate", "ALTER TABLE ${t} ADD a int;", ["placeholder: ${t}"]],
    ["golang-migrate", "ALTER TABLE {{ .T }}.u ADD a int;", ["placeholder: {{ .T }}"]],
    ["flyway", "ALTER TABLE {{ .T }}.u ADD a int;", ["placeholder: {{ .T }}"]],
    ["goose", "ALTER TABLE ${t} ADD a int;", ["placeholder: ${t}"]],
    ["goose", "-- +goose ENVSUB ON\nALTER TABLE ${t} ADD a int;", []],
    ["dbmate", "DO $$ BEGIN ALTER TABLE ${t} ADD a int; END $$;", ["placeholder: ${t}"]],
    ["dbmate", "SELECT $%x%$;", ["placeholder: $%x%$"]],
  ])("%s, %j", (id, sql, expected) => {
    expect(told(id, sql)).toEqual(expected);
  });

  it("keeps what it can of the statement", () => {
    const [statement] = sectionOf("golang-migrate", "ALTER TABLE {{ .T }}.u ADD a int;").statements;
    expect(statement?.statement.kind).toBe("AlterTableStmt");
  });

  it("never takes two statements for one", () => {
    const { statements } = sectionOf("plain", 'SELECT "a{{"; DROP TABLE users; --}}"\n');
    expect(statements.map(({ statement }) => statement.problem?.code)).toContain("several-statements");
  });
});

describe("standard_conforming_strings", () => {
  it.each([
    ["SET standard_conforming_strings = off;", true],
    ["set session Standard_Conforming_Strings to 'false';", true],
    ["SET LOCAL standard_conforming_strings = 0;", true],
    ["ALTER DATABASE shop SET standard_conforming_strings = off;", true],
    ["ALTER ROLE app SET standard_conforming_strings TO no;", true],
    ["SELECT set_config('standard_conforming_strings', 'off', false);", true],
    ["SET standard_conforming_strings = on;", false],
    ["RESET standard_conforming_strings;", false],
    ["SET escape_string_warning = off;", false],
  ])("%j", (sql, isTold) => {
    const codes = sectionOf("plain", sql).problems.map(({ code }) => code);
    expect(codes).toEqual(isTold ? ["nonstandard-strings"] : []);
  });
});
