import { describe, expect, test } from "vitest";
import type { AppliedMigration } from "../../server/src/formats/format.ts";
import { formatById } from "../../server/src/formats/detect.ts";
import { formats } from "../../server/src/formats/index.ts";
import { planRun } from "../../server/src/run/plan.ts";
import type { PlanRequest } from "../../server/src/run/plan.ts";
import { runProject } from "../../server/src/run/project.ts";
import { memoryTree } from "../formats/trees.ts";
import { standingsOf } from "../../server/src/run/migrationStatus.ts";

/*
 * What each tool refuses, our runner refuses: the code of the refusal by case, or what is planned where the tool goes
 * on. Every format has every case (the last test), so that a new one cannot forget them.
 */

type Files = Readonly<Record<string, string>>;
type Case = readonly [files: Files, applied: readonly AppliedMigration[], expected: string];

const none: readonly AppliedMigration[] = [];
const by = (...versions: readonly string[]): readonly AppliedMigration[] =>
  versions.map((version) => ({ version }));
const edited = (version: string): readonly AppliedMigration[] => [{ version, checksum: "1" }];
const dirty = (version: string): readonly AppliedMigration[] => [{ version, dirty: true }];

const pair = (stem: string, up = "SELECT 1;\n"): Files => ({
  [`${stem}.up.sql`]: up,
  [`${stem}.down.sql`]: "SELECT 2;\n",
});
const db = "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n";
const go = "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n";
const node = "-- Up Migration\nSELECT 1;\n-- Down Migration\nSELECT 2;\n";
const body = "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n  NULL;\nEND $$;\n";
const dieselFiles = (folder: string, up = "SELECT 1;\n"): Files => ({
  [`${folder}/up.sql`]: up,
  [`${folder}/down.sql`]: "SELECT 2;\n",
});

const drizzleFolder = (name: string): Files => ({
  [`${name}/migration.sql`]: "SELECT 1;\n",
  [`${name}/snapshot.json`]: "{}",
});
const journal = (tag: string): string => JSON.stringify({ entries: [{ idx: 0, when: 1, tag }] });

const ternFile = "SELECT 1;\n---- create above / drop below ----\nSELECT 2;\n";
/** Committed files with the hashes that they must have. */
const graphile = (names: readonly string[], body = "SELECT 1;\n"): Files => {
  const files = names.map((name) => [`committed/${name}.sql`, `--! Previous: -\n--! Hash: -\n\n${body}`]);
  return sealed("graphile-migrate", Object.fromEntries(files) as Files);
};
const atlasFiles = (files: Files): Files => sealed("atlas", files);

function sealed(id: string, files: Files): Files {
  const made = formatById(id)?.seal?.(memoryTree(files)) ?? [];
  return { ...files, ...Object.fromEntries(made.map(({ path, content }) => [path, content])) };
}

const golangMigrate: Readonly<Record<string, Case>> = {
  duplicate: [{ ...pair("1_a"), ...pair("01_b") }, none, "duplicate-version"],
  missing: [{ ...pair("1_a"), ...pair("3_c") }, by("2"), "migration-missing"],
  // Its one row says nothing of what is older: that is never applied any more.
  "out of order": [{ ...pair("1_a"), ...pair("2_b") }, by("2"), ""],
  changed: [{ ...pair("1_a"), ...pair("2_b") }, edited("1"), "up 2"],
  dirty: [{ ...pair("1_a") }, dirty("1"), "dirty"],
  "nothing applied and dirty": [{ ...pair("1_a") }, dirty("-1"), "dirty"],
};

/** The same five differences between folder and ledger for all of them; others as the tool has them. */
const cases: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  "golang-migrate": golangMigrate,
  "golang-migrate-multi-statement": {
    ...golangMigrate,
    "a semicolon in a statement": [pair("1_a", "SELECT ';';\n"), none, "semicolon-in-statement"],
  },
  sqlx: {
    duplicate: [{ ...pair("1_a"), ...pair("01_b") }, none, "duplicate-version"],
    missing: [{ ...pair("1_a"), ...pair("3_c") }, by("1", "2"), "migration-missing"],
    "out of order": [{ ...pair("1_a"), ...pair("2_b") }, by("2"), "up 1"],
    changed: [{ ...pair("1_a"), ...pair("2_b") }, edited("1"), "migration-changed"],
    dirty: [pair("1_a"), dirty("1"), "dirty"],
    "bad name": [{ ...pair("1_a"), "first_b.sql": "SELECT 1;\n" }, none, "bad-file-name"],
  },
  drizzle: {
    // Folders are told apart by their whole names, and rows that no folder has any more are no concern of Drizzle's.
    duplicate: [{ ...drizzleFolder("1_a"), ...drizzleFolder("1_b") }, none, "up 1_a, up 1_b"],
    missing: [{ ...drizzleFolder("1_a"), ...drizzleFolder("3_c") }, by("1_a", "2_b"), "up 3_c"],
    "out of order": [{ ...drizzleFolder("1_a"), ...drizzleFolder("2_b") }, by("2_b"), "up 1_a"],
    changed: [drizzleFolder("1_a"), edited("1_a"), ""],
    dirty: [drizzleFolder("1_a"), none, "up 1_a"],
    "file of the journal missing": [{ "meta/_journal.json": journal("1_a") }, none, "missing-file"],
  },
  postgrator: {
    duplicate: [{ "1.do.a.sql": "SELECT 1;\n", "01.do.b.sql": "SELECT 1;\n" }, none, "duplicate-version"],
    missing: [{ "1.do.a.sql": "SELECT 1;\n", "3.do.c.sql": "SELECT 1;\n" }, by("1", "2"), "up 3"],
    // It stands at the highest version, and never runs what is lower.
    "out of order": [{ "1.do.a.sql": "SELECT 1;\n", "2.do.b.sql": "SELECT 1;\n" }, by("2"), ""],
    changed: [{ "1.do.a.sql": "SELECT 1;\n", "2.do.b.sql": "SELECT 1;\n" }, edited("1"), "migration-changed"],
    dirty: [{ "1.do.a.sql": "SELECT 1;\n" }, none, "up 1"],
  },
  tern: {
    duplicate: [{ "1_a.sql": ternFile, "01_b.sql": ternFile }, none, "duplicate-version"],
    missing: [{ "1_a.sql": ternFile }, by("2"), "migration-missing"],
    // Its one row says nothing of what is older: that is never applied any more.
    "out of order": [{ "1_a.sql": ternFile, "2_b.sql": ternFile }, by("2"), ""],
    changed: [{ "1_a.sql": ternFile, "2_b.sql": ternFile }, edited("1"), "up 2"],
    dirty: [{ "1_a.sql": ternFile }, none, "up 1"],
    gap: [{ "1_a.sql": ternFile, "3_c.sql": ternFile }, none, "missing-number"],
    "comments only": [{ "1_a.sql": "-- nothing\n" }, none, "empty-file"],
    template: [{ "1_a.sql": 'CREATE TABLE {{ template "name" }} (a int);\n' }, none, "placeholder"],
  },
  refinery: {
    duplicate: [{ "V1__a.sql": "SELECT 1;\n", "V01__b.sql": "SELECT 1;\n" }, none, "duplicate-version"],
    missing: [{ "V1__a.sql": "SELECT 1;\n", "V3__c.sql": "SELECT 1;\n" }, by("2"), "migration-missing"],
    "out of order": [{ "V1__a.sql": "SELECT 1;\n", "V2__b.sql": "SELECT 1;\n" }, by("2"), "out-of-order"],
    "out of order, unversioned": [
      { "U1__a.sql": "SELECT 1;\n", "V2__b.sql": "SELECT 1;\n" },
      by("2"),
      "up 1",
    ],
    changed: [{ "V1__a.sql": "SELECT 1;\n" }, edited("1"), "migration-changed"],
    dirty: [{ "V1__a.sql": "SELECT 1;\n" }, none, "up 1"],
    "bad name": [{ "V1.1__a.sql": "SELECT 1;\n" }, none, "bad-file-name"],
  },
  yoyo: {
    // Files are told apart by their whole names.
    duplicate: [{ "1.a.sql": "SELECT 1;\n", "1.b.sql": "SELECT 1;\n" }, none, "up 1.a, up 1.b"],
    missing: [{ "1.a.sql": "SELECT 1;\n", "3.c.sql": "SELECT 1;\n" }, by("1.a", "2.b"), "up 3.c"],
    "out of order": [{ "1.a.sql": "SELECT 1;\n", "2.b.sql": "SELECT 1;\n" }, by("2.b"), "up 1.a"],
    changed: [{ "1.a.sql": "SELECT 1;\n" }, edited("1.a"), ""],
    dirty: [{ "1.a.sql": "SELECT 1;\n" }, none, "up 1.a"],
    "behind what it depends on": [
      { "1.a.sql": "-- depends: 2.b\nSELECT 1;\n", "2.b.sql": "SELECT 1;\n", "3.c.sql": "SELECT 1;\n" },
      none,
      "up 2.b, up 1.a, up 3.c",
    ],
    "depends on nothing there": [{ "1.a.sql": "-- depends: 0.z\nSELECT 1;\n" }, none, "bad-dependency"],
    "depends on itself": [
      { "1.a.sql": "-- depends: 2.b\nSELECT 1;\n", "2.b.sql": "-- depends: 1.a\nSELECT 1;\n" },
      none,
      "bad-dependency",
    ],
  },
  "graphile-migrate": {
    duplicate: [graphile(["000001", "000001-b"]), none, "duplicate-version"],
    missing: [graphile(["000001", "000003"]), by("000001.sql", "000002.sql"), "up 000003"],
    "out of order": [graphile(["000001", "000002"]), by("000002.sql"), ""],
    changed: [graphile(["000001", "000002"]), [{ version: "000001.sql", checksum: "1" }], "up 000002"],
    dirty: [graphile(["000001"]), none, "up 000001"],
    "current is no migration": [{ ...graphile(["000001"]), "current.sql": "SELECT 1;\n" }, none, "up 000001"],
    "no headers": [{ "committed/000001.sql": "SELECT 1;\n" }, none, "bad-header"],
    "edited after it was committed": [
      { "committed/000001.sql": `${graphile(["000001"])["committed/000001.sql"] ?? ""}SELECT 2;\n` },
      none,
      "bad-hash",
    ],
    "the one before is gone": [
      { "committed/000002.sql": graphile(["000001", "000002"])["committed/000002.sql"] ?? "" },
      none,
      "bad-header",
    ],
    placeholder: [
      graphile(["000001"], "GRANT CONNECT ON DATABASE :DATABASE_NAME TO a;\n"),
      none,
      "placeholder",
    ],
    "a cast is none": [graphile(["000001"], "SELECT '1'::INTEGER;\n"), none, "up 000001"],
  },
  atlas: {
    duplicate: [
      atlasFiles({ "1_a.sql": "SELECT 1;\n", "1_b.sql": "SELECT 1;\n" }),
      none,
      "duplicate-version",
    ],
    missing: [
      atlasFiles({ "1_a.sql": "SELECT 1;\n", "3_c.sql": "SELECT 1;\n" }),
      by("1", "2"),
      "migration-missing",
    ],
    "out of order": [
      atlasFiles({ "1_a.sql": "SELECT 1;\n", "2_b.sql": "SELECT 1;\n" }),
      by("2"),
      "out-of-order",
    ],
    changed: [atlasFiles({ "1_a.sql": "SELECT 1;\n" }), edited("1"), ""],
    dirty: [atlasFiles({ "1_a.sql": "SELECT 1;\n" }), dirty("1"), "dirty"],
    "no sum": [{ "1_a.sql": "SELECT 1;\n" }, none, "bad-sum"],
    "edited behind the sum": [
      { ...atlasFiles({ "1_a.sql": "SELECT 1;\n" }), "1_a.sql": "SELECT 2;\n" },
      none,
      "bad-sum",
    ],
    "not in the sum": [
      { ...atlasFiles({ "1_a.sql": "SELECT 1;\n" }), "2_b.sql": "SELECT 2;\n" },
      none,
      "bad-sum",
    ],
    checkpoint: [atlasFiles({ "1_a.sql": "-- atlas:checkpoint\n\nSELECT 1;\n" }), none, "checkpoint"],
    "bad mode": [atlasFiles({ "1_a.sql": "-- atlas:txmode all\n\nSELECT 1;\n" }), none, "bad-directive"],
  },
  supabase: {
    duplicate: [{ "1_a.sql": "SELECT 1;\n", "1_b.sql": "SELECT 1;\n" }, none, "duplicate-version"],
    missing: [{ "1_a.sql": "SELECT 1;\n", "3_c.sql": "SELECT 1;\n" }, by("1", "2"), "migration-missing"],
    "out of order": [{ "1_a.sql": "SELECT 1;\n", "2_b.sql": "SELECT 1;\n" }, by("2"), "out-of-order"],
    changed: [{ "1_a.sql": "SELECT 1;\n" }, edited("1"), ""],
    dirty: [{ "1_a.sql": "SELECT 1;\n" }, none, "up 1"],
  },
  dbmate: {
    duplicate: [{ "1_a.sql": db, "1_b.sql": db }, none, "duplicate-version"],
    missing: [{ "1_a.sql": db, "3_c.sql": db }, by("1", "2"), "up 3"],
    "out of order": [{ "1_a.sql": db, "2_b.sql": db }, by("2"), "up 1"],
    changed: [{ "1_a.sql": db }, edited("1"), ""],
    dirty: [{ "1_a.sql": db }, none, "up 1"],
    "no up": [{ "1_a.sql": "SELECT 1;\n-- migrate:down\n" }, none, "missing-up-marker"],
    "no down": [{ "1_a.sql": "-- migrate:up\nSELECT 1;\n" }, none, "missing-down-marker"],
    "code before": [{ "1_a.sql": `SELECT 0;\n${db}` }, none, "statement-before-marker"],
    "two ups": [{ "1_a.sql": db + db }, none, "several-up-sections"],
    "a later file": [{ "1_a.sql": db, "2_b.sql": "SELECT 1;\n" }, none, "missing-up-marker"],
    "an applied file is not read": [{ "1_a.sql": "SELECT 1;\n", "2_b.sql": db }, by("1"), "up 2"],
  },
  goose: {
    duplicate: [{ "1_a.sql": go, "01_b.sql": go }, none, "duplicate-version"],
    missing: [{ "1_a.sql": go, "3_c.sql": go }, by("1", "2"), "up 3"],
    "out of order": [{ "1_a.sql": go, "2_b.sql": go }, by("2"), "out-of-order"],
    changed: [{ "1_a.sql": go }, edited("1"), ""],
    dirty: [{ "1_a.sql": go }, none, "up 1"],
    "bad name": [{ "1_a.sql": go, "b.sql": go }, none, "bad-file-name"],
    "version zero": [{ "0_a.sql": go }, none, "bad-file-name"],
    "no up": [{ "1_a.sql": "SELECT 1;\n" }, none, "missing-up-marker"],
    "function without a block": [{ "1_a.sql": `-- +goose Up\n${body}` }, none, "statement-cut"],
    "no semicolon": [{ "1_a.sql": "-- +goose Up\nSELECT 1\n" }, none, "missing-semicolon"],
    "a bad down stops no up": [{ "1_a.sql": go.replace("SELECT 2;", "SELECT 2") }, none, "up 1"],
    "block without end": [
      { "1_a.sql": `-- +goose Up\n-- +goose StatementBegin\n${body}` },
      none,
      "unclosed-statement-block",
    ],
    "unknown annotation": [{ "1_a.sql": `-- +goose Upp\nSELECT 1;\n` }, none, "bad-directive"],
    "code before": [{ "1_a.sql": `SELECT 0;\n${go}` }, none, "statement-before-marker"],
    "two ups": [{ "1_a.sql": `${go}${go}` }, none, "duplicate-marker"],
    environment: [
      { "1_a.sql": "-- +goose ENVSUB ON\n-- +goose Up\nCREATE ROLE ${ROLE};\n" },
      none,
      "placeholder",
    ],
  },
  diesel: {
    duplicate: [{ ...dieselFiles("1_a"), ...dieselFiles("1_b") }, none, "duplicate-version"],
    missing: [{ ...dieselFiles("1_a"), ...dieselFiles("3_c") }, by("1", "2"), "up 3"],
    "out of order": [{ ...dieselFiles("1_a"), ...dieselFiles("2_b") }, by("2"), "up 1"],
    changed: [dieselFiles("1_a"), edited("1"), ""],
    dirty: [dieselFiles("1_a"), none, "up 1"],
    "empty file": [dieselFiles("1_a", ""), none, "empty-file"],
    "no up": [{ ...dieselFiles("1_a"), "2_b/down.sql": "SELECT 1;\n" }, none, "down-without-up"],
  },
  prisma: {
    duplicate: [{ "1_a/migration.sql": "", "1_b/migration.sql": "" }, none, "up 1_a, up 1_b"],
    missing: [{ "1_a/migration.sql": "", "3_c/migration.sql": "" }, by("1_a", "2_b"), "up 3_c"],
    "out of order": [{ "1_a/migration.sql": "", "2_b/migration.sql": "" }, by("2_b"), "up 1_a"],
    changed: [{ "1_a/migration.sql": "", "2_b/migration.sql": "" }, edited("1_a"), "up 2_b"],
    dirty: [{ "1_a/migration.sql": "", "2_b/migration.sql": "" }, dirty("1_a"), "dirty"],
    "no script": [{ "1_a/migration.sql": "", "2_b/readme.md": "" }, none, "missing-script"],
  },
  "node-pg-migrate": {
    duplicate: [{ "1_a.sql": node, "1_b.sql": node }, none, "up 1_a, up 1_b"],
    missing: [{ "1_a.sql": node, "3_c.sql": node }, by("1_a", "2_b"), "migration-missing"],
    "out of order": [{ "1_a.sql": node, "2_b.sql": node }, by("2_b"), "out-of-order"],
    changed: [{ "1_a.sql": node }, edited("1_a"), ""],
    dirty: [{ "1_a.sql": node }, none, "up 1_a"],
    "missing at the end": [{ "1_a.sql": node }, by("1_a", "2_b"), ""],
    "bad name": [{ "1_a.sql": node, "b.sql": node }, none, "bad-file-name"],
  },
  flyway: {
    duplicate: [{ "V1__a.sql": "", "V1.0__b.sql": "" }, none, "duplicate-version"],
    missing: [{ "V1__a.sql": "", "V3__c.sql": "" }, by("1", "2"), "migration-missing"],
    "out of order": [{ "V1__a.sql": "", "V2__b.sql": "" }, by("2"), "out-of-order"],
    changed: [{ "V1__a.sql": "", "V2__b.sql": "" }, edited("1"), "migration-changed"],
    dirty: [{ "V1__a.sql": "" }, dirty("1"), "dirty"],
    "newer than the folder": [{ "V1__a.sql": "" }, by("1", "2"), ""],
    placeholder: [{ "V1__a.sql": "SELECT '${x}';\n" }, none, "placeholder"],
    "placeholder in a comment": [{ "V1__a.sql": "-- ${flyway:user}\nSELECT 1;\n" }, none, "placeholder"],
    "placeholder that is no one's": [
      { "V1__a.sql": "SELECT '${x}';\n", "V1__a.sql.conf": "placeholderReplacement=false\n" },
      none,
      "up 1",
    ],
    "placeholder in an applied file": [{ "V1__a.sql": "SELECT '${x}';\n", "V2__b.sql": "" }, by("1"), "up 2"],
    "two of one description": [{ "R__a.sql": "", "b/R__a.sql": "" }, none, "duplicate-version"],
    "changed repeatable": [{ "R__a.sql": "" }, edited("R a"), "up R__a"],
  },
  plain: {
    duplicate: [{ "1_a.sql": "", "1_b.sql": "" }, none, "duplicate-version"],
    missing: [{ "1_a.sql": "", "3_c.sql": "" }, by("1", "2"), "up 3"],
    "out of order": [{ "1_a.sql": "", "2_b.sql": "" }, by("2"), "up 1"],
    changed: [{ "1_a.sql": "", "2_b.sql": "" }, edited("1"), "up 2"],
    dirty: [{ "1_a.sql": "" }, none, "up 1"],
  },
};

function plan(id: string, files: Files, applied: readonly AppliedMigration[], request: PlanRequest) {
  const format = formats.find((one) => one.id === id);
  if (format === undefined) throw new Error(`There is no format ${id}.`);
  const tree = { paths: Object.keys(files), text: (path: string) => files[path] };
  const project = runProject("file:///p/", format, tree);
  return planRun(project, format, standingsOf(project, format.ledger, applied), request);
}

describe.each(Object.entries(cases))("%s", (id, list) => {
  test.each(Object.entries(list))("%s", (_name, [files, applied, expected]) => {
    const made = plan(id, files, applied, { command: "up" });
    const answer = made.ok
      ? made.steps.map(({ direction, migration }) => `${direction} ${migration.version}`).join(", ")
      : made.refusal.code;
    expect(answer).toBe(expected);
    if (!made.ok) expect(made.refusal.message).toMatch(/\.$/);
  });
});

/** Those that we run. */
const ours = formats.filter(({ runBy }) => runBy === undefined);

test("every format has its refusals", () => {
  expect(Object.keys(cases).sort()).toEqual(ours.map(({ id }) => id).sort());
  for (const list of Object.values(cases))
    for (const name of ["duplicate", "missing", "out of order", "changed", "dirty"])
      expect(list).toHaveProperty(name);
});

/** The file of one migration in each format, to be sent from its first character on; others need their marker there. */
const fromTheStart: Readonly<Record<string, Files>> = {
  "golang-migrate": { "1_a.up.sql": "\uFEFFSELECT 1;\n" },
  "golang-migrate-multi-statement": { "1_a.up.sql": "\uFEFFSELECT 1;\n" },
  sqlx: { "1_a.sql": "\uFEFFSELECT 1;\n" },
  diesel: dieselFiles("1_a", "\uFEFFSELECT 1;\n"),
  prisma: { "1_a/migration.sql": "\uFEFF-- why\nSELECT 1;\n" },
  drizzle: { "1_a/migration.sql": "\uFEFFSELECT 1;\n", "1_a/snapshot.json": "{}" },
  dbmate: { "1_a.sql": `\uFEFF${db}` },
  goose: { "1_a.sql": `\uFEFF${go}` },
  "node-pg-migrate": { "1_a.sql": "\uFEFFSELECT 1;\n" },
  flyway: { "V1__a.sql": "\uFEFFSELECT 1;\n" },
  supabase: { "1_a.sql": "\uFEFFSELECT 1;\n" },
  postgrator: { "1.do.a.sql": "\uFEFFSELECT 1;\n" },
  tern: { "1_a.sql": `\uFEFF${ternFile}` },
  refinery: { "V1__a.sql": "\uFEFFSELECT 1;\n" },
  yoyo: { "1.a.sql": "\uFEFFSELECT 1;\n" },
  "graphile-migrate": {
    "committed/000001.sql": `\uFEFF${graphile(["000001"])["committed/000001.sql"] ?? ""}`,
  },
  atlas: sealed("atlas", { "1_a.sql": "\uFEFFSELECT 1;\n" }),
  plain: { "1_a.sql": "\uFEFFSELECT 1;\n" },
};

test.each(ours)("$id refuses a byte order mark where it sends one: $byteOrderMark", (format) => {
  const made = plan(format.id, fromTheStart[format.id] ?? {}, none, { command: "up" });
  const hidden = ["dbmate", "goose", "graphile-migrate"].includes(format.id);
  if (format.byteOrderMark !== "sent") expect(made.ok).toBe(true);
  else {
    const code = made.ok ? "none" : made.refusal.code;
    expect(code).toMatch(hidden ? /marker|statement|directive|header/ : /^byte-order-mark$/);
  }
});

test("a mark before what the tool reads itself is not sent", () => {
  expect(plan("node-pg-migrate", { "1_a.sql": `\uFEFF${node}` }, none, { command: "up" }).ok).toBe(true);
});

test("a refused file is named with its place", () => {
  const made = plan("goose", { "1_a.sql": "-- +goose Up\n\nSELECT 1\n" }, none, { command: "up" });
  expect(made).toMatchObject({
    ok: false,
    refusal: { uri: "file:///p/1_a.sql", range: { start: { line: 2, character: 0 } }, version: "1" },
  });
});

test("of a file that differs in its line ends only, that is said", () => {
  const sqlx = formats.find(({ id }) => id === "sqlx");
  const checksum =
    sqlx?.ledger.checksum?.(new TextEncoder().encode("SELECT 1;\n"), { version: "1", name: "a" }) ?? "";
  for (const [text, says] of [
    ["SELECT 1;\r\n", true],
    ["SELECT 1;\n\n", false],
  ] as const) {
    const made = plan("sqlx", pair("1_a", text), [{ version: "1", checksum }], { command: "up" });
    expect(made).toMatchObject({ ok: false, refusal: { code: "migration-changed" } });
    expect(!made.ok && made.refusal.message.includes("Only its line ends differ")).toBe(says);
  }
});
