import type { Constraint } from "../../catalog/relations.ts";
import { dollarQuoted, ident, literal, type Sql } from "../../sql/fragment.ts";

/** What makes an index that is there a key's, as it follows ADD CONSTRAINT and its name. */
export function usingIndexSql(
  { kind, deferrable, initiallyDeferred }: Pick<Constraint, "kind" | "deferrable" | "initiallyDeferred">,
  index: string,
): string {
  const words = [kind === "primary-key" ? "PRIMARY KEY" : "UNIQUE", "USING INDEX", ident(index).text];
  if (deferrable) words.push("DEFERRABLE");
  if (initiallyDeferred) words.push("INITIALLY DEFERRED");
  return words.join(" ");
}

/**
 * The constraint goes with its index, so it stays as long as that does: without it, going up again would need a build
 * under a lock. One statement, so that its wait has a limit where no transaction is around it.
 */
export function dropKeySql(table: Sql, name: string, index: Sql, lockTimeout: string): string {
  const body = `
BEGIN
  PERFORM pg_catalog.set_config('lock_timeout', ${literal(lockTimeout).text}, true);
  ALTER TABLE ${table.text} DROP CONSTRAINT IF EXISTS ${ident(name).text};
  DROP INDEX IF EXISTS ${index.text};
END
`;
  return `DO ${dollarQuoted(body).text}`;
}
