-- case: not null through a check, first file
ALTER TABLE users ADD CONSTRAINT users_locale_nn CHECK (locale IS NOT NULL) NOT VALID;

-- case: not null through a check, last file
-- setup: ALTER TABLE users ADD CONSTRAINT users_locale_nn CHECK (locale IS NOT NULL) NOT VALID;
-- setup: ALTER TABLE users VALIDATE CONSTRAINT users_locale_nn;
ALTER TABLE accounts ALTER COLUMN plan DROP DEFAULT;
ALTER TABLE users ALTER COLUMN admin DROP DEFAULT;

-- case: a key on a prepared index
-- setup: CREATE UNIQUE INDEX webhooks_url_uq ON webhooks (url);
ALTER TABLE webhooks ADD CONSTRAINT webhooks_url_key UNIQUE USING INDEX webhooks_url_uq;

-- case: a stored generated column
ALTER TABLE comments ADD COLUMN body_length integer GENERATED ALWAYS AS (length(body)) STORED;

-- case: a deletion of old rows
DELETE FROM audit.events WHERE at < now() - interval '90 days';

-- case: a deletion of all rows but some
DELETE FROM audit.events WHERE action <> 'logout';

-- case: truncate
TRUNCATE TABLE audit.events RESTART IDENTITY;

-- case: a new partition
CREATE TABLE time_entries_q3 PARTITION OF time_entries FOR VALUES FROM ('2024-07-01') TO ('2024-10-01');

-- case: a table attached as a new partition
CREATE TABLE time_entries_q3 (LIKE time_entries INCLUDING ALL);
ALTER TABLE time_entries ATTACH PARTITION time_entries_q3 FOR VALUES FROM ('2024-07-01') TO ('2024-10-01');

-- case: an index of a partitioned table
CREATE INDEX ON time_entries (user_id);

-- case: an index of a partitioned table, without blocking
-- mode: autocommit
CREATE INDEX CONCURRENTLY time_entries_user ON time_entries (user_id);

-- case: detaching an old partition
ALTER TABLE time_entries DETACH PARTITION time_entries_q1;

-- case: detaching and dropping an old partition
ALTER TABLE time_entries DETACH PARTITION time_entries_q1;
DROP TABLE time_entries_q1;

-- case: a before trigger that returns null
CREATE FUNCTION no_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'archived'; RETURN NULL; END $$;
CREATE TRIGGER attachments_frozen BEFORE INSERT OR UPDATE ON attachments FOR EACH ROW EXECUTE FUNCTION no_more();

-- case: a trigger that refuses rows
CREATE FUNCTION frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'attachments are frozen'; END $$;
CREATE TRIGGER attachments_frozen BEFORE INSERT OR UPDATE OR DELETE ON attachments FOR EACH ROW EXECUTE FUNCTION frozen();

-- case: an after trigger that returns null
CREATE FUNCTION notify_event() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('attachments', NEW.id::text); RETURN NULL; END $$;
CREATE TRIGGER attachments_notify AFTER INSERT ON attachments FOR EACH ROW EXECUTE FUNCTION notify_event();

-- case: a trigger that names a column that there is not
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed_at := now(); RETURN NEW; END $$;
CREATE TRIGGER attachments_stamp BEFORE UPDATE OR INSERT ON attachments FOR EACH ROW EXECUTE FUNCTION stamp();

-- case: a function that calls could mean, too
CREATE FUNCTION initials(name text, separator text DEFAULT '.') RETURNS text LANGUAGE sql AS $$ SELECT name $$;

-- case: a function of another type beside it
CREATE FUNCTION initials(account bigint) RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;

-- case: a function replaced by one of more parameters
DROP FUNCTION days_open(timestamptz, timestamptz);
CREATE FUNCTION days_open(since timestamptz, until timestamptz, working boolean DEFAULT false) RETURNS integer LANGUAGE sql STABLE AS $$ SELECT 1 $$;

-- case: row security that lets all pass
ALTER TABLE attachments ENABLE ROW LEVEL SECURITY;
CREATE POLICY everything ON attachments USING (true) WITH CHECK (true);

-- case: row security that lets all read
ALTER TABLE attachments ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON attachments FOR SELECT USING (true);

-- case: no row security any more
ALTER TABLE webhooks DISABLE ROW LEVEL SECURITY;

-- case: a wider policy
ALTER POLICY webhooks_enabled ON webhooks USING (true);

-- case: a restrictive policy
CREATE POLICY webhooks_https ON webhooks AS RESTRICTIVE USING (account_id <> 7);

-- case: a view that loses a column
DROP VIEW account_usage;
CREATE VIEW account_usage AS SELECT a.id, a.name FROM accounts a;

-- case: a view with a wider type
CREATE OR REPLACE VIEW account_usage AS SELECT a.id, a.name::text, 1 AS users FROM accounts a;

-- case: a refresh
REFRESH MATERIALIZED VIEW ticket_counts;

-- case: a refresh without blocking
-- mode: autocommit
REFRESH MATERIALIZED VIEW CONCURRENTLY ticket_counts;

-- case: a materialized view remade
DROP MATERIALIZED VIEW ticket_counts;
CREATE MATERIALIZED VIEW ticket_counts AS SELECT account_id, count(*) AS tickets FROM tickets GROUP BY account_id;
CREATE UNIQUE INDEX ticket_counts_account ON ticket_counts (account_id);

-- case: a privilege taken
REVOKE INSERT ON comments FROM lockkeeper_accuracy;

-- case: everything granted
GRANT ALL ON ALL TABLES IN SCHEMA public TO lockkeeper_accuracy;

-- case: a column that is kept in step
ALTER TABLE accounts ADD COLUMN subdomain_lower text;
CREATE FUNCTION lower_subdomain() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.subdomain_lower := lower(NEW.subdomain); RETURN NEW; END $$;
CREATE TRIGGER accounts_lower BEFORE INSERT OR UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION lower_subdomain();

-- case: a backfill beside its column
ALTER TABLE accounts ADD COLUMN subdomain_lower text;
UPDATE accounts SET subdomain_lower = lower(subdomain);

-- case: a copy behind an exclusive lock
LOCK TABLE attachments IN ACCESS EXCLUSIVE MODE;
CREATE TABLE attachments_copy AS SELECT * FROM attachments;

-- case: a function dropped that a trigger calls
-- client: WITH made AS (INSERT INTO tickets (account_id, subject) VALUES (7, 'Help') RETURNING search) SELECT FROM made WHERE search @@ to_tsquery('simple', 'help');
DROP FUNCTION set_search() CASCADE;

-- case: a sequence that becomes smaller
-- client: INSERT INTO tickets (account_id, subject) SELECT 7, 'Help' FROM generate_series(1, 3);
ALTER SEQUENCE ticket_numbers MAXVALUE 1000 RESTART 999;

-- case: a sequence dropped
DROP SEQUENCE ticket_numbers CASCADE;

-- case: a domain made stricter
ALTER DOMAIN email_address ADD CONSTRAINT short CHECK (length(VALUE) < 100);

-- case: a column of a checked domain
ALTER TABLE accounts ADD COLUMN billing_email email_address;

-- case: a timestamp with a zone
ALTER TABLE accounts ALTER COLUMN created_at TYPE timestamptz USING created_at AT TIME ZONE 'UTC';

-- case: a table without its logs
ALTER TABLE attachments SET UNLOGGED;

-- case: cluster
CLUSTER users USING index_users_on_email;

-- case: fillfactor
ALTER TABLE tickets SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01);

-- case: a column twice
ALTER TABLE tickets ADD COLUMN channel text;
ALTER TABLE tickets ADD COLUMN channel text;

-- case: a missing semicolon
ALTER TABLE tickets ADD COLUMN channel text
ALTER TABLE tickets ADD COLUMN source text;

-- case: a MySQL change
ALTER TABLE tickets MODIFY COLUMN priority int;

-- case: a publication of more
ALTER PUBLICATION analytics ADD TABLE comments, users;

-- case: no key for a publication
ALTER TABLE tickets DROP CONSTRAINT tickets_pkey CASCADE;

-- case: a plain comment and a grant
COMMENT ON TABLE tickets IS 'What customers ask';
GRANT SELECT ON tickets TO PUBLIC;

-- case: an analysis
-- mode: autocommit
ANALYZE tickets;

-- case: a join of two changes in one transaction
ALTER TABLE tickets ADD COLUMN source text;
ALTER TABLE comments ADD COLUMN source text;
CREATE INDEX ON comments (author_id) WHERE private;

-- case: a child that leaves and a parent that stays
-- setup: CREATE TABLE vip_accounts (level integer) INHERITS (accounts);
-- setup: INSERT INTO vip_accounts (id, name, subdomain, level) SELECT 2000000000 + g, 'v', 'v' || g, 1 FROM generate_series(1, 100) g;
-- setup: GRANT SELECT ON vip_accounts TO lockkeeper_accuracy;
-- client: SELECT id, name FROM accounts WHERE id = 2000000007;
ALTER TABLE vip_accounts NO INHERIT accounts;

-- case: a loop that changes all rows by itself
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT id FROM attachments LOOP
    UPDATE attachments SET bytes = 0 WHERE id = r.id;
  END LOOP;
END $$;

-- case: an index made in a function
CREATE FUNCTION build() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE INDEX ON audit.events (at); END $$;
SELECT build();
DROP FUNCTION build();
