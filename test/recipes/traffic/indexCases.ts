import { writing } from "./statements.ts";
import type { TrafficCase } from "./trafficCase.ts";

const clean = "DELETE FROM t WHERE id > $1 OR id <= $2";
const old = writing({ table: "t", columns: { note: "$2::text" }, value: "note" });
const seed = (rows: number): string =>
  `INSERT INTO t SELECT g, 'note ' || g FROM generate_series(1, ${rows}) g`;
const given = { seed, old, clean };
const table = "CREATE TABLE t (id bigint PRIMARY KEY, note text);";

/** Indexes and constraints. */
export const indexCases: Readonly<Record<string, TrafficCase>> = {
  "create-index-concurrently": {
    ...given,
    recipe: "create-index-concurrently",
    before: table,
    up: "CREATE UNIQUE INDEX by_note ON t (note, id);",
    down: "DROP INDEX by_note;",
  },
  "refuse-invalid-index": {
    ...given,
    recipe: "refuse-invalid-index",
    before: table,
    up: "CREATE INDEX CONCURRENTLY IF NOT EXISTS by_note ON t (note, id);",
    down: "DROP INDEX CONCURRENTLY IF EXISTS by_note;",
    autocommit: true,
  },
  "replace-index": {
    ...given,
    recipe: "replace-index",
    before: `${table} CREATE UNIQUE INDEX by_note ON t (note, id);`,
    up: "DROP INDEX by_note; CREATE UNIQUE INDEX by_note ON t (lower(note), id);",
    down: "DROP INDEX by_note; CREATE UNIQUE INDEX by_note ON t (note, id);",
  },
  "replace-key": {
    ...given,
    recipe: "replace-key",
    before: `${table} ALTER TABLE t ADD CONSTRAINT by_note UNIQUE (note, id);`,
    up: "ALTER TABLE t DROP CONSTRAINT by_note; ALTER TABLE t ADD CONSTRAINT by_note UNIQUE (id, note);",
    down: "ALTER TABLE t DROP CONSTRAINT by_note; ALTER TABLE t ADD CONSTRAINT by_note UNIQUE (note, id);",
  },
  "key-using-index": {
    ...given,
    recipe: "key-using-index",
    before: table,
    up: "ALTER TABLE t ADD CONSTRAINT by_note UNIQUE (note, id);",
    down: "ALTER TABLE t DROP CONSTRAINT by_note;",
  },
  "check-not-valid": {
    ...given,
    recipe: "check-not-valid",
    before: table,
    up: "ALTER TABLE t ADD CONSTRAINT noted CHECK (note <> 'never');",
    down: "ALTER TABLE t DROP CONSTRAINT noted;",
  },
  "foreign-key-not-valid": {
    ...given,
    recipe: "foreign-key-not-valid",
    before: `${table} CREATE TABLE r (id bigint PRIMARY KEY, t_id bigint); CREATE INDEX r_t ON r (t_id);`,
    seed: (rows) => `${seed(rows)}; INSERT INTO r SELECT g, g FROM generate_series(1, ${rows}) g`,
    up: "ALTER TABLE r ADD CONSTRAINT r_t_fk FOREIGN KEY (t_id) REFERENCES t ON DELETE CASCADE;",
    down: "ALTER TABLE r DROP CONSTRAINT r_t_fk;",
    clean: "DELETE FROM r WHERE t_id > $1 OR t_id <= $2; DELETE FROM t WHERE id > $1 OR id <= $2",
  },
  "drop-index-concurrently": {
    ...given,
    recipe: "drop-index-concurrently",
    before: `${table} CREATE INDEX by_note ON t (lower(note), id);`,
    up: "DROP INDEX by_note;",
    down: "CREATE INDEX by_note ON t (lower(note), id);",
  },
  "reindex-concurrently": {
    ...given,
    recipe: "reindex-concurrently",
    before: `${table} CREATE UNIQUE INDEX by_note ON t (note, id);`,
    up: "REINDEX TABLE t;",
    down: "SELECT 1;",
    autocommit: true,
  },
};
