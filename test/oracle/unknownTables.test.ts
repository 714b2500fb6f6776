import { describe, expect, it } from "vitest";
import { foldSection } from "../../server/src/timeline/timeline.ts";
import { Catalog } from "../../server/src/catalog/catalog.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { StatementCache, readStatements } from "../../server/src/sql/parse.ts";
import { freshDatabase, testedMajors } from "../support/servers.ts";

/*
 * Scripts as somebody has them whose tables come from elsewhere. On a server that has such tables they run, so nothing in
 * them is foretold to fail where only the script is known.
 */

interface Script {
  readonly name: string;
  /** What the server has and the history does not tell of. */
  readonly has: string;
  readonly runs: string;
  readonly since?: number;
}

const shop = `CREATE TYPE state AS ENUM ('new', 'paid');
  CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
  CREATE TABLE customers (id bigint PRIMARY KEY, mail email UNIQUE, name text, parent bigint);
  CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint CONSTRAINT of_customer REFERENCES customers,
    state state DEFAULT 'new', total numeric(10, 2), made timestamptz DEFAULT now(), tags text[], data jsonb,
    during tstzrange, CONSTRAINT total_known CHECK (total IS NOT NULL) NOT VALID);
  CREATE INDEX orders_made ON orders (made);
  CREATE VIEW paid AS SELECT id, total FROM orders WHERE state = 'paid';
  CREATE MATERIALIZED VIEW totals AS SELECT customer, sum(total) AS total FROM orders GROUP BY customer;
  CREATE UNIQUE INDEX totals_customer ON totals (customer);
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE FUNCTION rate(bigint, date DEFAULT now()) RETURNS numeric LANGUAGE sql AS 'SELECT 1.0';
  CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE TABLE events (id bigint, at date, kind text) PARTITION BY RANGE (at);
  CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE SCHEMA audit; CREATE TABLE audit.log (id bigint GENERATED ALWAYS AS IDENTITY, what text);
  CREATE SEQUENCE numbers; CREATE POLICY own ON customers USING (true);
  CREATE PUBLICATION feed FOR TABLE orders; CREATE STATISTICS pair ON customer, state FROM orders;
  CREATE RULE quiet AS ON DELETE TO customers DO INSTEAD NOTHING;`;

const scripts: readonly Script[] = [
  {
    name: "a state that is added and used later",
    has: shop,
    runs: "ALTER TYPE state ADD VALUE 'sent' AFTER 'paid'; ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'paid'; UPDATE orders SET state = 'paid' WHERE state = 'new';",
  },
  {
    name: "a view made anew over other columns",
    has: shop,
    runs: "DROP VIEW paid; CREATE VIEW paid AS SELECT o.id, o.total, c.name FROM orders o JOIN customers c ON c.id = o.customer; GRANT SELECT ON paid TO PUBLIC; CREATE OR REPLACE VIEW paid AS SELECT o.id, o.total, c.name, o.made FROM orders o JOIN customers c ON c.id = o.customer;",
  },
  {
    name: "a constraint validated, used and dropped",
    has: shop,
    runs: "ALTER TABLE orders VALIDATE CONSTRAINT total_known; ALTER TABLE orders ALTER COLUMN total SET NOT NULL; ALTER TABLE orders DROP CONSTRAINT total_known;",
  },
  {
    name: "a foreign key made anew with CASCADE",
    has: shop,
    runs: "ALTER TABLE orders DROP CONSTRAINT of_customer, ADD CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES customers ON DELETE CASCADE NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT of_customer; CREATE INDEX ON orders (customer);",
  },
  {
    name: "partitions",
    has: shop,
    runs: "CREATE TABLE events_2027 PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01'); CREATE INDEX ON events (kind); ALTER TABLE events DETACH PARTITION events_2026; ALTER TABLE events_2026 ADD COLUMN note text; INSERT INTO events (id, at, kind) VALUES (1, '2027-05-05', 'x');",
  },
  {
    name: "a partition attached",
    has: shop,
    runs: "CREATE TABLE more (LIKE events INCLUDING ALL); ALTER TABLE more ADD CHECK (at >= '2028-01-01' AND at < '2029-01-01'); ALTER TABLE events ATTACH PARTITION more FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');",
  },
  {
    name: "an upsert by a key",
    has: shop,
    runs: "INSERT INTO customers (id, mail, name) VALUES (1, 'a@b', 'A') ON CONFLICT (mail) DO UPDATE SET name = excluded.name; INSERT INTO customers AS c (id) VALUES (1) ON CONFLICT ON CONSTRAINT customers_pkey DO UPDATE SET name = c.name || 'x';",
  },
  {
    name: "JSON, arrays and ranges",
    has: shop,
    runs: "UPDATE orders SET data = jsonb_set(data, '{a,b}', '1') WHERE data @> '{\"a\": {}}'; CREATE INDEX ON orders USING gin (tags); CREATE INDEX ON orders USING gist (during); SELECT id FROM orders WHERE 'x' = ANY (tags) AND during && tstzrange(now(), NULL);",
  },
  {
    name: "a recursive query and a window",
    has: shop,
    runs: "CREATE TABLE tree AS WITH RECURSIVE t AS (SELECT id, parent, 1 AS depth FROM customers WHERE parent IS NULL UNION ALL SELECT c.id, c.parent, t.depth + 1 FROM customers c JOIN t ON c.parent = t.id) SELECT *, row_number() OVER (PARTITION BY parent ORDER BY depth) AS n FROM t; ALTER TABLE tree ADD PRIMARY KEY (id); CREATE INDEX ON tree (n, depth);",
  },
  {
    name: "a materialized view",
    has: shop,
    runs: "REFRESH MATERIALIZED VIEW CONCURRENTLY totals; ALTER MATERIALIZED VIEW totals RENAME TO sums; CREATE INDEX ON sums (total); DROP MATERIALIZED VIEW sums;",
  },
  {
    name: "triggers",
    has: shop,
    runs: "ALTER TABLE orders DISABLE TRIGGER touch; UPDATE orders SET total = 1; ALTER TABLE orders ENABLE TRIGGER touch; DROP TRIGGER touch ON orders; CREATE TRIGGER touch_all AFTER INSERT OR UPDATE ON orders FOR EACH ROW WHEN (NEW.total > 0) EXECUTE FUNCTION touch();",
  },
  {
    name: "a function that is replaced",
    has: shop,
    runs: "CREATE OR REPLACE FUNCTION rate(bigint, date DEFAULT now()) RETURNS numeric LANGUAGE sql AS 'SELECT total FROM orders WHERE id = $1'; ALTER FUNCTION rate(bigint, date) STABLE; SELECT rate(1), rate(1, '2026-01-01'); COMMENT ON FUNCTION rate(bigint, date) IS 'a rate';",
  },
  {
    name: "another schema",
    has: shop,
    runs: "INSERT INTO audit.log (what) VALUES ('x'); ALTER TABLE audit.log ADD COLUMN at timestamptz; ALTER TABLE audit.log SET SCHEMA public; ALTER TABLE log RENAME TO journal; DROP SCHEMA audit;",
  },
  {
    name: "sequences and identity",
    has: shop,
    runs: "SELECT setval('numbers', 100); ALTER TABLE customers ALTER COLUMN id SET DEFAULT nextval('numbers'); ALTER SEQUENCE numbers OWNED BY customers.id; ALTER TABLE audit.log ALTER COLUMN id SET GENERATED BY DEFAULT; INSERT INTO audit.log VALUES (5, 'x');",
  },
  {
    name: "policies, publications, rules, statistics",
    has: shop,
    runs: "ALTER POLICY own ON customers USING (name IS NOT NULL); ALTER TABLE customers ENABLE ROW LEVEL SECURITY; ALTER PUBLICATION feed ADD TABLE customers; ALTER PUBLICATION feed DROP TABLE orders; DROP RULE quiet ON customers; ALTER STATISTICS pair SET STATISTICS 100; DROP STATISTICS pair;",
  },
  {
    name: "a column that takes another's place",
    has: shop,
    runs: "ALTER TABLE orders ADD COLUMN cents bigint; UPDATE orders SET cents = (total * 100)::bigint; ALTER TABLE orders DROP COLUMN total CASCADE; ALTER TABLE orders RENAME COLUMN cents TO total; CREATE VIEW all_totals AS SELECT sum(total) FROM orders;",
  },
  {
    name: "a domain that grows",
    has: shop,
    runs: "ALTER DOMAIN email DROP CONSTRAINT email_check; ALTER DOMAIN email ADD CONSTRAINT long CHECK (length(VALUE) > 3) NOT VALID; ALTER DOMAIN email VALIDATE CONSTRAINT long; ALTER TABLE customers ADD COLUMN second email; ALTER TABLE customers ALTER COLUMN mail TYPE text;",
  },
  {
    name: "names put together in a body",
    has: shop,
    runs: "DO $$ DECLARE r record; BEGIN FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'audit' LOOP EXECUTE format('ALTER TABLE audit.%I ADD COLUMN extra int', r.tablename); END LOOP; END $$; UPDATE audit.log SET extra = 1; ALTER TABLE audit.log DROP COLUMN extra;",
  },
  {
    name: "a body with handlers",
    has: shop,
    runs: "DO $$ BEGIN ALTER TABLE orders ADD COLUMN made date; EXCEPTION WHEN duplicate_column THEN RAISE NOTICE 'there'; END $$; DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'of_customer') THEN ALTER TABLE orders ADD CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES customers; END IF; END $$; ALTER TABLE orders DROP CONSTRAINT of_customer;",
  },
  {
    name: "IF EXISTS and IF NOT EXISTS",
    has: shop,
    runs: "DROP INDEX IF EXISTS orders_made; CREATE INDEX IF NOT EXISTS orders_made ON orders (made); ALTER TABLE IF EXISTS orders ADD COLUMN IF NOT EXISTS state state; CREATE TABLE IF NOT EXISTS customers (id bigint PRIMARY KEY); INSERT INTO customers (id, name) VALUES (7, 'x'); DROP TABLE IF EXISTS nowhere; DROP VIEW IF EXISTS paid;",
  },
  {
    name: "MERGE",
    has: shop.replace(/CREATE RULE[^;]*;/u, ""),
    since: 15,
    runs: "MERGE INTO customers c USING (SELECT customer, count(*) AS n FROM orders GROUP BY customer) o ON o.customer = c.id WHEN MATCHED AND o.n > 5 THEN UPDATE SET name = name || '!' WHEN NOT MATCHED THEN INSERT (id, name) VALUES (o.customer, 'new');",
  },
  {
    name: "foreign servers",
    has: "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER far FOREIGN DATA WRAPPER w;",
    runs: "CREATE USER MAPPING FOR PUBLIC SERVER far; CREATE FOREIGN TABLE there (id bigint) SERVER far; ALTER SERVER far OPTIONS (ADD host 'x'); DROP USER MAPPING FOR PUBLIC SERVER far; DROP SERVER far CASCADE; CREATE SERVER near FOREIGN DATA WRAPPER w;",
  },
];

const grammar = await loadGrammar();
const cache = new StatementCache();

describe.each(testedMajors)("on PostgreSQL %i", (major) => {
  it.for(scripts.filter(({ since = 0 }) => since <= major))("$name", async ({ has, runs }) => {
    const database = await freshDatabase(major);
    try {
      const client = await database.connect();
      await client.query(has);
      const { statements } = readStatements(runs, { start: 0, end: runs.length }, grammar, cache);
      const list = statements.map(({ statement }) => statement);
      for (const { text } of list) await client.query(text);
      const input = {
        mode: "autocommit",
        statements: list,
        major,
        timeZone: "UTC",
        assumesMissing: true,
      } as const;
      const { entries } = foldSection(Catalog.empty, input);
      const foretold = entries.flatMap(({ statement, effects: { fails } }) =>
        fails?.when === "always" ? [`${statement.text}: ${fails.sqlstate} ${fails.message}`] : [],
      );
      expect(foretold).toEqual([]);
    } finally {
      await database.dispose();
    }
  });
});
