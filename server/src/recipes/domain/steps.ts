import { dollarQuoted, literal, type Sql } from "../../sql/fragment.ts";
import type { DomainColumn } from "./columns.ts";

/** Seconds for which those who were writing are waited for. */
const longestWait = 600;

/** ALTER DOMAIN … ADD CONSTRAINT that does nothing where it is there. */
export function addDomainConstraintOnce(domain: Sql, constraint: string, add: string): string {
  const body = `
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
    WHERE contypid = ${literal(domain.text).text}::pg_catalog.regtype AND conname = ${literal(constraint).text}
  ) THEN
    ${add};
  END IF;
END
`;
  return `DO ${dollarQuoted(body).text}`;
}

/**
 * Who began to write before the constraint was there may not have seen it, so the end of their transactions is waited
 * for, as CREATE INDEX CONCURRENTLY does; from then on every value that is written has passed it. All columns are read in
 * one query, so that no value moves from one that is still to be read to one that has been.
 */
export function proofSql(constraint: string, columns: readonly DomainColumn[]): string {
  const relations = [...new Set(columns.map(({ relation }) => literal(relation.text).text))];
  const written = `relation IN (${relations.map((each) => `${each}::pg_catalog.regclass`).join(", ")})
    AND locktype = 'relation' AND mode = 'RowExclusiveLock' AND pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
    AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`;
  const queries = columns.map(
    ({ relation, label, check }) =>
      `    SELECT ${literal(label).text} AS name FROM ONLY ${relation.text} WHERE NOT (${check.text})`,
  );
  const body = `
DECLARE
  lockkeeper_writing text[];
  lockkeeper_found text;
BEGIN
  SELECT pg_catalog.array_agg(virtualtransaction) INTO lockkeeper_writing FROM pg_catalog.pg_locks WHERE ${written};
  FOR lockkeeper_try IN 1..${longestWait * 10} LOOP
    EXIT WHEN NOT EXISTS (
      SELECT FROM pg_catalog.pg_locks WHERE virtualtransaction = ANY (lockkeeper_writing) AND ${written}
    );
    IF lockkeeper_try = ${longestWait * 10} THEN
      RAISE EXCEPTION 'Transactions that were writing before still run. Run this again once they have ended.';
    END IF;
    PERFORM pg_catalog.pg_sleep(0.1);
  END LOOP;
  SELECT found.name INTO lockkeeper_found FROM (
${queries.join("\n    UNION ALL\n")}
  ) AS found LIMIT 1;
  IF lockkeeper_found IS NOT NULL THEN
    RAISE EXCEPTION 'A row has a value in % that violates the constraint %. Change it, then run this again.', lockkeeper_found, ${literal(constraint).text}
      USING ERRCODE = 'check_violation';
  END IF;
END
`;
  return `DO ${dollarQuoted(body).text}`;
}
