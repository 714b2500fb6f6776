import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { freshDatabase } from "../support/servers.ts";
import { errorLines, folderWith, run } from "./support/program.ts";

const files = {
  "m/0001_a.up.sql": "CREATE TABLE users (id bigint PRIMARY KEY, mail text NOT NULL);\n",
  "m/0001_a.down.sql": "DROP TABLE users;\n",
  "m/0002_b.up.sql":
    "-- Words that stay.\nALTER TABLE users\n  RENAME COLUMN mail TO email;\nCREATE TABLE notes (id int);\n",
  "m/0002_b.down.sql": "DROP TABLE notes;\nALTER TABLE users RENAME COLUMN email TO mail;\n",
};

const way = z.object({
  kind: z.string(),
  preferred: z.boolean(),
  refused: z.string().nullable(),
  price: z.array(z.string()),
});
type Way = z.infer<typeof way>;

const contents = (cwd: string): readonly string[] => readdirSync(join(cwd, "m")).sort();

describe("rewrite", () => {
  it("plans without writing", async () => {
    const cwd = folderWith(files);
    const { status, stdout, stderr } = await run(
      ["rewrite", "m/0002_b.up.sql", "--line", "3", "--format", "json"],
      {
        cwd,
      },
    );
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const plan: unknown = JSON.parse(stdout);
    expect(plan).toMatchObject({
      recipe: "rename-column-by-dual-write",
      statement: {
        path: "m/0002_b.up.sql",
        range: { start: { line: 1, character: 0 }, end: { line: 2, character: 29 } },
      },
      pending: [{ rollout: "rename_users_mail_to_email", phase: "contract" }],
    });
    expect(plan).toHaveProperty("steps.0", expect.objectContaining({ phase: "expand", deployBefore: null }));
    expect(contents(cwd)).toHaveLength(4);
  });

  it("writes the plan, and finishes the rollout once the database is ready", async () => {
    const cwd = folderWith(files);
    const written = await run(["rewrite", "m/0002_b.up.sql", "--line", "2", "--write"], { cwd });
    expect(written.stderr).toBe("");
    const changed = readFileSync(join(cwd, "m/0002_b.up.sql"), "utf8");
    expect(changed).toMatch(/^-- Words that stay\.\n-- Rename users\.mail to email/);
    expect(changed).toMatch(/\nCREATE TABLE notes \(id int\);\n\n-- lockkeeper:rollout \{[^;]*\n-- \}\n$/);
    expect(readFileSync(join(cwd, "m/0002_b.down.sql"), "utf8")).toMatch(/^DROP TABLE notes;\n(?!.*RENAME)/s);
    expect(contents(cwd).length).toBeGreaterThan(6);

    const database = await freshDatabase(17);
    onTestFinished(() => database.dispose());
    const target = ["--database", database.url];
    const id = "rename_users_mail_to_email";
    const listed = await run(["rollouts", "m"], { cwd });
    expect(listed.stdout).toContain(id);

    const first = await run(["up", "m", "--to", "0002", ...target], { cwd });
    expect(first.status, first.stderr).toBe(0);
    const early = await run(["rollouts", "finish", id, "m", "--write", ...target], { cwd });
    expect(early.status).toBe(2);
    expect(errorLines(early).join("\n")).toContain("Not yet. It does not hold that email is NOT NULL");

    const rest = await run(["up", "m", ...target, "--steps", "9"], { cwd });
    expect(rest.status, rest.stderr).toBe(0);
    const done = await run(["rollouts", "finish", id, "m", "--write", ...target], { cwd });
    expect(done.stderr).toBe("");
    expect(done.status).toBe(0);
    const last = await run(["up", "m", ...target, "--steps", "9"], { cwd });
    expect(last.status, last.stderr).toBe(0);
    const client = await database.connect();
    const { rows } = await client.query<{ attname: string }>(
      "SELECT attname FROM pg_attribute WHERE attrelid = 'users'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY 1",
    );
    expect(rows.map(({ attname }) => attname)).toEqual(["email", "id"]);
    expect((await run(["rollouts", "m"], { cwd })).stdout).toContain("No rollout is pending.");
    for (const back of ["1", "2", "5"]) {
      const down = await run(["down", "m", ...target, "--steps", back], { cwd });
      expect(down.status, down.stderr).toBe(0);
      const again = await run(["up", "m", ...target, "--steps", "9"], { cwd });
      expect(again.status, again.stderr).toBe(0);
      const drift = await run(["drift", "m", ...target], { cwd });
      expect(drift.status, drift.stdout).toBe(0);
    }
  });

  it("writes an adapter with which the application writes both columns, and no trigger", async () => {
    const cwd = folderWith(files);
    const args = ["rewrite", "m/0002_b.up.sql", "--line", "3", "--adapter", "src/users.ts"];
    const planned = await run([...args, "--format", "json"], { cwd });
    expect(planned.stderr).toBe("");
    expect(planned.stdout).toContain('"path": "src/users.ts"');
    expect((await run([...args, "--write"], { cwd })).status).toBe(0);
    expect(readFileSync(join(cwd, "src/users.ts"), "utf8")).toContain("export class DualWrite");
    const sql = contents(cwd).map((name) => readFileSync(join(cwd, "m", name), "utf8"));
    expect(sql.join("\n")).not.toMatch(/TRIGGER/);
    expect(sql.join("\n")).toContain("-- Deploy first: the application with its adapter at the stage both");
    const other = await run(
      ["rewrite", "m/0001_a.up.sql", "--line", "1", "--recipe", "add-lock-timeout", "--adapter", "x.ts"],
      { cwd },
    );
    expect([other.status, errorLines(other).join("")]).toEqual([
      2,
      expect.stringMatching(/add-lock-timeout/),
    ]);
  });

  it("shows every way with its price, and which is preferred where", async () => {
    const cwd = folderWith({
      ...files,
      "m/0003_c.up.sql": "ALTER TABLE users ALTER COLUMN id TYPE numeric;\n",
      "m/0003_c.down.sql": "ALTER TABLE users ALTER COLUMN id TYPE bigint;\n",
      "sizes.json": JSON.stringify([{ schema: "public", table: "users", rows: 500, bytes: 64_000 }]),
    });
    const shown = async (...args: readonly string[]): Promise<readonly Way[]> => {
      const { stdout, stderr, status } = await run(["rewrite", ...args, "--ways", "--format", "json"], {
        cwd,
      });
      expect([stderr, status]).toEqual(["", 0]);
      return z.object({ ways: z.array(way) }).parse(JSON.parse(stdout)).ways;
    };
    const rename = await shown("m/0002_b.up.sql", "--line", "3");
    expect(rename.map(({ kind, preferred }) => [kind, preferred])).toEqual([
      ["plan", true],
      ["adapter", false],
      // At once or not at all, and in short tries.
      ["limited", false],
      ["limited", false],
      ["window", false],
    ]);
    expect(rename.at(-1)?.refused).toContain("--downtime");
    expect(rename[0]?.price.join("\n")).toMatch(/\d+ steps now, \d+ when the rollout is finished/);
    const kept = await shown("m/0002_b.up.sql", "--line", "3", "--keep-application");
    expect(kept.find(({ kind }) => kind === "adapter")?.refused).toMatch(/not to be changed/);
    const retype = ["m/0003_c.up.sql", "--line", "1", "--downtime"] as const;
    expect((await shown(...retype)).findIndex(({ kind }) => kind === "window")).toBeGreaterThan(0);
    const [small] = await shown(...retype, "--statistics", "sizes.json");
    expect(small).toMatchObject({ kind: "window", preferred: true });
    expect(small?.price.join("\n")).toMatch(/500 rows/);
    expect(contents(cwd)).toHaveLength(6);
    const text = await run(["rewrite", "m/0002_b.up.sql", "--line", "3", "--ways"], { cwd });
    expect(text.stdout).toMatch(/^1\. Rename the column .*, preferred$/m);
    expect(text.stdout).toMatch(/ {3}- Not here: Clients are not to be kept waiting/);
  });

  it("says why there is no plan, and writes nothing", async () => {
    const cwd = folderWith({
      ...files,
      "m/0003_c.up.sql": "CREATE VIEW v AS SELECT email FROM users;\n",
      "m/0003_c.down.sql": "DROP VIEW v;\n",
      "m/0004_d.up.sql": "ALTER TABLE users RENAME COLUMN email TO address;\n",
      "m/0004_d.down.sql": "ALTER TABLE users RENAME COLUMN address TO email;\n",
    });
    const args = ["rewrite", "m/0004_d.up.sql", "--line", "1", "--recipe", "rename-column-by-dual-write"];
    const refused = await run([...args, "--write"], { cwd });
    expect(refused.status).toBe(2);
    expect(errorLines(refused)).toEqual([
      "m/0004_d.up.sql:1:1: rename-column-by-dual-write: The view public.v reads email; give the view the new column first.",
    ]);
    expect(contents(cwd)).toHaveLength(8);
  });

  it("makes a whole file safe, and says what it could not", async () => {
    const cwd = folderWith({
      ...files,
      "m/0002_b.up.sql":
        "ALTER TABLE users ALTER mail DROP NOT NULL,\n  ADD CHECK (mail <> '');\nCREATE INDEX m ON users (id DESC);\nCREATE VIEW v AS SELECT mail FROM users;\nALTER TABLE users RENAME mail TO email;\n",
      "m/0002_b.down.sql":
        "ALTER TABLE users RENAME email TO mail;\nDROP VIEW v;\nDROP INDEX m;\nALTER TABLE users DROP CONSTRAINT users_mail_check,\n  ALTER mail SET NOT NULL;\n",
    });
    const args = ["rewrite", "m/0002_b.up.sql", "--all"];
    const shown = await run([...args, "--format", "json"], { cwd });
    expect(shown.status, shown.stderr).toBe(0);
    expect(errorLines(shown)).toEqual([
      "m/0002_b.up.sql:5:1: rename-column-by-dual-write: The view public.v reads mail; give the view the new column first.",
    ]);
    const plan: unknown = JSON.parse(shown.stdout);
    expect(plan).toMatchObject({
      plans: [
        {
          recipe: "check-not-valid",
          statement: { path: "m/0002_b.up.sql", start: { line: 0, character: 0 } },
        },
        { recipe: "create-index-concurrently", statement: { start: { line: 2, character: 0 } } },
        { recipe: "add-lock-timeout" },
      ],
      refusals: [{ recipe: "rename-column-by-dual-write", statement: { start: { line: 4, character: 0 } } }],
    });
    const before = contents(cwd);
    expect((await run([...args, "--write"], { cwd })).status).toBe(0);
    expect(contents(cwd).length).toBeGreaterThan(before.length);
    const database = await freshDatabase(18);
    onTestFinished(() => database.dispose());
    const target = ["--database", database.url, "--steps", "9"];
    const up = await run(["up", "m", ...target], { cwd });
    expect(up.status, up.stderr).toBe(0);
    const down = await run(["down", "m", ...target], { cwd });
    expect(down.status, down.stderr).toBe(0);
  });

  it("asks before it edits what the database has applied", async () => {
    const cwd = folderWith(files);
    const database = await freshDatabase(18);
    onTestFinished(() => database.dispose());
    const target = ["--database", database.url];
    const args = ["rewrite", "m/0002_b.up.sql", "--line", "2", "--write", ...target];
    await run(["up", "m", "--steps", "9", ...target], { cwd });
    const before = contents(cwd);
    const refused = await run(args, { cwd });
    expect(refused.status).toBe(2);
    expect(errorLines(refused).join()).toMatch(/^m\/0002_b\.up\.sql:2:1: 0002 is applied in this database/);
    expect(contents(cwd)).toEqual(before);
    expect((await run([...args, "--edit-applied"], { cwd })).status).toBe(0);
    expect(contents(cwd).length).toBeGreaterThan(before.length);
  });

  it("says what a rollout still waits for where none of it is applied", async () => {
    const cwd = folderWith({
      "m/0001_a.up.sql": "CREATE TABLE t (id bigint PRIMARY KEY, a text);\n",
      "m/0001_a.down.sql": "DROP TABLE t;\n",
      "m/0002_b.up.sql": "ALTER TABLE t RENAME COLUMN a TO b;\n",
      "m/0002_b.down.sql": "ALTER TABLE t RENAME COLUMN b TO a;\n",
    });
    const database = await freshDatabase(18);
    onTestFinished(() => database.dispose());
    const recipe = ["--recipe", "rename-column-by-dual-write", "--write"];
    expect((await run(["rewrite", "m/0002_b.up.sql", "--line", "1", ...recipe], { cwd })).status).toBe(0);
    const target = ["--database", database.url];
    const finish = ["rollouts", "finish", "rename_t_a_to_b", "m", ...target];
    for (const steps of ["0", "1"]) {
      if (steps !== "0") await run(["up", "m", "--steps", steps, ...target], { cwd });
      const ran = await run(finish, { cwd });
      expect(ran.status).toBe(2);
      expect(errorLines(ran).join()).toMatch(
        /Not yet\. It does not hold that a and b are alike in every row/,
      );
    }
  });

  it("prints every refusal, and does not take a lock timeout for a plan", async () => {
    const cwd = folderWith({
      ...files,
      "m/0003_c.up.sql":
        "CREATE UNIQUE INDEX k ON users (mail);\nALTER TABLE users ADD CONSTRAINT k UNIQUE USING INDEX k;\n",
      "m/0002_b.up.sql": "SELECT 1;\n",
    });
    const ran = await run(["rewrite", "m/0003_c.up.sql", "--line", "1:3"], { cwd });
    expect(ran.status).toBe(2);
    expect(ran.stdout).toBe("");
    expect(errorLines(ran)).toEqual([
      expect.stringMatching(
        /^m\/0003_c\.up\.sql:1:1: create-index-concurrently: Line 2 needs what this statement does/,
      ),
    ]);
    const asked = await run(["rewrite", "m/0003_c.up.sql", "--line", "1", "--recipe", "add-lock-timeout"], {
      cwd,
    });
    expect(asked.status).toBe(0);
  });

  it("says why there is no recipe, beside the limit of the wait", async () => {
    const cwd = folderWith({
      ...files,
      "m/0003_c.up.sql": "ALTER TABLE notes ENABLE ROW LEVEL SECURITY;\n",
      "m/0004_d.up.sql": "ALTER TABLE notes DISABLE ROW LEVEL SECURITY;\n",
    });
    const reason = /^m\/0004_d\.up\.sql:1:1: disables-row-security: /;
    const one = await run(["rewrite", "m/0004_d.up.sql", "--line", "1"], { cwd });
    expect([one.status, errorLines(one)]).toEqual([0, [expect.stringMatching(reason)]]);
    const all = await run(["rewrite", "m/0004_d.up.sql", "--all", "--format", "json"], { cwd });
    expect([all.status, errorLines(all)]).toEqual([0, [expect.stringMatching(reason)]]);
    expect(JSON.parse(all.stdout)).toMatchObject({
      plans: [{ recipe: "add-lock-timeout" }],
      unplanned: [{ rule: "disables-row-security", statement: { start: { line: 0, character: 0 } } }],
    });
  });

  it.each([
    [["rewrite", "m/0002_b.up.sql"], "--line"],
    [["rewrite", "m/0002_b.up.sql", "--line", "1"], "no statement on this line"],
    [["rewrite", "m/0002_b.up.sql", "--line", "4"], "no recipe is about this statement"],
    [["rewrite", "m/0002_b.up.sql", "--line", "2", "--recipe", "nonsense"], "no such recipe"],
    [["rollouts", "finish", "nonsense", "m"], "there is no rollout nonsense"],
  ])("%j is wrong use", async (args, message) => {
    const ran = await run(args, { cwd: folderWith(files) });
    expect(ran.status).toBe(2);
    expect(errorLines(ran).join()).toContain(message);
  });
});
