import { writing } from "./statements.ts";
import type { TrafficCase } from "./trafficCase.ts";

const clean = "DELETE FROM t WHERE id > $1 OR id <= $2";
const note = writing({ table: "t", columns: { note: "$2::text" }, value: "note" });
const mail = (column: string) => writing({ table: "t", columns: { [column]: "$2::text" }, value: column });
const notes = (rows: number): string =>
  `INSERT INTO t SELECT g, 'note ' || g FROM generate_series(1, ${rows}) g`;

/** Columns in transition. */
export const columnCases: Readonly<Record<string, TrafficCase>> = {
  "rename-column-by-dual-write": {
    recipe: "rename-column-by-dual-write",
    before: `CREATE TABLE t (id bigint PRIMARY KEY, mail text NOT NULL DEFAULT 'none' CHECK (mail <> 'never'));
      CREATE INDEX t_mail ON t (mail); CREATE INDEX lower_mail ON t (lower(mail)) WHERE id > 5;`,
    seed: notes,
    up: "ALTER TABLE t RENAME mail TO email;",
    down: "ALTER TABLE t RENAME email TO mail;",
    old: mail("mail"),
    adapted: mail("email"),
    oldUntil: -1,
    clean,
  },
  "change-column-type-by-dual-write": {
    recipe: "change-column-type-by-dual-write",
    before: `CREATE TABLE t (id serial PRIMARY KEY, note text); CREATE INDEX t_note ON t (note);
      CREATE TABLE r (id bigint PRIMARY KEY, t_id int NOT NULL REFERENCES t ON DELETE CASCADE); CREATE INDEX r_t ON r (t_id);`,
    seed: (rows) => `${notes(rows)}; INSERT INTO r SELECT g, g FROM generate_series(1, ${rows}) g`,
    up: "ALTER TABLE t ALTER id TYPE bigint;",
    down: "ALTER TABLE t ALTER id TYPE int;",
    // Two upserts of one key meet on the old key's index alone while that of the new one is there: the step says so.
    old: { ...note, triesAgain: /duplicate key value violates unique constraint "t_pkey_(new|old)"/ },
    clean,
  },
  "replace-enum-by-dual-write": {
    recipe: "replace-enum-by-dual-write",
    before: `CREATE TYPE state AS ENUM ('open', 'paid', 'lost');
      CREATE TABLE t (id bigint PRIMARY KEY, note text, state state NOT NULL DEFAULT 'open'); CREATE INDEX t_state ON t (state);`,
    seed: notes,
    up: `ALTER TYPE state RENAME TO state_old;
CREATE TYPE state AS ENUM ('paid', 'open');
ALTER TABLE t ALTER COLUMN state DROP DEFAULT;
ALTER TABLE t ALTER COLUMN state TYPE state USING state::text::state;
ALTER TABLE t ALTER COLUMN state SET DEFAULT 'open';
DROP TYPE state_old;`,
    down: "SELECT 1;",
    old: writing({
      table: "t",
      columns: {
        note: "$2::text",
        state: "(CASE pg_catalog.length($2::text) % 2 WHEN 0 THEN 'open' ELSE 'paid' END)::state",
      },
      value:
        "CASE WHEN state::text = CASE pg_catalog.length(note) % 2 WHEN 0 THEN 'open' ELSE 'paid' END THEN note END",
    }),
    clean,
  },
  "split-or-merge-columns": {
    recipe: "split-or-merge-columns",
    before: "CREATE TABLE t (id bigint PRIMARY KEY, name text);",
    seed: (rows) =>
      `INSERT INTO t SELECT g, CASE WHEN g % 7 > 0 THEN 'first' || g || ' last' || g END FROM generate_series(1, ${rows}) g`,
    up: `ALTER TABLE t ADD COLUMN first text, ADD COLUMN last text;
UPDATE t SET first = split_part(name, ' ', 1), last = split_part(name, ' ', 2);
ALTER TABLE t DROP COLUMN name;`,
    down: `ALTER TABLE t ADD COLUMN name text;
UPDATE t SET name = first || ' ' || last;
ALTER TABLE t DROP COLUMN first, DROP COLUMN last;`,
    old: mail("name"),
    adapted: writing({
      table: "t",
      columns: { first: "split_part($2::text, ' ', 1)", last: "split_part($2::text, ' ', 2)" },
      value: "first || ' ' || last",
    }),
    oldUntil: -1,
    clean,
  },
  "add-filled-column": {
    recipe: "add-filled-column",
    before: `CREATE TABLE t (id bigint PRIMARY KEY, note text);
      CREATE FUNCTION seven() RETURNS int VOLATILE LANGUAGE plpgsql AS 'BEGIN RETURN 7; END';`,
    seed: notes,
    up: "ALTER TABLE t ADD COLUMN n int NOT NULL DEFAULT seven();",
    down: "ALTER TABLE t DROP COLUMN n;",
    old: note,
    clean,
  },
  "add-required-column": {
    recipe: "add-required-column",
    before: "CREATE TABLE t (id bigint PRIMARY KEY, note text);",
    seed: notes,
    up: `-- lockkeeper-value kind = 'k' || length(note)
ALTER TABLE t ADD COLUMN kind text NOT NULL;`,
    meant:
      "ALTER TABLE t ADD COLUMN kind text; UPDATE t SET kind = 'k' || length(note); ALTER TABLE t ALTER kind SET NOT NULL;",
    down: "ALTER TABLE t DROP COLUMN kind;",
    old: note,
    adapted: writing({ table: "t", columns: { note: "$2::text", kind: "'given'" }, value: "note" }),
    clean,
  },
  "require-column-later": {
    recipe: "require-column-later",
    before: "CREATE TABLE t (id bigint PRIMARY KEY, note text);",
    seed: notes,
    up: "ALTER TABLE t ADD COLUMN kind text NOT NULL;",
    meant:
      "ALTER TABLE t ADD COLUMN kind text; UPDATE t SET kind = 'given' WHERE kind IS NULL; ALTER TABLE t ALTER kind SET NOT NULL;",
    down: "ALTER TABLE t DROP COLUMN kind;",
    old: note,
    adapted: writing({ table: "t", columns: { note: "$2::text", kind: "'given'" }, value: "note" }),
    fillBefore: { 1: "UPDATE t SET kind = 'given' WHERE kind IS NULL" },
    clean,
  },
  "rename-table-behind-view": {
    recipe: "rename-table-behind-view",
    before:
      "CREATE TABLE t (id bigint PRIMARY KEY, note text, UNIQUE (note, id)); CREATE TABLE r (id bigint PRIMARY KEY, t_id bigint REFERENCES t);",
    seed: notes,
    up: "ALTER TABLE t RENAME TO members;",
    down: "ALTER TABLE members RENAME TO t;",
    old: note,
    adapted: writing({ table: "members", columns: { note: "$2::text" }, value: "note" }),
    oldUntil: -1,
    clean: "DELETE FROM members WHERE id > $1 OR id <= $2",
  },
  "not-null-through-check": {
    recipe: "not-null-through-check",
    before: "CREATE TABLE t (id bigint PRIMARY KEY, note text);",
    seed: notes,
    up: "ALTER TABLE t ALTER note SET NOT NULL;",
    down: "ALTER TABLE t ALTER note DROP NOT NULL;",
    old: note,
    clean,
  },
  "domain-check-not-valid": {
    recipe: "domain-check-not-valid",
    before: "CREATE DOMAIN noted AS text; CREATE TABLE t (id bigint PRIMARY KEY, note noted);",
    seed: notes,
    up: "ALTER DOMAIN noted ADD CONSTRAINT given CHECK (VALUE <> '');",
    meant: "ALTER DOMAIN noted ADD CONSTRAINT given CHECK (VALUE <> '') NOT VALID;",
    runsAsWritten: true,
    down: "ALTER DOMAIN noted DROP CONSTRAINT given;",
    old: note,
    clean,
  },
  "try-again-for-lock": {
    recipe: "try-again-for-lock",
    before: `CREATE TABLE t (id bigint PRIMARY KEY, note text);
      CREATE FUNCTION same() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`,
    seed: notes,
    up: "CREATE TRIGGER same BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION same();",
    down: "DROP TRIGGER same ON t;",
    old: note,
    clean,
  },
  "truncate-in-batches": {
    recipe: "truncate-in-batches",
    before:
      "CREATE TABLE t (id bigint PRIMARY KEY, note text); CREATE TABLE old (id bigint PRIMARY KEY, note text);",
    seed: (rows) => `${notes(rows)}; INSERT INTO old SELECT * FROM t`,
    up: "TRUNCATE old;",
    down: "SELECT 1;",
    old: note,
    clean,
  },
  "batch-update": {
    recipe: "batch-update",
    before: "CREATE TABLE t (id bigint PRIMARY KEY, note text, state text);",
    seed: notes,
    up: "UPDATE t SET state = 'open' WHERE state IS NULL;",
    down: "SELECT 1;",
    old: note,
    clean,
  },
  "batch-update: from another table": {
    recipe: "batch-update",
    before:
      "CREATE TABLE t (id bigint PRIMARY KEY, note text, state text); CREATE TABLE s (id bigint PRIMARY KEY, v text);",
    seed: (rows) => `${notes(rows)}; INSERT INTO s SELECT id, 's' || id FROM t`,
    up: "UPDATE t SET state = s.v FROM s WHERE s.id = t.id AND t.state IS NULL;",
    down: "SELECT 1;",
    old: note,
    clean,
  },
  "batch-update: with what stands behind it": {
    recipe: "batch-update",
    before: "CREATE TABLE t (id bigint PRIMARY KEY, note text, state text);",
    seed: notes,
    up: "UPDATE t SET state = 'open' WHERE state IS NULL;\nALTER TABLE t ADD CONSTRAINT known CHECK (state <> 'shut');",
    down: "ALTER TABLE t DROP CONSTRAINT known;",
    old: note,
    clean,
  },
  "own-migration": {
    recipe: "own-migration",
    before:
      "CREATE TABLE t (id bigint PRIMARY KEY, note text, state text); CREATE TABLE o (id bigint PRIMARY KEY);",
    seed: notes,
    up: "ALTER TABLE o ADD COLUMN more int;\nALTER TABLE t ADD COLUMN more int;",
    down: "ALTER TABLE t DROP COLUMN more;\nALTER TABLE o DROP COLUMN more;",
    old: note,
    clean,
  },
  "change-column-type-by-dual-write: with an index on what it comes to": {
    recipe: "change-column-type-by-dual-write",
    before: `CREATE TABLE t (id bigint PRIMARY KEY, note text, n int NOT NULL DEFAULT 5 CHECK (n < 9000000));
      CREATE INDEX t_n ON t ((n % 7), n DESC) WHERE n > 3;`,
    seed: (rows) => `INSERT INTO t SELECT g, 'note ' || g, g FROM generate_series(1, ${rows}) g`,
    up: "ALTER TABLE t ALTER n TYPE bigint;",
    down: "ALTER TABLE t ALTER n TYPE int;",
    old: note,
    clean,
  },
};
