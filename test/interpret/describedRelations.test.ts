import { expect, it } from "vitest";
import { foldOpen } from "./support.ts";

/* Tables that a statement reaches and none names have no row that a query of the catalogs could give. */

const reached = "DROP TABLE old_things;\nDROP INDEX IF EXISTS old_index;\n";
const asks = (query: string): string =>
  `DO $$ DECLARE there boolean; BEGIN there := (SELECT EXISTS (${query})); IF NOT there THEN ALTER TABLE users ADD COLUMN n int; END IF; END $$;`;

it.each([
  "SELECT * FROM pg_index INNER JOIN pg_class ON pg_class.oid = pg_index.indexrelid WHERE relname = 'a'",
  "SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname LIKE 'a%'",
  "SELECT FROM pg_class WHERE oid::regclass::text = 'a'",
  "SELECT FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE attname = 'a'",
  "SELECT FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid WHERE conname = 'a'",
  "SELECT FROM pg_tables WHERE tablename ~ 'a'",
  "SELECT FROM information_schema.tables WHERE table_name || '' = 'a'",
])("is followed: %s", (query) => {
  const { outcome, effects } = foldOpen(`CREATE TABLE users (id int);\n${reached}${asks(query)}`);
  expect(outcome.notAnalysed).toBeUndefined();
  expect(effects.fails).toBeUndefined();
});
