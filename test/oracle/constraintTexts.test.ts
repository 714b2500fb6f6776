import { describe, expect, it } from "vitest";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { StatementCache, readStatements } from "../../server/src/sql/parse.ts";
import { freshDatabase, testedMajors } from "../support/servers.ts";

/*
 * Where a failure's text names a constraint and a table, it names those that the server does, however the constraint came
 * to the table.
 */

interface Script {
  readonly name: string;
  readonly since?: number;
  /** What fails is only the last statement, or certain to: nothing is run as if it had not failed. */
  readonly sql: string;
}

const partitioned = `CREATE TABLE p (id int, v int) PARTITION BY RANGE (id);
  CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); INSERT INTO p VALUES (1, -1);`;
const keys = `CREATE TABLE r (id int PRIMARY KEY, u int UNIQUE);
  CREATE TABLE f (id int, r int CONSTRAINT same REFERENCES r, u int CONSTRAINT fu REFERENCES r (u));
  CREATE TABLE g (id int, r int CONSTRAINT same REFERENCES r);`;

const scripts: readonly Script[] = [
  {
    name: "two tables with constraints of one name",
    sql: "CREATE TABLE a (id int, CONSTRAINT c CHECK (id > -5)); CREATE TABLE b (id int); INSERT INTO b VALUES (-1); ALTER TABLE b ADD CONSTRAINT c CHECK (id > 0);",
  },
  {
    name: "validating one of them",
    sql: "CREATE TABLE a (id int, CONSTRAINT c CHECK (id > 5)); CREATE TABLE b (id int); INSERT INTO b VALUES (1); ALTER TABLE b ADD CONSTRAINT c CHECK (id > 5) NOT VALID; ALTER TABLE b VALIDATE CONSTRAINT c;",
  },
  {
    name: "an UPDATE of old rows",
    sql: "CREATE TABLE b (id int); INSERT INTO b VALUES (1); ALTER TABLE b ADD CONSTRAINT c CHECK (id > 5) NOT VALID; ALTER TABLE b RENAME TO a; ALTER TABLE a RENAME CONSTRAINT c TO d; UPDATE a SET id = id;",
  },
  {
    name: "a CHECK that a partition violates",
    sql: `${partitioned} ALTER TABLE p ADD CONSTRAINT c CHECK (v > 0);`,
  },
  {
    name: "validating it above",
    sql: `${partitioned} ALTER TABLE p ADD CONSTRAINT c CHECK (v > 0) NOT VALID; ALTER TABLE p VALIDATE CONSTRAINT c;`,
  },
  {
    name: "validating the partition's own",
    sql: `${partitioned} ALTER TABLE p ADD CONSTRAINT c CHECK (v > 0) NOT VALID; ALTER TABLE p1 VALIDATE CONSTRAINT c;`,
  },
  {
    name: "dropping the partition's own",
    sql: `${partitioned} ALTER TABLE p ADD CONSTRAINT c CHECK (v < 0); ALTER TABLE p1 DROP CONSTRAINT c; ALTER TABLE ONLY p DROP CONSTRAINT c; ALTER TABLE p1 DROP CONSTRAINT nope; ALTER TABLE p1 RENAME CONSTRAINT c TO d; ALTER TABLE ONLY p RENAME CONSTRAINT c TO d; ALTER TABLE p RENAME CONSTRAINT c TO d; ALTER TABLE p1 DROP CONSTRAINT d;`,
  },
  {
    name: "ONLY a partitioned table",
    sql: `${partitioned} ALTER TABLE ONLY p ADD CONSTRAINT c CHECK (v < 0); ALTER TABLE ONLY p ALTER COLUMN v SET NOT NULL;`,
  },
  {
    name: "a key of a partition",
    sql: `${partitioned} ALTER TABLE p ADD CONSTRAINT u UNIQUE (id); ALTER TABLE p1 DROP CONSTRAINT p1_id_key; ALTER TABLE ONLY p DROP CONSTRAINT u; DROP INDEX p1_id_key; DROP INDEX u;`,
  },
  {
    name: "NOT NULL that a partition violates",
    sql: `${partitioned} UPDATE p SET v = NULL; ALTER TABLE p ALTER COLUMN v SET NOT NULL;`,
  },
  {
    name: "a foreign key, seen from both sides",
    sql: `${keys} DROP TABLE r; ALTER TABLE r DROP CONSTRAINT r_pkey; ALTER TABLE r DROP CONSTRAINT r_u_key; ALTER TABLE r DROP COLUMN id; ALTER TABLE r DROP CONSTRAINT same; TRUNCATE r; DROP INDEX r_pkey;`,
  },
  {
    name: "what CASCADE took from others",
    sql: `${keys} ALTER TABLE r DROP CONSTRAINT r_pkey CASCADE; ALTER TABLE f DROP CONSTRAINT same; ALTER TABLE g DROP CONSTRAINT same; ALTER TABLE f VALIDATE CONSTRAINT same; ALTER TABLE f DROP CONSTRAINT fu; ALTER TABLE f DROP CONSTRAINT fu;`,
  },
  {
    name: "a foreign key that rows violate",
    sql: `${keys} INSERT INTO g (id) VALUES (1); ALTER TABLE g ADD COLUMN x int DEFAULT 5; ALTER TABLE g ADD CONSTRAINT fu FOREIGN KEY (x) REFERENCES r (u);`,
  },
  {
    name: "one to its own table",
    sql: "CREATE TABLE a (id int PRIMARY KEY, up int); INSERT INTO a VALUES (1, 9); ALTER TABLE a ADD CONSTRAINT up FOREIGN KEY (up) REFERENCES a NOT VALID; ALTER TABLE a VALIDATE CONSTRAINT up;",
  },
  {
    name: "one of a partitioned table",
    sql: "CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE f (id int, r int) PARTITION BY RANGE (id); CREATE TABLE f1 PARTITION OF f FOR VALUES FROM (0) TO (10); ALTER TABLE f ADD CONSTRAINT fk FOREIGN KEY (r) REFERENCES r; ALTER TABLE f1 DROP CONSTRAINT fk; ALTER TABLE f1 ALTER CONSTRAINT fk DEFERRABLE; ALTER TABLE r DROP CONSTRAINT r_pkey; DROP TABLE r; ALTER TABLE ONLY f DROP CONSTRAINT fk;",
  },
  {
    name: "one that a partition's rows violate",
    sql: "CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE f (id int, r int) PARTITION BY RANGE (id); CREATE TABLE f1 PARTITION OF f FOR VALUES FROM (0) TO (10); INSERT INTO f VALUES (1, 5); ALTER TABLE f ADD CONSTRAINT fk FOREIGN KEY (r) REFERENCES r;",
  },
  {
    name: "an inherited CHECK",
    sql: "CREATE TABLE p (id int, CONSTRAINT c CHECK (id > 0)); CREATE TABLE k () INHERITS (p); ALTER TABLE k DROP CONSTRAINT c; ALTER TABLE k RENAME CONSTRAINT c TO d; ALTER TABLE p RENAME CONSTRAINT c TO d; ALTER TABLE k DROP CONSTRAINT d; ALTER TABLE k ADD CONSTRAINT d CHECK (id > 5); ALTER TABLE ONLY p ADD CONSTRAINT e CHECK (id > 5); ALTER TABLE p DROP CONSTRAINT c;",
  },
  {
    name: "a domain's",
    sql: "CREATE DOMAIN d AS int; CREATE TABLE t (x d); INSERT INTO t VALUES (-1); ALTER DOMAIN d DROP CONSTRAINT nope; ALTER DOMAIN d VALIDATE CONSTRAINT nope; ALTER TABLE t DROP CONSTRAINT c; ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID; ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0); ALTER TABLE t VALIDATE CONSTRAINT c; ALTER DOMAIN d RENAME CONSTRAINT c TO e; ALTER DOMAIN d VALIDATE CONSTRAINT c; ALTER DOMAIN d VALIDATE CONSTRAINT e;",
  },
  {
    name: "NOT NULL by its name",
    since: 18,
    sql: "CREATE TABLE t (a int CONSTRAINT n NOT NULL, b int); INSERT INTO t VALUES (1, NULL); ALTER TABLE t DROP CONSTRAINT m; ALTER TABLE t ADD CONSTRAINT n CHECK (b > 0); ALTER TABLE t ADD CONSTRAINT m NOT NULL b NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT m;",
  },
  {
    name: "NOT NULL by its name, of a partition",
    since: 18,
    sql: "CREATE TABLE p (id int, v int CONSTRAINT n NOT NULL) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); ALTER TABLE p1 DROP CONSTRAINT n; ALTER TABLE p1 RENAME CONSTRAINT n TO m; ALTER TABLE p RENAME CONSTRAINT n TO m; ALTER TABLE p1 DROP CONSTRAINT m; ALTER TABLE p1 DROP CONSTRAINT n; ALTER TABLE p1 ALTER COLUMN v DROP NOT NULL;",
  },
  {
    name: "names that are taken",
    sql: "CREATE TABLE a (id int, CONSTRAINT u UNIQUE (id)); CREATE TABLE b (id int, CONSTRAINT u UNIQUE (id)); CREATE TABLE b (id int, CONSTRAINT u CHECK (id > 0)); ALTER TABLE b ADD CONSTRAINT u UNIQUE (id); ALTER TABLE a ADD CONSTRAINT u CHECK (id > 0); ALTER TABLE a DROP CONSTRAINT nope; ALTER TABLE a ALTER CONSTRAINT u DEFERRABLE; ALTER TABLE a ALTER CONSTRAINT nope DEFERRABLE; COMMENT ON CONSTRAINT nope ON a IS 'x'; INSERT INTO a VALUES (1) ON CONFLICT ON CONSTRAINT nope DO NOTHING;",
  },
  {
    name: "ATTACH",
    sql: "CREATE TABLE p (id int NOT NULL, v int, CONSTRAINT c CHECK (v > 0)) PARTITION BY RANGE (id); CREATE TABLE x (id int NOT NULL, v int); ALTER TABLE p ATTACH PARTITION x FOR VALUES FROM (0) TO (10); ALTER TABLE x ADD CONSTRAINT c CHECK (v > 1); ALTER TABLE p ATTACH PARTITION x FOR VALUES FROM (0) TO (10); ALTER TABLE x DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (v > 0) NOT VALID; ALTER TABLE p ATTACH PARTITION x FOR VALUES FROM (0) TO (10);",
  },
  {
    name: "a table in place of another",
    sql: "CREATE TABLE a (id int, CONSTRAINT c CHECK (id > 0)); ALTER TABLE a RENAME TO old; CREATE TABLE a (id int, CONSTRAINT d CHECK (id > 0)); ALTER TABLE a DROP CONSTRAINT c; ALTER TABLE old DROP CONSTRAINT d; ALTER TABLE a RENAME CONSTRAINT d TO c; ALTER TABLE a RENAME CONSTRAINT d TO c; INSERT INTO a VALUES (-1) ON CONFLICT ON CONSTRAINT c DO NOTHING;",
  },
];

const grammar = await loadGrammar();
const cache = new StatementCache();

describe.each(testedMajors)("on PostgreSQL %i", (major) => {
  it.for(scripts.filter(({ since = 0 }) => since <= major))("$name", async ({ sql }) => {
    const database = await freshDatabase(major);
    try {
      const client = await database.connect();
      const { statements } = readStatements(sql, { start: 0, end: sql.length }, grammar, cache);
      const list = statements.map(({ statement }) => statement);
      const input = {
        mode: "autocommit",
        statements: list,
        major,
        timeZone: "UTC",
        assumesMissing: false,
      } as const;
      const { entries } = foldSection(Catalog.empty, input);
      for (const { statement, effects } of entries) {
        const said = await client.query(statement.text).then(
          () => undefined,
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        );
        const { fails } = effects;
        if (said !== undefined || fails?.when === "always")
          expect(`${statement.text}: ${fails?.message ?? "runs"}`).toBe(
            `${statement.text}: ${said ?? "runs"}`,
          );
      }
    } finally {
      await database.dispose();
    }
  });
});
