import { writing } from "./statements.ts";
import type { TrafficCase } from "./trafficCase.ts";

/** The key decides on the partition. */
const table = `CREATE TABLE t (id bigint NOT NULL, note text, kind int DEFAULT 1, PRIMARY KEY (id)) PARTITION BY RANGE (id);
  CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (150000);
  CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (150000) TO (100000000);
  CREATE TABLE kinds (id int PRIMARY KEY);`;
const seed = (rows: number): string =>
  `INSERT INTO kinds SELECT generate_series(1, 5); INSERT INTO t SELECT g, 'note ' || g, 1 + g % 5 FROM generate_series(1, ${rows}) g`;
const given = {
  before: table,
  seed,
  old: writing({ table: "t", columns: { note: "$2::text" }, value: "note" }),
  clean: "DELETE FROM t WHERE id > $1 OR id <= $2",
};

export const partitionCases: Readonly<Record<string, TrafficCase>> = {
  "index-by-partition": {
    ...given,
    recipe: "index-by-partition",
    up: "CREATE INDEX by_note ON t (note);",
    down: "DROP INDEX by_note;",
  },
  "key-by-partition": {
    ...given,
    recipe: "key-by-partition",
    up: "ALTER TABLE t ADD CONSTRAINT by_note UNIQUE (note, id);",
    down: "ALTER TABLE t DROP CONSTRAINT by_note;",
  },
  "foreign-key-by-partition": {
    ...given,
    recipe: "foreign-key-by-partition",
    up: "ALTER TABLE t ADD CONSTRAINT of_kind FOREIGN KEY (kind) REFERENCES kinds;",
    down: "ALTER TABLE t DROP CONSTRAINT of_kind;",
  },
  "create-partition-by-attach": {
    ...given,
    recipe: "create-partition-by-attach",
    up: "CREATE TABLE t_3 PARTITION OF t FOR VALUES FROM (100000000) TO (200000000);",
    down: "DROP TABLE t_3;",
  },
  "attach-through-check": {
    ...given,
    recipe: "attach-through-check",
    before: `${table} CREATE TABLE t_3 (id bigint NOT NULL, note text, kind int DEFAULT 1, PRIMARY KEY (id));`,
    seed: (rows) =>
      `${seed(rows)}; INSERT INTO t_3 SELECT 100000000 + g, 'note' FROM generate_series(1, ${rows}) g`,
    up: "ALTER TABLE t ATTACH PARTITION t_3 FOR VALUES FROM (100000000) TO (200000000);",
    down: "ALTER TABLE t DETACH PARTITION t_3;",
    clean: "DELETE FROM t WHERE (id > $1 AND id <= 100000000) OR id <= $2",
  },
  "detach-concurrently": {
    ...given,
    recipe: "detach-concurrently",
    before: `${table} CREATE TABLE t_3 PARTITION OF t FOR VALUES FROM (100000000) TO (200000000);`,
    seed: (rows) =>
      `${seed(rows)}; INSERT INTO t SELECT 100000000 + g, 'note', 1 FROM generate_series(1, ${rows}) g`,
    up: "ALTER TABLE t DETACH PARTITION t_3;",
    down: "ALTER TABLE t ATTACH PARTITION t_3 FOR VALUES FROM (100000000) TO (200000000);",
    clean: "DELETE FROM t WHERE (id > $1 AND id <= 100000000) OR id <= $2",
  },
};
