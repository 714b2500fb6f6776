import { afterEach, describe, expect, it } from "vitest";
import type { AnalysisOptions, MigrationAnalysis } from "../../server/src/analysis/analysis.ts";
import { formats } from "../../server/src/formats/index.ts";
import type { Format, Surroundings } from "../../server/src/formats/format.ts";
import { sqlparserReads } from "../../server/src/disk/loadSqlparser.ts";
import { recipes } from "../../server/src/recipes/index.ts";
import type { Recipe } from "../../server/src/recipes/recipe.ts";
import { freshDatabase, type Database } from "../support/servers.ts";
import { planned, recipeCalled, TestProject } from "./projects.ts";
import { changed, textFaults } from "./prover.ts";
import { send } from "./send.ts";
import { isWide } from "./turns.ts";

/*
 * Every recipe in every format, in a file that the tool wraps in a transaction and in one that it does not: what is
 * written is sent as it must be, the limit of its waits included.
 */

interface Manner {
  readonly name: string;
  readonly format: Format;
  readonly autocommit: boolean;
  readonly around: Surroundings;
}

const prismaOf = (version: string): Surroundings => ({
  outside: (path) =>
    path.endsWith("package.json") ? JSON.stringify({ devDependencies: { prisma: version } }) : undefined,
  sqlparserReads,
});

const manners: readonly Manner[] = formats.flatMap((format): readonly Manner[] => {
  if (format.id === "prisma")
    return ["7.3.0", "7.10.1"].map((version) => ({
      name: `prisma ${version}`,
      format,
      autocommit: false,
      around: prismaOf(version),
    }));
  const usual = { name: format.id, format, autocommit: false, around: {} };
  return format.canAutocommit
    ? [usual, { ...usual, name: `${format.id}, without a transaction`, autocommit: true }]
    : [usual];
});

interface Example {
  readonly recipe: Recipe;
  readonly before: string;
  readonly bad: string;
  /** It is about a file that is sent so. */
  readonly transaction?: string | undefined;
}

const examples: readonly Example[] = recipes.flatMap((recipe) =>
  recipe.examples.map(({ before = "SELECT 1;", bad, transaction }) => ({ recipe, before, bad, transaction })),
);

function projectOf(
  { format, autocommit, around }: Manner,
  before: string,
  bad: string,
  given: Partial<AnalysisOptions> = {},
): TestProject {
  // What a tool sends is the same on all majors.
  const options = { majors: [18], ...given } satisfies Partial<AnalysisOptions>;
  const drafts = [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up: bad, down: "SELECT 1;", autocommit },
  ];
  return TestProject.of(format.id, drafts, around, options);
}

const beside = "CREATE TABLE beside (id bigint);";

/**
 * Where all pending migrations are one transaction, an index cannot be built or dropped CONCURRENTLY, nor a column filled
 * in batches, and the locks of one step are held while the next one works.
 */
const cannot = /runs every migration inside a transaction|runs all pending migrations in one transaction/;

/** It cuts a file at every semicolon, those of a DO block or a function too, so it is no tool for what needs one. */
function isCut({ format }: Manner, refused: string): boolean {
  return format.id === "golang-migrate-multi-statement" && /cuts the file at every `;`/.test(refused);
}

/** What cannot be within a transaction has nothing to be made safer where the statement is not sent by itself. */
function isSentAlone({ last }: TestProject): boolean {
  return last.sections[0]?.transaction === "autocommit";
}

/** Flyway takes no query into a file that it sends outside a transaction without being told to. */
function isMixed({ id }: Recipe, { format }: Manner): boolean {
  return id === "refuse-invalid-index" && format.id === "flyway";
}

/** What other tools do in one file, as they can commit in it, has a file for each statement where the tool cannot. */
function allOf(recipe: Recipe, { format }: Manner, first: TestProject): TestProject {
  if (format.canAutocommit || recipe.id !== "wait-for-deployment") return first;
  const more = first.firstFor(recipe) < 0 ? undefined : first.rewrite(recipe);
  return more === undefined || "refused" in more ? first : first.with(more);
}

describe.each(manners.map((manner, turn) => ({ manner, name: manner.name, turn })))(
  "$name",
  ({ manner, turn }) => {
    // By turns: a recipe's first example in every manner, each other in half of them, and in a sixth that nothing of
    // another statement is lost.
    const own = examples.filter(
      ({ recipe, bad }, index) => isWide || recipe.examples[0]?.bad === bad || index % 2 === turn % 2,
    );
    const withMore = examples
      .filter((_example, index) => isWide || index % 6 === turn % 6)
      .map((each) => ({ ...each, bad: `${each.bad}\n${beside}` }));

    it.each([...own, ...withMore])("$recipe.id: $bad", ({ recipe, before, bad, transaction }) => {
      const project = projectOf(manner, before, bad);
      if (transaction === "autocommit" && !isSentAlone(project)) return;
      // Where each statement is committed by itself, no lock of another one is held.
      if (recipe.divides === true && project.firstFor(recipe) < 0) return;
      const result = project.rewrite(recipe);
      if ("refused" in result) {
        if (isCut(manner, result.refused)) return;
        if (isMixed(recipe, manner))
          expect(result.refused).toMatch(/Flyway refuses this file unless `mixed` is on/);
        else expect(manner.format.canAutocommit ? "" : result.refused).toMatch(cannot);
        return;
      }
      const after = allOf(recipe, manner, project.with(result));
      expect(textFaults(recipe, project, after), after.show()).toEqual([]);
    });
  },
);

describe("a file that Prisma would send as one string then", () => {
  const manner = manners.find(({ name }) => name === "prisma 7.10.1");
  if (manner === undefined) throw new Error("there is no such manner");
  const t = "CREATE TABLE t (id bigint PRIMARY KEY, a text, c int); CREATE INDEX i ON t (a);";

  it("is left, and the statement goes into one of its own", () => {
    const bad =
      "CREATE INDEX CONCURRENTLY j ON t (c);\nDROP INDEX i;\nCREATE INDEX CONCURRENTLY k ON t (c, a);";
    const project = projectOf(manner, t, bad);
    const after = project.with(planned(project.rewrite(recipeCalled("drop-index-concurrently"), 1)));
    const [, change, own] = after.analysis.migrations;
    expect(change?.sections[0]?.transaction).toBe("autocommit");
    expect(own?.sections[0]?.statements).toHaveLength(1);
    expect(textFaults(recipeCalled("drop-index-concurrently"), project, after)).toEqual([]);
  });

  it("takes the statement where it stands alone", () => {
    const project = projectOf(manner, t, "DROP INDEX i;");
    const { files, edits } = planned(project.rewrite(recipeCalled("drop-index-concurrently")));
    expect(files).toEqual([]);
    expect(edits).toHaveLength(1);
  });

  it("is no longer one where the user's limit would be lost", () => {
    const bad = "SET LOCAL lock_timeout = '2s';\nDROP INDEX CONCURRENTLY i;\nALTER TABLE t ADD COLUMN d int;";
    const result = projectOf(manner, t, bad).rewrite(recipeCalled("drop-index-concurrently"), 1);
    expect("refused" in result && result.refused).toMatch(/ADD COLUMN d int` waits .* without a limit/);
  });
});

const databases: Database[] = [];
afterEach(() => Promise.all(databases.splice(0).map((database) => database.dispose())));

const blocking = examples.filter(({ recipe }) =>
  ["add-lock-timeout", "check-not-valid", "not-null-through-check"].includes(recipe.id),
);
/** One for each way to send a file. */
const ways = [
  "dbmate",
  "golang-migrate",
  "node-pg-migrate",
  "prisma 7.3.0",
  "prisma 7.10.1",
  "goose, without a transaction",
  "supabase",
  "supabase, without a transaction",
];

describe("on a server whose table is locked", () => {
  const chosen = manners.filter(({ name }) => ways.includes(name));
  it.each(chosen.flatMap((manner) => blocking.map((each) => ({ ...each, manner }))))(
    "$manner.name, $recipe.id: no file waits longer than its limit",
    async ({ manner, recipe, before, bad }) => {
      const project = projectOf(manner, before, bad, { lockTimeout: "50ms" });
      const result = project.rewrite(recipe);
      if ("refused" in result) {
        if (isMixed(recipe, manner))
          expect(result.refused).toMatch(/Flyway refuses this file unless `mixed` is on/);
        else expect(manner.format.canAutocommit ? "" : result.refused).toMatch(cannot);
        return;
      }
      const after = project.with(result);
      const database = await freshDatabase(18);
      databases.push(database);
      const client = await database.connect();
      const other = await database.connect();
      const touched = changed(project, after);
      for (const migration of after.analysis.migrations) {
        if (touched.includes(migration) && statementsOf(migration) > 0) {
          await other.query("BEGIN");
          await other.query(`LOCK TABLE ${/ALTER TABLE (\S+)/.exec(bad)?.[1] ?? ""} IN SHARE MODE`);
          await expect(send(client, after, migration, "up")).rejects.toThrow("lock timeout");
          await other.query("ROLLBACK");
        }
        await send(client, after, migration, "up");
      }
    },
  );

  it("there is one for each way", () => {
    expect(chosen).toHaveLength(ways.length);
  });
});

function statementsOf({ sections }: MigrationAnalysis): number {
  return sections.reduce(
    (sum, { direction, statements }) => sum + (direction === "up" ? statements.length : 0),
    0,
  );
}
