import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { readTree } from "../../../server/src/disk/fileTree.ts";
import { detectFormat } from "../../../server/src/formats/detect.ts";
import { debianProgram } from "../../support/debian.ts";
import { freshDatabase } from "../../support/servers.ts";
import { projectFolder } from "../project.ts";

/* Sqitch's migrations are read, not run: what it deploys, and in what order, is what we read. */

const run = promisify(execFile);
const missing = debianProgram("sqitch", ["sqitch", "libdbd-pg-perl", "postgresql-client"]);

const plan = `%syntax-version=1.0.0
%project=shop

users 2024-01-01T00:00:00Z Ada <ada@example.com> # Users
+ names [users] 2024-01-02T00:00:00Z Ada <ada@example.com>
@v1 2024-01-02T01:00:00Z Ada <ada@example.com> # First
@v1.1 2024-01-02T02:00:00Z Ada <ada@example.com>

# Once more, since a tag is between.
names [names@v1] 2024-01-03T00:00:00Z Ada <ada@example.com>
alone 2024-01-04T00:00:00Z Ada <ada@example.com>
`;
const env = { ...process.env, SQITCH_FULLNAME: "Ada", SQITCH_EMAIL: "ada@example.com" };
const noted = (what: string) => `INSERT INTO deployed (what) VALUES ('${what}');\n`;
const files = {
  "sqitch.conf": "[core]\n\tengine = pg\n",
  "sqitch.plan": plan,
  "deploy/users.sql": `CREATE TABLE deployed (id serial, what text);\n${noted("users")}`,
  "deploy/names@v1.sql": noted("names@v1"),
  "deploy/names.sql": `BEGIN;\n${noted("names")}COMMIT;\n`,
  "deploy/alone.sql": noted("alone"),
  "revert/alone.sql": "DELETE FROM deployed WHERE what = 'alone';\n",
};

if (missing !== undefined) test.skip(`Sqitch: ${missing}`);
else
  describe.each([14, 18] as const)("what Sqitch deploys on %i", (major) => {
    test("is what is read, in its order", async () => {
      const database = await freshDatabase(major);
      const folder = projectFolder(files);
      try {
        const detected = detectFormat(readTree(folder.path));
        expect(detected?.format.id).toBe("sqitch");
        const read = detected?.format.read(readTree(folder.path));
        expect(read?.problems).toEqual([]);
        const target = database.url.replace(/^postgres(ql)?:/, "db:pg:");
        await run("sqitch", ["deploy", "--no-verify", target], { cwd: folder.path, env });
        const client = await database.connect();
        const { rows } = await client.query<{ what: string }>("SELECT what FROM deployed ORDER BY id");
        expect(read?.migrations.map(({ version }) => version)).toEqual(rows.map(({ what }) => what));
      } finally {
        folder.dispose();
        await database.dispose();
      }
    });

    test("takes a change that is written for it", async () => {
      const database = await freshDatabase(major);
      const folder = projectFolder(files);
      try {
        const detected = detectFormat(readTree(folder.path));
        const project = detected?.format.read(readTree(folder.path));
        if (detected === undefined || project === undefined) throw new Error("The plan is found.");
        const draft = { name: "more", up: noted("more").trim(), down: "SELECT 1;", autocommit: false };
        const written = detected.format.write([draft], project, "2026-11-21T09:30:00.123Z");
        for (const { path, content } of written) folder.write(path, content);
        const target = database.url.replace(/^postgres(ql)?:/, "db:pg:");
        await run("sqitch", ["deploy", "--no-verify", target], { cwd: folder.path, env });
        const client = await database.connect();
        const { rows } = await client.query<{ what: string }>(
          "SELECT what FROM deployed ORDER BY id DESC LIMIT 1",
        );
        expect(rows).toEqual([{ what: "more" }]);
      } finally {
        folder.dispose();
        await database.dispose();
      }
    });
  });
