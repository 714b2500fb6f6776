import { expect, it } from "vitest";
import { analyseEach, analyseProject } from "../../server/src/analysis/analyse.ts";
import { longHistory } from "../bench/migrations.ts";
import { inputOf } from "../support/analyse.ts";

it("finds in each migration what the analysis of the whole project finds", async () => {
  const scripts = [...Object.values(longHistory(40))].map((sql) => ({ sql }));
  const input = await inputOf([...scripts, { sql: "DROP TABLE table_1 CASCADE;", down: "SELECT 1;" }]);
  const said = (migrations: Iterable<ReturnType<typeof analyseProject>["migrations"][number]>) =>
    [...migrations].map(({ migration, risk, findings, sections, goesDown }) => ({
      ...{ version: migration.version, risk, findings, goesDown },
      statements: sections.flatMap(({ statements }) => statements.map((each) => [each.risk, each.findings])),
    }));
  expect(said(analyseEach(input))).toEqual(said(analyseProject(input).migrations));
});
