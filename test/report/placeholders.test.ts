import { describe, expect, it } from "vitest";
import { annotationOf } from "../../server/src/lsp/annotation.ts";
import { hoverText } from "../../server/src/lsp/hover/hoverText.ts";
import { pagesFor } from "../../server/src/lsp/pages.ts";
import { explainReport } from "../../server/src/report/explain.ts";
import { sectionPicture } from "../../server/src/report/picture/lockTimeline.ts";
import { runbook } from "../../server/src/report/runbook/runbook.ts";
import { TestProject } from "../recipes/projects.ts";

/* What a tool fills in stands in all words as the user writes it, and never as the name that the grammar reads instead. */

const template = '{{ index .Options "Namespace" }}';
const cases = [
  { what: "a statement", schema: template, up: `ALTER TABLE ${template}.users RENAME COLUMN a TO b;` },
  {
    what: "a block, in quotes and in a string",
    schema: template,
    up: `DO $$ BEGIN IF EXISTS (SELECT FROM pg_tables WHERE schemaname = '${template}') THEN
       ALTER TABLE "${template}"."users" RENAME COLUMN a TO b; END IF; END $$;`,
  },
  { what: "another form", schema: "${schema}", up: "ALTER TABLE ${schema}.users RENAME COLUMN a TO b;" },
  { what: "an index", schema: "{{.S}}", up: "CREATE INDEX ON {{.S}}.users (a);" },
] as const;

function wordsOn(schema: string, up: string): Readonly<Record<string, string>> {
  const table = `CREATE TABLE ${schema}.users (id int PRIMARY KEY, a text);`;
  const { analysis, files, last } = TestProject.of("golang-migrate", [
    { name: "before", up: table, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down: "SELECT 1;", autocommit: false },
  ]);
  const text = (path: string): string => files.get(path) ?? "";
  const paths = { display: (path: string) => path, inRepository: (path: string) => path };
  const reported = { ...analysis, migrations: [last], problems: [], text, ...paths };
  const section = last.sections.find(({ direction }) => direction === "up");
  const statement = section?.statements.at(-1);
  if (section === undefined || statement === undefined) throw new Error("There is no statement.");
  const links = { pages: pagesFor("show"), timeline: undefined };
  return {
    explain: explainReport([reported], "text"),
    "explain in Markdown": explainReport([reported], "markdown"),
    runbook: runbook(reported, last, undefined),
    hover: hoverText(statement, new Map(), links),
    picture: sectionPicture(section, section.text, { title: "a", isClickable: false }) ?? "",
    lens: annotationOf(statement)?.text ?? "",
    findings: statement.findings.map(({ message }) => message).join("\n"),
  };
}

describe.each(cases)("the placeholder in $what", ({ schema, up }) => {
  it.each(Object.entries(wordsOn(schema, up)))("%s", (where, words) => {
    expect(words).not.toMatch(/__|_s_/u);
    if (where !== "lens" && where !== "picture") expect(words).toContain(`${schema}.users`);
  });
});
