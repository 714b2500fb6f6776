import { readFileSync } from "node:fs";
import type { Client } from "pg";
import { describe, expect, it } from "vitest";
import type { Catalog } from "../../server/src/catalog/catalog.ts";
import { readersOf } from "../../server/src/catalog/readers.ts";
import { isTable, isView } from "../../server/src/catalog/relations.ts";
import { analyseFixture } from "../rules/fixture.ts";
import { freshDatabase, testedMajors } from "../support/servers.ts";

/*
 * Who may read tables and views is what servers have in their privileges, after each statement of the rules' fixtures that
 * speak of what is lost with one.
 */

const fixtures = ["drops-view", "renames-table"].map((rule) => ({
  rule,
  text: readFileSync(new URL(`../rules/fixtures/${rule}.sql`, import.meta.url), "utf8"),
}));

/** A role is the server's, and other tests have made it so. */
const role =
  "DO $$ BEGIN CREATE ROLE app SUPERUSER; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$";

const granted = `
  SELECT c.relname AS relation, coalesce(r.rolname, 'public') AS role
    FROM pg_class c CROSS JOIN aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
   WHERE c.relkind IN ('v', 'm', 'r', 'p') AND c.relnamespace = 'public'::regnamespace
     AND a.privilege_type = 'SELECT' AND a.grantee <> c.relowner`;

describe.each(testedMajors)("who may read tables and views on PostgreSQL %i", (major) => {
  it.each(fixtures)("is what was granted and is still there: $rule", async ({ text }) => {
    const { analysis } = await analyseFixture(text);
    const database = await freshDatabase(major);
    try {
      const client = await database.connect();
      await client.query(role);
      let compared = 0;
      for (const { sections } of analysis.migrations)
        for (const { statement, entries } of sections.flatMap(({ statements }) => statements)) {
          if (statement.text.includes("legacy_members")) continue;
          await client.query(statement.text);
          const after = entries.get(major)?.after;
          if (after === undefined) throw new Error(`${statement.text} is not analysed for ${String(major)}`);
          expect(told(after), statement.text).toEqual(await seen(client));
          compared++;
        }
      expect(compared).toBeGreaterThan(30);
    } finally {
      await database.dispose();
    }
  });
});

/** As `view role`, in order. */
function told(catalog: Catalog): readonly string[] {
  return [...catalog.all("relation").values()]
    .filter((relation) => isView(relation) || isTable(relation))
    .flatMap((relation) => [...readersOf(catalog, relation)].map((role) => `${relation.name} ${role}`))
    .sort();
}

async function seen(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ relation: string; role: string }>(granted);
  return rows.map(({ relation, role }) => `${relation} ${role}`).sort();
}
