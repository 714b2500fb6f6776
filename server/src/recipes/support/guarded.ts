import { dollarQuoted, ident, literal, sql, type Sql } from "../../sql/fragment.ts";

/**
 * ADD CONSTRAINT that does nothing where the constraint is there already: PostgreSQL has no ADD CONSTRAINT IF NOT
 * EXISTS in any version, and a migration that stopped half-way must be repeatable.
 *
 * @param index the index that it takes over; where that is not there, the constraint is not added either
 */
export function addConstraintOnce(table: Sql, constraint: string, definition: string, index?: Sql): string {
  const add = sql`ALTER TABLE ${table} ADD CONSTRAINT ${ident(constraint)} `.text + definition;
  const isThere =
    index === undefined ? "" : ` AND pg_catalog.to_regclass(${literal(index.text).text}) IS NOT NULL`;
  const body = `
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_constraint
    WHERE conrelid = ${literal(table.text).text}::pg_catalog.regclass AND conname = ${literal(constraint).text}
  )${isThere} THEN
    ${add};
  END IF;
END
`;
  return `DO ${dollarQuoted(body).text}`;
}

/** RENAME CONSTRAINT that does nothing where it has the new name already, or is not there. */
export function renameConstraintOnce(table: Sql, from: string, to: string): string {
  const has = (name: string): string =>
    `EXISTS (
    SELECT FROM pg_catalog.pg_constraint
    WHERE conrelid = ${literal(table.text).text}::pg_catalog.regclass AND conname = ${literal(name).text}
  )`;
  const body = `
BEGIN
  IF ${has(from)} AND NOT ${has(to)} THEN
    ALTER TABLE ${table.text} RENAME CONSTRAINT ${ident(from).text} TO ${ident(to).text};
  END IF;
END
`;
  return `DO ${dollarQuoted(body).text}`;
}

/** VALIDATE CONSTRAINT that does nothing where the constraint is not there: it has proven what it was made for. */
export function validateOnce(table: Sql, constraint: string): string {
  const body = `
BEGIN
  IF EXISTS (
    SELECT FROM pg_catalog.pg_constraint
    WHERE conrelid = ${literal(table.text).text}::pg_catalog.regclass AND conname = ${literal(constraint).text}
  ) THEN
    ALTER TABLE ${table.text} VALIDATE CONSTRAINT ${ident(constraint).text};
  END IF;
END
`;
  return `DO ${dollarQuoted(body).text}`;
}

/** ATTACH PARTITION that does nothing where the table is a partition already; `attach` as the user wrote it. */
export function attachOnce(parent: Sql, partition: Sql, attach: string): string {
  const body = `
BEGIN
  IF NOT ${isPartition(parent, partition)} THEN
    ${attach};
  END IF;
END
`;
  return `DO ${dollarQuoted(body).text}`;
}

/** DETACH PARTITION that does nothing where the table is none, or is not there. */
export function detachOnce(parent: Sql, partition: Sql): string {
  const body = `
BEGIN
  IF ${isPartition(parent, partition)} THEN
    ALTER TABLE ${parent.text} DETACH PARTITION ${partition.text};
  END IF;
END
`;
  return `DO ${dollarQuoted(body).text}`;
}

function isPartition(parent: Sql, partition: Sql): string {
  const [whole, part] = [parent, partition].map(({ text }) => literal(text).text);
  return `EXISTS (
    SELECT FROM pg_catalog.pg_inherits
    WHERE inhparent = ${whole}::pg_catalog.regclass AND inhrelid = pg_catalog.to_regclass(${part})
  )`;
}
