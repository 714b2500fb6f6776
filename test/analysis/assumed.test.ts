import { describe, expect, it } from "vitest";
import { analyseScripts } from "../support/analyse.ts";

/* A file without its history: what it names is assumed to exist, and its locks are as on a table that does. */

const exclusive = "ACCESS EXCLUSIVE";
const cases: readonly (readonly [string, string])[] = [
  ["ALTER TABLE users ADD COLUMN country text", exclusive],
  ["ALTER TABLE users ADD COLUMN country text NOT NULL DEFAULT 'NL'", exclusive],
  ["ALTER TABLE users DROP COLUMN email", exclusive],
  ["ALTER TABLE users RENAME COLUMN email TO mail", exclusive],
  ["ALTER TABLE users RENAME TO people", exclusive],
  ["ALTER TABLE users ALTER COLUMN email SET NOT NULL", exclusive],
  ["ALTER TABLE users ALTER COLUMN email DROP NOT NULL", exclusive],
  ["ALTER TABLE users ALTER COLUMN email SET DEFAULT ''", exclusive],
  ["ALTER TABLE users ALTER COLUMN email TYPE text", exclusive],
  ["ALTER TABLE users ADD CONSTRAINT mailed CHECK (email <> '')", exclusive],
  ["ALTER TABLE users ADD CONSTRAINT mailed CHECK (email <> '') NOT VALID", exclusive],
  ["ALTER TABLE users ADD CONSTRAINT once UNIQUE (email)", exclusive],
  ["ALTER TABLE users ADD FOREIGN KEY (org_id) REFERENCES orgs (id)", "SHARE ROW EXCLUSIVE"],
  ["ALTER TABLE app.users ADD COLUMN country text", exclusive],
  ["ALTER TABLE users ENABLE ROW LEVEL SECURITY", exclusive],
  ["CREATE INDEX users_email ON users (email)", "SHARE"],
  ["CREATE UNIQUE INDEX ON users (lower(email))", "SHARE"],
  ["DROP TABLE users", exclusive],
  ["TRUNCATE users", exclusive],
  ["LOCK TABLE users IN SHARE MODE", "SHARE"],
  ["UPDATE users SET email = ''", "ROW EXCLUSIVE"],
  ["DELETE FROM users WHERE email IS NULL", "ROW EXCLUSIVE"],
  ["INSERT INTO users (email) VALUES ('x')", "ROW EXCLUSIVE"],
  ["SELECT email FROM users", "ACCESS SHARE"],
  ["CREATE VIEW mails AS SELECT email FROM users", "ACCESS SHARE"],
  ["CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f()", "SHARE ROW EXCLUSIVE"],
];

async function last(...scripts: readonly string[]) {
  const { migrations } = await analyseScripts(scripts.map((sql) => ({ sql })));
  return migrations.at(-1)?.sections[0]?.statements.at(-1);
}

describe("a table that no migration creates", () => {
  it.each(cases)("%s takes %s", async (sql, mode) => {
    const statement = await last(sql);
    for (const [major, { effects }] of statement?.entries ?? []) {
      expect(effects.fails?.when, String(major)).not.toBe("always");
      const found = effects.locks.find(({ relation }) => /^(public|app)\.users$/.test(relation.name));
      expect(found?.mode, String(major)).toBe(mode);
    }
    expect(statement?.entries.size).toBe(5);
    expect(statement?.findings.map(({ rule }) => rule)).toContain("unknown-relation");
  });

  it.each([
    ["dropped", "DROP TABLE users"],
    ["renamed", "ALTER TABLE users RENAME TO people"],
    ["moved", "CREATE SCHEMA app; ALTER TABLE users SET SCHEMA app"],
  ])("is not assumed where it was %s before", async (_what, gone) => {
    for (const made of ["CREATE TABLE users (id int)", "ALTER TABLE users ADD COLUMN a int"]) {
      const statement = await last(made, gone, "ALTER TABLE users ADD COLUMN b int");
      expect(statement?.entries.get(17)?.effects.fails).toMatchObject({ sqlstate: "42P01", when: "always" });
    }
  });
});

describe("a type that no migration creates", () => {
  it.each([
    ["a cast to it", "ALTER TABLE t ALTER COLUMN a TYPE mood"],
    [
      "a cast between two of them",
      "ALTER TABLE t ADD COLUMN m mood; ALTER TABLE t ALTER COLUMN m TYPE temper",
    ],
    ["being composite", "CREATE TABLE persons OF person"],
  ])("may have what a statement needs: %s", async (_what, sql) => {
    const statement = await last("CREATE TABLE t (a int)", sql);
    expect(statement?.entries.get(17)?.effects.fails).toBeUndefined();
  });
});
