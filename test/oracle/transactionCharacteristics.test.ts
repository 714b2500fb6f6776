import { describe, expect, it } from "vitest";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { freshDatabase, testedMajors, type Major } from "../support/servers.ts";
import { statementsOf } from "./cases.ts";

/*
 * SET TRANSACTION must come first in its transaction. The oracle's bench has asked something before, so that these are
 * sent as they stand: each a transaction, of which the first statement that fails is compared.
 */

const transactions = [
  "SELECT 1; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SELECT 1",
  "SELECT 1; SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
  "SELECT 1; SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
  "CREATE TABLE x (id int); SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "SET LOCAL lock_timeout = '5s'; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "SHOW lock_timeout; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "SET CONSTRAINTS ALL DEFERRED; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "LOCK TABLE t; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "NOTIFY x; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "COMMENT ON TABLE t IS 'x'; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "DO $$ BEGIN END $$; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "EXPLAIN SELECT 1; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
  "INSERT INTO t VALUES (1); SET LOCAL transaction_isolation = 'serializable'",
  "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SELECT 1; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SELECT 1; SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
  "SET default_transaction_isolation = 'serializable'; SELECT 1",
  "SELECT 1; SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "SELECT 1; SET TRANSACTION READ ONLY",
  "SELECT 1; SET TRANSACTION READ WRITE",
  "SET TRANSACTION READ ONLY; SET TRANSACTION READ WRITE",
  "SET TRANSACTION READ ONLY; SELECT 1; SET TRANSACTION READ WRITE",
  "SET TRANSACTION DEFERRABLE; SELECT 1",
  "SELECT 1; SET TRANSACTION DEFERRABLE",
  "SELECT 1; SET TRANSACTION NOT DEFERRABLE",
  "SELECT 1; SET TRANSACTION READ ONLY, ISOLATION LEVEL SERIALIZABLE",
  "SELECT 1; SET TRANSACTION SNAPSHOT '00000003-0000001B-1'",
  "SET TRANSACTION SNAPSHOT '00000003-0000001B-1'",
  "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "COMMIT; BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
  "COMMIT; BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
  "COMMIT; START TRANSACTION READ ONLY; SELECT 1; SET TRANSACTION READ WRITE",
];

describe.each(testedMajors)("SET TRANSACTION on PostgreSQL %i", (major: Major) => {
  it.for(transactions)("%s", async (transaction) => {
    const setup = "CREATE TABLE t (id int)";
    const statements = statementsOf(transaction);
    const database = await freshDatabase(major);
    try {
      const client = await database.connect();
      await client.query(setup);
      await client.query("BEGIN");
      const observed: string[] = [];
      for (const sql of statements) {
        const code = await client.query(sql).then(
          () => undefined,
          (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "no code"),
        );
        observed.push(code ?? "succeeds");
        if (code !== undefined) break;
      }
      expect((await predicted(setup, statements, major)).slice(0, observed.length)).toEqual(observed);
    } finally {
      await database.dispose();
    }
  });
});

async function predicted(
  setup: string,
  statements: readonly string[],
  major: Major,
): Promise<readonly string[]> {
  const grammar = await loadGrammar();
  const cache = new StatementCache();
  const read = (sql: string) =>
    readStatements(sql, { start: 0, end: sql.length }, grammar, cache).statements.map(
      ({ statement }) => statement,
    );
  const input = { major, timeZone: "UTC", assumesMissing: false } as const;
  const start = foldSection(Catalog.empty, { ...input, mode: "autocommit", statements: read(setup) }).end;
  const { entries } = foldSection(start, { ...input, mode: "single", statements: statements.flatMap(read) });
  return entries.map(({ effects }) => effects.fails?.sqlstate ?? "succeeds");
}
