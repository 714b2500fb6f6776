import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorLines, folderWith, run, write } from "./support/program.ts";
import { checkJson, hazardsOf } from "./support/report.ts";

/* `lockkeeper baseline --write` and `check --baseline FILE`: what was found then is counted, and only what is new is said. */

const second = "ALTER TABLE users DROP COLUMN email;\nCREATE INDEX i ON users (name);\n";
const files = {
  "db/m/0001_a.up.sql": "CREATE TABLE users (id bigint PRIMARY KEY, name text, email text, old int);\n",
  "db/m/0001_a.down.sql": "DROP TABLE users;\n",
  "db/m/0002_b.up.sql": second,
  "db/m/0002_b.down.sql": "SELECT 1;\n",
  "db/m/0003_c.up.sql": "ALTER TABLE users ALTER COLUMN old TYPE bigint;\nCREATE TABEL x();\nSELECT 'open;\n",
  "db/m/0003_c.down.sql": "SELECT 1;\n",
};
const name = "lockkeeper-baseline.json";
const using = ["--baseline", name];

async function accepted(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const cwd = folderWith({ ...files, ...more });
  const ran = await run(["baseline", "db", "--write"], { cwd });
  expect([ran.status, ran.stderr]).toEqual([0, ""]);
  return cwd;
}

describe("a baseline of findings", () => {
  it("says what it would accept, and writes nothing unasked", async () => {
    const cwd = folderWith(files);
    const ran = await run(["baseline", "db"], { cwd });
    expect(ran.stdout).toMatch(/^\d+ findings would be accepted in lockkeeper-baseline\.json\. Nothing was/);
    expect((await run(["check", "db", ...using], { cwd })).status).toBe(2);
  });

  it("hides all that was found, says how much, and lets the check pass", async () => {
    const cwd = await accepted();
    const before = await run(["check", "db"], { cwd });
    expect(before.status).toBe(1);
    const after = await run(["check", "db", ...using], { cwd });
    expect([after.status, after.stderr]).toEqual([0, ""]);
    expect(after.stdout).toMatch(/^Not reported: \d+ findings that lockkeeper-baseline\.json accepts\.$/m);
    expect(after.stdout).toContain("With --all everything is reported.");
    expect(after.stdout).not.toMatch(/warning|error {2}/);
    const all = await run(["check", "db", ...using, "--all"], { cwd });
    expect(all.stdout).toBe(before.stdout);
    const { report } = await checkJson(["db", ...using], { cwd });
    expect(hazardsOf(report)).toEqual([]);
    expect(report.summary.baseline).toMatchObject({ names: [name], stale: 0 });
    const { report: whole } = await checkJson(["db"], { cwd });
    const problems = whole.migrations.flatMap((each) => each.problems).length + whole.problems.length;
    expect(report.summary.baseline?.accepted).toBe(hazardsOf(whole).length + problems);
  });

  it("follows statements that move and are laid out anew, with other line ends", async () => {
    const cwd = await accepted();
    write(cwd, "db/m/0002_b.up.sql", `-- about\r\n\r\n${second.replaceAll(" ", "\r\n   ")}`);
    const ran = await run(["check", "db", ...using], { cwd });
    expect(ran.stdout).not.toContain("warning ");
    expect(ran.status).toBe(0);
  });

  it("says what is new: another statement, the same once more, and what became riskier", async () => {
    const cwd = await accepted({
      "sizes.json": JSON.stringify([{ schema: "public", table: "users", rows: 90_000_000, bytes: 9e10 }]),
    });
    write(cwd, "db/m/0002_b.up.sql", `${second}CREATE INDEX i ON users (name);\nDROP TABLE users;\n`);
    const { report } = await checkJson(["db", ...using], { cwd });
    expect(report.migrations.find(({ path }) => path.includes("0002_b.up"))?.statements.map(rules)).toEqual([
      [],
      [],
      expect.arrayContaining(["fails-on-target"]),
      expect.arrayContaining(["drops-table"]),
    ]);
    write(cwd, "db/m/0002_b.up.sql", second);
    expect((await run(["check", "db", ...using], { cwd })).status).toBe(0);
    const large = await checkJson(["db", ...using, "--statistics", "sizes.json"], { cwd });
    expect(hazardsOf(large.report)).toContain("create-index-blocks-writes");
    expect(large.ran.status).toBe(1);
  });

  it("says which entries are of no use any more, not of files that were not looked at", async () => {
    const cwd = await accepted();
    write(cwd, "db/m/0002_b.up.sql", "CREATE INDEX i ON users (name);\n");
    const one = await run(["check", "db", ...using], { cwd });
    expect(one.stdout).toMatch(/^1 entry of lockkeeper-baseline\.json accepts nothing any more;/m);
    expect(one.status).toBe(0);
    rmSync(join(cwd, "db/m/0002_b.up.sql"));
    expect((await run(["check", "db", ...using], { cwd })).stdout).toMatch(/^3 entries of /m);
    expect((await run(["check", "db/m/0001_a.up.sql", ...using], { cwd })).stdout).not.toContain("any more");
    await run(["baseline", "db", "--write"], { cwd });
    expect((await run(["check", "db", ...using], { cwd })).stdout).not.toContain("any more");
  });

  it("is named in the configuration, works from any folder, and keeps what was not asked for", async () => {
    const cwd = await accepted({
      "lockkeeper.config.json": `{ "history": { "findings": "${name}" } }`,
      "db/n/1.sql": "CREATE TABLE t ();\n",
      "db/n/2.sql": "DROP TABLE t;\n",
    });
    expect((await run(["check", "m"], { cwd: join(cwd, "db") })).status).toBe(0);
    const before = readFileSync(join(cwd, name), "utf8");
    expect((await run(["baseline", "n", "--write"], { cwd: join(cwd, "db") })).status).toBe(0);
    expect(readFileSync(join(cwd, name), "utf8")).toBe(before);
  });

  it.each([
    ["{", /^lockkeeper-baseline\.json:1:1: this is no baseline of findings/],
    ['{"lockkeeper":"findings","version":2,"files":{}}', /this is no baseline of findings/],
    [undefined, /^lockkeeper-baseline\.json:1:1: there is no such file$/],
  ])("that holds %j is refused in one line", async (text, message) => {
    const cwd = folderWith(files);
    if (text !== undefined) writeFileSync(join(cwd, name), text);
    const ran = await run(["check", "db", ...using], { cwd });
    expect([ran.status, ran.stdout]).toEqual([2, ""]);
    expect(errorLines(ran)).toEqual([expect.stringMatching(message)]);
  });
});

describe("a comment that accepts", () => {
  const drop = "ALTER TABLE users DROP COLUMN email;\n";
  const low = ["--max-risk", "low"];

  it.each([
    ["with a reason, all that is found", "-- lockkeeper-ignore drops-column: nobody reads it\n", 0],
    ["without a reason", "-- lockkeeper-ignore drops-column\n", 1],
    ["something else", "-- lockkeeper-ignore drops-table: gone\n", 1],
  ])("%s: exit status", async (_what, comment, status) => {
    const cwd = folderWith({ ...files, "db/m/0002_b.up.sql": comment + drop });
    rmSync(join(cwd, "db/m/0003_c.up.sql"));
    expect((await run(["check", "db", ...low], { cwd })).status).toBe(status);
  });
});

function rules({ hazards }: { readonly hazards: readonly { readonly rule: string }[] }): readonly string[] {
  return hazards.map(({ rule }) => rule);
}
