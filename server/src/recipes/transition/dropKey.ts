import { dollarQuoted, ident, qualified, sql } from "../../sql/fragment.ts";
import { tableOf, type Transition } from "./state.ts";

/**
 * Drops a unique constraint with its index, and an index that is no constraint's yet. In a block of its own, since the
 * limit of its wait is to end with it, however the file is sent.
 */
export function dropKey(state: Pick<Transition, "schema" | "table">, name: string): string {
  const body = `
BEGIN
  PERFORM pg_catalog.set_config('lock_timeout', '5s', true);
  ${sql`ALTER TABLE ${tableOf(state)} DROP CONSTRAINT IF EXISTS ${ident(name)}`.text};
  ${sql`DROP INDEX IF EXISTS ${qualified(state.schema, name)}`.text};
END
`;
  return `DO ${dollarQuoted(body).text}`;
}
