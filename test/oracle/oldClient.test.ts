import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import type { Grammar } from "../../server/src/sql/grammar.ts";
import { StatementCache, readStatements } from "../../server/src/sql/parse.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import type { TimelineEntry } from "../../server/src/timeline/entry.ts";
import { freshDatabase, testedMajors } from "../support/servers.ts";
import type { Database, Major } from "../support/servers.ts";
import { isBroken, send, statementsOn } from "./oldClient/application.ts";
import { readOldClientCases, type OldClientCase } from "./oldClient/cases.ts";

/*
 * An application that was written before a statement goes on after it, with the statements it has prepared and with
 * new ones. What fails must be what `breaks` says, and nothing else.
 */

const cases = readOldClientCases();
const role = "lockkeeper_old_client";

describe.each(testedMajors)("PostgreSQL %i", (major) => {
  let database: Database;
  let admin: Client;
  let grammar: Grammar;

  beforeAll(async () => {
    [database, grammar] = await Promise.all([freshDatabase(major), loadGrammar()]);
    admin = await database.connect();
    const known = await admin.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
    if (known.rowCount === 0) await admin.query(`CREATE ROLE ${role} LOGIN`);
  });
  afterAll(() => database.dispose());

  it.for(cases.filter(({ since }) => since <= major))("$kind: $name (line $line)", async (one) => {
    await admin.query(emptied);
    for (const sql of one.setup) await admin.query(sql);
    await admin.query(granted);
    const entry = predict(one, major, grammar);
    expect(toBeProven(entry)).toEqual(one.breaks.map(({ code, at }) => `${code} ${at}`).sort());
    const client = await database.connect();
    await client.query(`SET ROLE ${role}`);
    const before = await surviving(client, one, entry);
    expect(before.filter(({ prepared, fresh }) => prepared ?? fresh)).toEqual([]);
    await admin.query(one.statement);
    const after = await surviving(client, one, entry);
    await client.end();
    expect(after.filter(({ says }) => says !== undefined)).toEqual([]);
  });
});

const emptied = `DROP SCHEMA IF EXISTS public CASCADE; DROP SCHEMA IF EXISTS archive CASCADE;
  CREATE SCHEMA public; CREATE SCHEMA archive`;

const granted = `GRANT ALL ON SCHEMA public, archive TO ${role};
  GRANT ALL ON ALL TABLES IN SCHEMA public, archive TO ${role};
  GRANT ALL ON ALL SEQUENCES IN SCHEMA public, archive TO ${role}`;

function predict(one: OldClientCase, major: Major, grammar: Grammar): TimelineEntry {
  const cache = new StatementCache();
  const sql = ["CREATE SCHEMA archive", ...one.setup, one.statement].join(";\n");
  const { statements } = readStatements(sql, { start: 0, end: sql.length }, grammar, cache);
  const { entries } = foldSection(Catalog.empty, {
    mode: "autocommit",
    statements: statements.map(({ statement }) => statement),
    major,
    timeZone: "UTC",
    assumesMissing: false,
  });
  const failed = entries.find(({ effects }) => effects.fails?.when === "always");
  if (failed !== undefined)
    throw new Error(`${failed.statement.text}: ${failed.effects.fails?.message ?? ""}`);
  const last = entries.at(-1);
  if (last === undefined || last.outcome.notAnalysed !== undefined)
    throw new Error(last?.outcome.notAnalysed);
  return last;
}

/** The predicted breakages that need a statement of their own; the others are tried on every relation. */
function toBeProven(entry: TimelineEntry): readonly string[] {
  const tried = ["old-code-reads-table", "old-code-reads-column", "column-type-changes", "cached-plans"];
  const found = entry.outcome.effects.breaks
    .filter(({ code, relation }) => !tried.includes(code) || relation.kind === "sequence")
    .map(
      ({ code, relation, part }) =>
        `${code} ${[relation.name, ...(part === undefined ? [] : [part])].join(".")}`,
    );
  return [...new Set([...found, ...brokenObjects(entry)])].sort();
}

/** `old-code-uses-object function.price(integer)`. */
function brokenObjects(entry: TimelineEntry): readonly string[] {
  return (entry.outcome.effects.breaksObjects ?? []).map(({ code, object, part }) =>
    [`${code} ${object.replaceAll(" ", ".")}`, ...(part === undefined ? [] : [part])].join("."),
  );
}

interface Survival {
  readonly sql: string;
  readonly prepared: string | undefined;
  readonly fresh: string | undefined;
  /** Where prediction and server differ. */
  readonly says: string | undefined;
}

/** Sends everything that the application sends. */
async function surviving(
  client: Client,
  one: OldClientCase,
  entry: TimelineEntry,
): Promise<readonly Survival[]> {
  const { breaks } = entry.outcome.effects;
  const found: Survival[] = [];
  const ask = async (sql: string, expected: { prepared: boolean; fresh: boolean }): Promise<void> => {
    const prepared = await send(client, sql, "prepared");
    const fresh = await send(client, sql, "fresh");
    const differs =
      (prepared !== undefined) !== expected.prepared || (fresh !== undefined) !== expected.fresh;
    const says = differs ? `predicted ${JSON.stringify(expected)} by ${JSON.stringify(breaks)}` : undefined;
    found.push({ sql, prepared, fresh, says });
  };
  const deprived = new Set(
    breaks.filter(({ code }) => code === "old-code-loses-privilege").map(({ relation }) => relation.name),
  );
  for (const statement of statementsOn(entry.before))
    if (!deprived.has(statement.relation))
      await ask(statement.sql, {
        prepared: isBroken(statement, breaks, "prepared"),
        fresh: isBroken(statement, breaks, "fresh"),
      });
  for (const { code, at, sql, anew } of one.breaks) {
    const named =
      brokenObjects(entry).includes(`${code} ${at}`) ||
      breaks.some(
        ({ code: known, relation, part }) =>
          known === code && at === [relation.name, ...(part === undefined ? [] : [part])].join("."),
      );
    await ask(sql, { prepared: named && !anew, fresh: named && code !== "cached-plans" });
  }
  for (const sql of one.goesOn) await ask(sql, { prepared: false, fresh: false });
  return found;
}
