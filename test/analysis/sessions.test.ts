import { describe, expect, it } from "vitest";
import { analyseProject, updateFile } from "../../server/src/analysis/analyse.ts";
import type { ProjectAnalysis } from "../../server/src/analysis/analysis.ts";
import { inputOfFiles } from "../support/analyse.ts";

/** `file: rule: message` of the rules that are about sessions, and of missing-lock-timeout. */
function found({ migrations }: ProjectAnalysis, rules: readonly string[]): readonly string[] {
  return migrations.flatMap(({ sections }) =>
    sections.flatMap(({ path, direction, statements }) =>
      statements.flatMap(({ findings }) =>
        findings
          .filter(({ rule }) => rules.includes(rule))
          .map(({ rule, message }) => `${path} ${direction} ${rule}: ${message}`),
      ),
    ),
  );
}

const ofSessions = ["leaves-session-setting", "depends-on-session", "hides-version-table"];

async function analyse(tool: string, files: Readonly<Record<string, string>>): Promise<ProjectAnalysis> {
  return analyseProject(await inputOfFiles(tool, files));
}

/** golang-migrate's up files, in order. */
async function inOrder(...texts: readonly string[]): Promise<readonly string[]> {
  const files = texts.map((text, index): [string, string] => [`${index + 1}_x.up.sql`, text]);
  return found(await analyse("golang-migrate", Object.fromEntries(files)), ["depends-on-session"]);
}

const emptied =
  "SELECT pg_catalog.set_config('search_path', '', false); CREATE TABLE public.parcel (id int);";

describe("a later file starts in a session of its own", () => {
  const set = {
    SET: "SET lock_timeout = '3s'",
    "SET SESSION": "SET SESSION lock_timeout TO '3s'",
    set_config: "SELECT set_config('lock_timeout', '3s', false)",
    "qualified set_config": "SELECT pg_catalog.set_config('LOCK_TIMEOUT', '3s', false)",
    PERFORM: "DO $$ BEGIN PERFORM set_config('lock_timeout', '3s', false); END $$",
    "a variable": "DO $$ DECLARE v text := '3s'; BEGIN PERFORM set_config('lock_timeout', v, false); END $$",
  };
  it.each(Object.entries(set))("%s of an old file limits only that file", async (_, statement) => {
    const analysis = await analyse("dbmate", {
      "1_a.sql": `-- migrate:up\nCREATE TABLE z (id int);\n-- migrate:down\nDROP TABLE z;\n`,
      "2_b.sql": `-- migrate:up\n${statement};\nALTER TABLE z ADD x int;\n-- migrate:down\nALTER TABLE z DROP x;\n`,
      "3_c.sql": `-- migrate:up\nALTER TABLE z ADD y int;\n-- migrate:down\nALTER TABLE z DROP y;\n`,
    });
    const places = found(analysis, ["missing-lock-timeout"]).map((text) => text.slice(0, 12));
    expect(places).toEqual(["2_b.sql down", "3_c.sql up m", "3_c.sql down"]);
    expect(found(analysis, ofSessions)).toEqual([
      "2_b.sql up leaves-session-setting: lock_timeout stays set for the migrations that are applied after this one in the same run, but not in a later run. Use SET LOCAL, or end the file with RESET lock_timeout.",
    ]);
  });

  const gone = {
    "SET LOCAL": "SET LOCAL lock_timeout = '3s'",
    "set_config with is_local": "SELECT set_config('lock_timeout', '3s', true)",
    RESET: "SET lock_timeout = '3s'; RESET lock_timeout",
    "RESET ALL": "SET lock_timeout = '3s'; RESET ALL",
    "a default": "SET lock_timeout = 0",
    "SET TO DEFAULT": "SET lock_timeout = '3s'; SET lock_timeout TO DEFAULT",
    NULL: "SET lock_timeout = '3s'; SELECT set_config('lock_timeout', NULL, false)",
  };
  it.each(Object.entries(gone))("%s leaves nothing behind", async (_, statement) => {
    const analysis = await analyse("dbmate", {
      "1_a.sql": `-- migrate:up\n${statement};\n-- migrate:down\n`,
    });
    expect(found(analysis, ofSessions)).toEqual([]);
  });

  it("RESET ALL keeps the role, DISCARD ALL does not", async () => {
    const left = async (statement: string): Promise<readonly string[]> =>
      found(
        await analyse("goose", {
          "1_a.sql": `-- +goose NO TRANSACTION\n-- +goose Up\nSET ROLE app;\n${statement};\n`,
        }),
        ofSessions,
      );
    expect(await left("RESET ALL")).toEqual([
      expect.stringMatching(/role stays set .* End the file with RESET role/u),
    ]);
    expect(await left("DISCARD ALL")).toEqual([]);
    expect(await left("SET ROLE NONE")).toEqual([]);
  });

  it("the down section does not run in the session of the up section", async () => {
    const analysis = await analyse("dbmate", {
      "1_a.sql": `-- migrate:up\n${emptied}\n-- migrate:down\nDROP TABLE parcel;\n`,
    });
    expect(found(analysis, ["fails-on-target"])).toEqual([]);
  });

  it("a prepared statement ends with its session", async () => {
    const analysis = await analyse("golang-migrate", {
      "1_a.up.sql": "CREATE TABLE t (id int); PREPARE p AS SELECT * FROM t",
      "2_b.up.sql": "EXECUTE p",
    });
    expect(found(analysis, ["fails-on-target"])).toHaveLength(1);
  });
});

describe("what differs in the session of one run is said", () => {
  it("a dump's empty search path hides the tables of the next file", async () => {
    expect(await inOrder(emptied, "ALTER TABLE parcel ADD weight int")).toEqual([
      '2_x.up.sql up depends-on-session: Applied in the same run as 1_x.up.sql, this fails: relation "parcel" does not exist (SQLSTATE 42P01), because search_path is still what that file set.',
    ]);
  });

  it("a new table has no schema to go to", async () => {
    const [finding] = await inOrder(emptied, "CREATE TABLE lot (id int)");
    expect(finding).toMatch(/no schema has been selected to create in \(SQLSTATE 3F000\)/u);
  });

  it("names with a schema do not care, and the setting stays for the file after them", async () => {
    const [finding, more] = await inOrder(
      emptied,
      "ALTER TABLE public.parcel ADD weight int",
      "CREATE INDEX ON parcel (weight)",
      "CREATE INDEX ON parcel (id)",
    );
    expect(finding).toMatch(/^3_x\.up\.sql .*same run as 1_x\.up\.sql, this fails/u);
    expect(more).toBeUndefined();
  });

  it("a schema left in front takes the next file's tables", async () => {
    expect(
      await inOrder("CREATE SCHEMA app; SET search_path = app, public", "CREATE TABLE t (id int)"),
    ).toEqual([
      "2_x.up.sql up depends-on-session: Applied in the same run as 1_x.up.sql, this does something else, because search_path is still what that file set.",
    ]);
  });

  it("a file that needs the setting of an earlier one works only together with it", async () => {
    const [finding] = await inOrder(
      "CREATE SCHEMA app; SET search_path = app; CREATE TABLE t (id int)",
      "ALTER TABLE t ADD x int",
    );
    expect(finding).toMatch(/^2_x.*same run as 1_x\.up\.sql, this does something else/u);
    const [prepared] = await inOrder(
      "CREATE SCHEMA app; CREATE TABLE public.t (id int); SET search_path = app; CREATE TABLE t (x int)",
      "ALTER TABLE t DROP COLUMN x",
    );
    expect(prepared).toMatch(/^2_x.*works only in the same run as 1_x\.up\.sql/u);
  });

  it.each([
    ["reset at its end", `${emptied} RESET search_path;`],
    ["the default spelled out", "CREATE TABLE public.parcel (id int); SET search_path = public"],
    [
      "only for the transaction",
      "BEGIN; SET LOCAL search_path = ''; CREATE TABLE public.parcel (id int); COMMIT",
    ],
    ["rolled back", "CREATE TABLE public.parcel (id int); BEGIN; SET search_path = ''; ROLLBACK"],
    [
      "set in a subtransaction that was rolled back",
      "CREATE TABLE public.parcel (id int); SAVEPOINT a; SET search_path = ''; ROLLBACK TO a",
    ],
  ])("nothing where the path is %s", async (_, first) => {
    expect(await inOrder(first, "ALTER TABLE parcel ADD weight int")).toEqual([]);
  });

  it("nothing is claimed of tables that nobody knows", async () => {
    const [finding] = await inOrder(
      "CREATE SCHEMA app; SET search_path = app",
      "ALTER TABLE legacy ADD weight int",
    );
    expect(finding ?? "").not.toMatch(/fails/u);
  });

  it("triggers that a replication role left behind keeps from firing", async () => {
    const [finding] = await inOrder(
      `CREATE TABLE a (id int); CREATE TABLE log (id int);
       CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (1); RETURN new; END $$;
       CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION f(); SET session_replication_role = replica;`,
      "INSERT INTO a VALUES (1)",
    );
    expect(finding).toMatch(/because session_replication_role is still/u);
  });

  it("flyway brings search_path and role back, not lock_timeout", async () => {
    const analysis = await analyse("flyway", {
      "V1__a.sql": `${emptied} SET lock_timeout = '1s';`,
      "V2__b.sql": "ALTER TABLE parcel ADD weight int",
    });
    expect(found(analysis, ofSessions)).toEqual([
      expect.stringMatching(/^V1__a\.sql up leaves-session-setting: lock_timeout stays/u),
    ]);
  });
});

describe("the tool's version table", () => {
  const file = (set: string): Readonly<Record<string, string>> => ({
    "1_a.sql": `-- +goose Up\n${set};\nCREATE TABLE public.t (id int);\n`,
  });
  it.each([
    "SELECT set_config('search_path', '', false)",
    "SET LOCAL search_path = ''",
    "CREATE SCHEMA app;\nSET search_path = app",
  ])("is hidden from goose by %s", async (set) => {
    expect(found(await analyse("goose", file(set)), ["hides-version-table"])).toEqual([
      expect.stringMatching(/relation "goose_db_version" does not exist \(SQLSTATE 42P01\)/u),
    ]);
  });

  it.each([
    "SET search_path = app, public",
    "SELECT set_config('search_path', '', false);\nRESET search_path",
  ])("is found by goose after %s", async (set) => {
    expect(found(await analyse("goose", file(set)), ["hides-version-table"])).toEqual([]);
  });

  it.each(["dbmate", "golang-migrate", "node-pg-migrate", "flyway"])("has its schema in %s", async (tool) => {
    const names: Readonly<Record<string, string>> = { flyway: "V1__a.sql", "golang-migrate": "1_a.up.sql" };
    const mark =
      tool === "dbmate" ? "-- migrate:up\n" : tool === "node-pg-migrate" ? "-- Up Migration\n" : "";
    const analysis = await analyse(tool, { [names[tool] ?? "1_a.sql"]: `${mark}${emptied}` });
    expect(found(analysis, ["hides-version-table"])).toEqual([]);
  });
});

describe("an edit", () => {
  it("of what a file leaves behind is seen in the files after it, as in a fresh analysis", async () => {
    const files = {
      "1_x.up.sql": emptied,
      "2_x.up.sql": "ALTER TABLE public.parcel ADD weight int",
      "3_x.up.sql": "CREATE INDEX ON parcel (weight)",
    };
    let analysis = await analyse("golang-migrate", files);
    const edits = [`${emptied} RESET search_path;`, emptied, emptied.replace("''", "'public'"), emptied];
    for (const text of edits) {
      const now = { ...files, "1_x.up.sql": text };
      analysis = updateFile(analysis, "1_x.up.sql", await inputOfFiles("golang-migrate", now, analysis));
      const fresh = await analyse("golang-migrate", now);
      expect(found(analysis, ofSessions)).toEqual(found(fresh, ofSessions));
    }
    expect(found(analysis, ["depends-on-session"])).toHaveLength(1);
  });
});
