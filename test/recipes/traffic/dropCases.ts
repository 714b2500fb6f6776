import { writing, writingWithoutKey } from "./statements.ts";
import type { TrafficCase } from "./trafficCase.ts";

const clean = "DELETE FROM t WHERE id > $1 OR id <= $2";
const note = { note: "$2::text" };

/** What is dropped once nobody uses it. */
export const dropCases: Readonly<Record<string, TrafficCase>> = {
  "drop-column-in-phases": {
    recipe: "drop-column-in-phases",
    before: `CREATE TABLE o (id bigint PRIMARY KEY); CREATE TABLE t (id bigint PRIMARY KEY, note text, code text NOT NULL CHECK (code <> '' AND code IS NOT NULL),
      o_id bigint REFERENCES o); CREATE INDEX t_code ON t (code); CREATE INDEX both_of ON t (note, code);`,
    seed: (rows) => `INSERT INTO o SELECT generate_series(1, 9);
      INSERT INTO t SELECT g, 'note ' || g, 'code ' || g, 1 + g % 9 FROM generate_series(1, ${rows}) g`,
    up: "ALTER TABLE t DROP COLUMN code;",
    down: "ALTER TABLE t ADD COLUMN code text;",
    old: writing({ table: "t", columns: { ...note, code: "'c' || $2" }, value: "note" }),
    adapted: writing({ table: "t", columns: note, value: "note" }),
    newFrom: 2,
    fill: "UPDATE t SET code = 'filled' WHERE code IS NULL",
    clean,
  },
  "drop-table-in-phases": {
    recipe: "drop-table-in-phases",
    before: `CREATE TABLE t (id bigint PRIMARY KEY, note text);
      CREATE TABLE log (id bigserial PRIMARY KEY, t_id bigint REFERENCES t ON DELETE CASCADE, note text); CREATE INDEX log_t ON log (t_id);`,
    seed: (rows) => `INSERT INTO t SELECT g, 'note ' || g FROM generate_series(1, ${rows}) g;
      INSERT INTO log (t_id, note) SELECT id, note FROM t`,
    up: "DROP TABLE log;",
    down: "SELECT 1;",
    old: writing({ table: "t", columns: note, value: "note" }),
    adapted: writing({ table: "t", columns: note, value: "note" }),
    // It fails from the first step on, as it would with the statement itself.
    oldUntil: 0,
    newFrom: 0,
    clean,
  },
  "drop-key-in-phases": {
    recipe: "drop-key-in-phases",
    before: "CREATE TABLE t (id bigint PRIMARY KEY, note text, CONSTRAINT t_note UNIQUE (note, id));",
    seed: (rows) => `INSERT INTO t SELECT g, 'note ' || g FROM generate_series(1, ${rows}) g`,
    up: "ALTER TABLE t DROP CONSTRAINT t_pkey;",
    down: "ALTER TABLE t ADD PRIMARY KEY (id);",
    old: writing({ table: "t", columns: note, value: "note" }),
    adapted: writingWithoutKey({ table: "t", columns: note, value: "note" }),
    newFrom: 0,
    clean,
  },
  "wait-for-deployment": {
    recipe: "wait-for-deployment",
    before: "CREATE TABLE t (id bigint PRIMARY KEY, note text, code text NOT NULL DEFAULT 'c');",
    seed: (rows) => `INSERT INTO t SELECT g, 'note ' || g FROM generate_series(1, ${rows}) g`,
    up: "ALTER TABLE t ALTER code DROP DEFAULT;",
    down: "ALTER TABLE t ALTER code SET DEFAULT 'c';",
    old: writing({ table: "t", columns: note, value: "note" }),
    adapted: writing({ table: "t", columns: { ...note, code: "'c'" }, value: "note" }),
    newFrom: 0,
    clean,
  },
};
