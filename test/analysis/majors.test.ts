import { describe, expect, it } from "vitest";
import { doesTheSame, oneForAlike } from "../../server/src/analysis/alike.ts";
import type { Major } from "../../server/src/interpret/target.ts";
import { analyseScripts } from "../support/analyse.ts";

/*
 * Rules are asked once for all majors on which a statement does the same, though the catalogs differ there. What is
 * found so must be what is found with each major alone.
 */

const majors: readonly Major[] = [14, 15, 16, 17, 18, 19];

/** Statements that some majors refuse or do otherwise, so that all that follows stands on catalogs that differ. */
const apart = [
  "CREATE UNIQUE INDEX once ON users (email) NULLS NOT DISTINCT",
  "ALTER TABLE users ADD COLUMN short text GENERATED ALWAYS AS (left(email, 9)) VIRTUAL",
  "ALTER TABLE users ADD CONSTRAINT mailed NOT NULL email NOT VALID",
  "CREATE VIEW mails WITH (security_invoker = true) AS SELECT email FROM users",
  "ALTER TABLE users ALTER COLUMN state SET STORAGE external, ALTER COLUMN state SET COMPRESSION pglz",
];

const after = [
  "ALTER TABLE users DROP COLUMN state",
  "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
  "ALTER TABLE users ADD COLUMN country text NOT NULL DEFAULT 'NL'",
  "CREATE INDEX ON users (email)",
  "ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id)",
  "ALTER TABLE users RENAME COLUMN email TO mail",
  "UPDATE orders SET total = 0",
  "DROP VIEW IF EXISTS mails",
  "DROP TABLE users CASCADE",
];

const schema =
  "CREATE TABLE users (id bigint PRIMARY KEY, email text, state text);\n" +
  "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int);\n";

/** The last migration's statements. */
async function statementsOf(some: readonly Major[], ...texts: readonly string[]) {
  const scripts = [schema, ...texts].map((sql) => ({ sql }));
  const { migrations } = await analyseScripts(scripts, { majors: some });
  return migrations.at(-1)?.sections[0]?.statements ?? [];
}

describe("findings on several majors", () => {
  it.each(apart)("are those of each alone, after %s", async (first) => {
    const text = after.map((sql) => `${sql};\n`).join("");
    const together = await statementsOf(majors, first, text);
    for (const major of majors) {
      const alone = await statementsOf([major], first, text);
      const foundTogether = together.map(({ findings }) =>
        findings.filter((finding) => finding.majors.includes(major)).map(({ rule }) => rule),
      );
      expect(foundTogether, String(major)).toEqual(
        alone.map(({ findings }) => findings.map(({ rule }) => rule)),
      );
    }
  });

  it("come from one entry for the majors that do the same on other catalogs", async () => {
    const [statement] = await statementsOf(majors, apart[0] ?? "", "ALTER TABLE orders DROP COLUMN total");
    if (statement === undefined) throw new Error("There is no statement.");
    const { entries } = statement;
    const asked = oneForAlike(entries);
    expect(entries.get(14)).not.toBe(entries.get(15));
    expect(asked.get(15)).toBe(asked.get(14));
    expect([...asked.keys()]).toEqual(majors);
  });

  it("leave a map alone in which nothing can be put together", async () => {
    const [statement] = await statementsOf(majors, apart[0] ?? "");
    if (statement === undefined) throw new Error("There is no statement.");
    const { entries } = statement;
    expect(oneForAlike(entries)).toBe(entries);
    const [older, newer] = [entries.get(14), entries.get(15)];
    expect(older !== undefined && newer !== undefined && doesTheSame(older, newer)).toBe(false);
  });
});
