import { afterEach, describe, expect, it } from "vitest";
import { testedMajors } from "../support/servers.ts";
import { recipeCalled, TestProject } from "./projects.ts";
import { RolloutProof, type RolloutCase } from "./rolloutProof.ts";
import { send } from "./send.ts";

const recipe = recipeCalled("rename-table-behind-view");
const proof = new RolloutProof(recipe);
afterEach(() => proof.dispose());

const users = `CREATE TABLE users (id bigserial PRIMARY KEY, mail text UNIQUE, at timestamptz DEFAULT '2020-01-01', note text, n int GENERATED ALWAYS AS (length(mail)) STORED);
  CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);`;
const seed = "INSERT INTO users (mail) SELECT 'u' || g FROM generate_series(1, 2000) g;";
const plain: RolloutCase = {
  before: users,
  seed,
  up: "ALTER TABLE users RENAME TO members;",
  down: "ALTER TABLE members RENAME TO users;",
};

const cases: Readonly<Record<string, RolloutCase>> = {
  "a name": plain,
  "a schema": {
    ...plain,
    before: `CREATE SCHEMA crm; ${users}`,
    up: "ALTER TABLE users SET SCHEMA crm;",
    down: "ALTER TABLE crm.users SET SCHEMA public;",
  },
  "names to quote": {
    before: `CREATE SCHEMA "App ""1"""; CREATE TABLE "App ""1"""."T 🚰" ("select" int PRIMARY KEY, "b ""c" text);`,
    seed: `INSERT INTO "App ""1"""."T 🚰" SELECT g, 'k' || g FROM generate_series(1, 100) g;`,
    up: `ALTER TABLE "App ""1"""."T 🚰" RENAME TO "or'der $$";`,
    down: `ALTER TABLE "App ""1"""."or'der $$" RENAME TO "T 🚰";`,
  },
  "a partitioned table": {
    before:
      "CREATE TABLE users (id bigint, k int) PARTITION BY LIST (k); CREATE TABLE users_1 PARTITION OF users FOR VALUES IN (1);",
    seed: "INSERT INTO users SELECT g, 1 FROM generate_series(1, 100) g;",
    up: "ALTER TABLE IF EXISTS users RENAME TO members;",
    down: "ALTER TABLE members RENAME TO users;",
  },
  "what stands behind it uses the new name": {
    ...plain,
    up: "SET LOCAL search_path = public; ALTER TABLE users RENAME TO members; ALTER TABLE members ADD COLUMN IF NOT EXISTS more text; COMMENT ON COLUMN members.more IS 'more';",
    down: "ALTER TABLE members DROP COLUMN more; ALTER TABLE members RENAME TO users;",
  },
};

const all = Object.entries(cases).flatMap(([name, given]) =>
  testedMajors.map((major) => ({ name, given, major })),
);
const tools = ["golang-migrate", "goose", "diesel", "sqlx", "prisma", "flyway", "plain"].map((format) => ({
  name: `as ${format} sends it`,
  given: { ...plain, format },
  major: 18 as const,
}));

describe("a table is renamed behind a view of its old name", () => {
  it.each([...all, ...tools])("$name, PostgreSQL $major", ({ given, major }) =>
    proof.endsTheSame(given, major),
  );

  it.each(all)("$name: back and up again from every point, PostgreSQL $major", ({ given, major }) =>
    proof.goesBack(given, major),
  );

  it.each(testedMajors)("everybody has the same rights through the view, PostgreSQL %i", async (major) => {
    const finished = proof.finished(plain);
    const { client } = await proof.prepared(plain, finished, major);
    const [owner, reader] = [`lockkeeper_o_${major}`, `lockkeeper "r" ${major}`];
    await client.query(`CREATE ROLE ${owner}; CREATE ROLE "${reader.replaceAll('"', '""')}";
      GRANT CREATE ON SCHEMA public TO ${owner};
      ALTER TABLE users OWNER TO ${owner}; GRANT SELECT, INSERT ON users TO PUBLIC;
      GRANT UPDATE (mail) ON users TO "${reader.replaceAll('"', '""')}" WITH GRANT OPTION`);
    try {
      const rights = async (): Promise<unknown> =>
        (
          await client.query(`SELECT pg_get_userbyid(relowner) AS owner,
            ARRAY(SELECT a.grantee::regrole || a.privilege_type || a.is_grantable FROM aclexplode(relacl) a WHERE grantee <> relowner ORDER BY 1) AS of_table,
            (SELECT attacl::text FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'mail') AS of_mail
            FROM pg_class WHERE oid = 'users'::regclass`)
        ).rows;
      const before = await rights();
      const [, step] = finished.analysis.migrations;
      if (step !== undefined) await send(client, finished, step, "up");
      const after = await rights();
      expect(after).toEqual(before);
      await client.query(`SET ROLE "${reader.replaceAll('"', '""')}"`);
      await client.query("UPDATE users SET mail = mail || '!'");
      await expect(client.query("UPDATE users SET note = 'x'")).rejects.toThrow("permission denied");
      await expect(client.query("DELETE FROM users")).rejects.toThrow("permission denied");
    } finally {
      await client.query("RESET ROLE");
      await client.query(`DROP OWNED BY ${owner}, "${reader.replaceAll('"', '""')}" CASCADE;
        DROP ROLE ${owner}, "${reader.replaceAll('"', '""')}"`);
    }
  });
});

describe("a table that cannot be renamed behind a view", () => {
  const refusedOn = (before: string, up: string, majors: readonly (14 | 15 | 18)[]): string => {
    const project = TestProject.of(
      "dbmate",
      [
        { name: "before", up: before, down: "SELECT 1;", autocommit: false },
        { name: "change", up, down: "SELECT 1;", autocommit: false },
      ],
      {},
      { majors },
    );
    const result = project.rewrite(recipe);
    return "refused" in result ? result.refused : "";
  };

  it("has policies that a view passes by before 15", () => {
    const before = `${users} ALTER TABLE users ENABLE ROW LEVEL SECURITY;`;
    expect(refusedOn(before, plain.up, [14, 18])).toMatch(/row level security/);
    expect(refusedOn(before, plain.up, [15, 18])).toBe("");
  });

  it.each([
    ["ALTER TABLE users RENAME TO old; CREATE TABLE users (id int);", /users/],
    [
      "ALTER TABLE users RENAME TO members; ALTER TABLE members DROP COLUMN at;",
      /column at .* because other objects depend/,
    ],
  ])("%s", (up, message) => {
    expect(refusedOn(users, up, [15, 18])).toMatch(message);
  });
});
