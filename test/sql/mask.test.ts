import { describe, expect, it } from "vitest";
import { maskTemplates } from "../../server/src/sql/mask.ts";
import { corpusFiles, corpusProjects } from "../corpus/projects.ts";
import { read, readOne } from "./reading.ts";

describe("maskTemplates", () => {
  it.each([
    [
      'alter table {{ index .Options "Namespace" }}.users',
      "alter table __index__options__namespace___  .users",
    ],
    ["select {{ .A }}, {{.A}}, ${ a }, {{.A}}b", "select ___a__  , ___a__, __a_  , ___a__b"],
    ["create table {{ .A }}_x (a {{ .B }}{{ .C }})", "create table ____a____x (a ____b_______c___)"],
    ["create table ${schema}.a_${x}b", "create table __schema_.a___x_b"],
    ["select $%A%$, :foo, :'x', :\"y\", a::int, b := 1", "select __a__, _foo,  'x',  \"y\", a::int, b := 1"],
    ["{{- if .X }} select 1 {{ end }}", "             select 1          "],
    [`select "{{ .A "b" }}"`, `select "___a__b___"  `],
    [`select "{{ .A }}", "x_{{ .A }}"`, `select "___a__"  , "x_____a___"`],
    ["select '{{1}}', $$ ${x} $$ -- :a\n/* :b */", "select '{{1}}', $$ ${x} $$ -- :a\n/* :b */"],
    ["select 1", "select 1"],
  ])("%s", (text, masked) => {
    expect(maskTemplates(text)).toBe(masked);
    expect(masked.length).toBe(text.length);
  });

  it("gives different placeholders different names", () => {
    expect(maskTemplates("{{.a}} {{.b}}").split(" ")[0]).not.toBe(maskTemplates("{{.b}}"));
  });

  it("leaves what PostgreSQL reads as it is", () => {
    const text = "select arr[1:n] from t";
    expect(readOne(text).masked).toBe(text);
  });

  it("makes every statement of a templated project readable", () => {
    const files = corpusFiles(corpusProjects.filter(({ template }) => template !== undefined));
    const templated = files.flatMap(({ text }) =>
      read(text).statements.filter(({ statement }) => statement.masked !== statement.text),
    );
    expect(templated.length).toBeGreaterThan(15);
    for (const { statement } of templated) expect(statement.masked.length).toBe(statement.text.length);
    for (const { statement } of templated) expect(statement.problem).toBeUndefined();
  });
});
