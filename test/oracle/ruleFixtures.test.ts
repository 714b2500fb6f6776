import { readdirSync, readFileSync } from "node:fs";
import type { Client } from "pg";
import { describe, expect, it } from "vitest";
import type { SectionAnalysis, StatementAnalysis } from "../../server/src/analysis/analysis.ts";
import { isAssumed } from "../../server/src/catalog/ids.ts";
import { analyseFixture } from "../rules/fixture.ts";
import { freshDatabase, testedMajors } from "../support/servers.ts";
import type { Major } from "../support/servers.ts";

/*
 * The rules' fixtures are SQL that servers run: what is said to fail there fails so, with that SQLSTATE, and all else
 * succeeds. What nobody creates is assumed to exist: there a server may say that it does not, and nothing else.
 */

const folder = new URL("../rules/fixtures/", import.meta.url);
const fixtures = [
  ...readdirSync(folder).filter((name) => name !== "unknown-relation.sql"),
  "../inBodies.sql",
];

/** Roles that fixtures name, which may do what they go on with; migrations do not make the roles of a server. */
const roles = ["app", "app_web"].map(
  (role) =>
    `DO $$ BEGIN CREATE ROLE ${role} SUPERUSER; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
);

describe.each(testedMajors)("the rules' fixtures on PostgreSQL %i", (major) => {
  it.for(fixtures)("%s", async (name) => {
    const { analysis } = await analyseFixture(readFileSync(new URL(name, folder), "utf8"));
    const database = await freshDatabase(major);
    try {
      const client = await database.connect();
      for (const role of roles) await client.query(role);
      const sections = analysis.migrations.flatMap((migration) => migration.sections);
      for (const section of sections.filter(({ direction }) => direction === "up"))
        for (const line of await differences(client, section, major)) expect.soft(line).toBeUndefined();
    } finally {
      await database.dispose();
    }
  });
});

/** Sends a section as it says and gives the statements that did not end as predicted. */
async function differences(
  client: Client,
  { transaction, statements, assumed = false }: SectionAnalysis,
  major: Major,
): Promise<readonly string[]> {
  const found: string[] = [];
  // What is sent as one string is one transaction where it is more than one statement.
  const asSaid = transaction !== "autocommit" && (transaction !== "implicit" || statements.length > 1);
  // Where that is a guess, what fails only together is not predicted to fail.
  const together = asSaid && !assumed;
  if (together) await client.query("BEGIN");
  let failed = false;
  for (const statement of statements) {
    if (failed) break;
    const { text } = statement.statement;
    const isGuess = assumes(statement, major);
    if (isGuess && together) await client.query("SAVEPOINT assumed");
    const seen = await sqlstateOf(client, text);
    if (isGuess && doesNotExist.has(seen ?? "")) {
      if (together) await client.query("ROLLBACK TO SAVEPOINT assumed");
      continue;
    }
    const expected = sqlstateExpected(statement, major);
    if (seen !== expected) found.push(`${text}: ${seen ?? "succeeds"}, not ${expected ?? "a success"}`);
    failed = seen !== undefined;
  }
  await client.query(together && !failed ? "COMMIT" : "ROLLBACK");
  await client.query("DISCARD ALL");
  return found;
}

async function sqlstateOf(client: Client, sql: string): Promise<string | undefined> {
  try {
    await client.query(sql);
    return undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error) return String(error.code);
    throw error;
  }
}

/** undefined_table, invalid_schema_name, invalid_catalog_name, undefined_object, undefined_function. */
const doesNotExist: ReadonlySet<string> = new Set(["42P01", "3F000", "3D000", "42704", "42883"]);

/** Whether a statement names what no migration of its fixture creates. */
function assumes({ entries, findings }: StatementAnalysis, major: Major): boolean {
  const effects = entries.get(major)?.effects;
  if (effects === undefined) return false;
  return (
    (effects.assumes ?? []).length > 0 ||
    (effects.breaksObjects ?? []).some(({ assumed }) => assumed === true) ||
    [...effects.locks, ...effects.breaks].some(({ relation }) => isAssumed(relation.id)) ||
    findings.some(({ rule }) => rule === "unknown-relation")
  );
}

/** A statement that cannot be read is a syntax error; what depends on rows does not happen in empty tables. */
function sqlstateExpected({ statement, entries }: StatementAnalysis, major: Major): string | undefined {
  if (statement.node === undefined) return "42601";
  const { effects, ifTogether } = entries.get(major) ?? {};
  // Sent alone here; that its tool may open a transaction for it is why it is not called a certain failure.
  if (ifTogether?.sqlstate === "25P01") return ifTogether.sqlstate;
  const fails = effects?.fails;
  return fails?.when === "always" ? fails.sqlstate : undefined;
}
