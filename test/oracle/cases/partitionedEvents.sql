-- case: a month more of events beside a default partition
-- setup: CREATE TABLE events (id bigserial, tenant_id int NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), payload jsonb, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at);
-- setup: CREATE TABLE events_2024_01 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE events_2024_02 PARTITION OF events FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
-- setup: CREATE TABLE events_default PARTITION OF events DEFAULT;
CREATE TABLE events_2024_03 PARTITION OF events FOR VALUES FROM ('2024-03-01') TO ('2024-04-01');

-- case: attach a month of events whose bound is checked
-- setup: CREATE TABLE events (id bigserial, tenant_id int NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), payload jsonb, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at);
-- setup: CREATE TABLE events_2024_01 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE events_new (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
-- setup: ALTER TABLE events_new ADD CONSTRAINT bound CHECK (created_at >= '2024-02-01' AND created_at < '2024-03-01');
ALTER TABLE events ATTACH PARTITION events_new FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');

-- case: attach a copy of all that events have
-- setup: CREATE TABLE events (id bigserial, tenant_id int NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), payload jsonb, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at);
-- setup: CREATE TABLE events_new (LIKE events INCLUDING ALL);
ALTER TABLE events ATTACH PARTITION events_new FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');

-- case: attach the index of the only month
-- setup: CREATE TABLE events (id bigserial, tenant_id int NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), payload jsonb, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at);
-- setup: CREATE TABLE events_2024_01 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE INDEX events_tenant ON ONLY events (tenant_id, created_at DESC);
-- setup: CREATE INDEX events_2024_01_tenant ON events_2024_01 (tenant_id, created_at DESC);
ALTER INDEX events_tenant ATTACH PARTITION events_2024_01_tenant;

-- case: drop a month of events
-- setup: CREATE TABLE events (id bigserial, tenant_id int NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), payload jsonb, PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at);
-- setup: CREATE TABLE events_2024_01 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE events_2024_02 PARTITION OF events FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
-- setup: CREATE INDEX events_tenant ON events (tenant_id) WHERE payload IS NOT NULL;
DROP TABLE events_2024_01;

-- case: a tenant's partition beside the default one
-- setup: CREATE TABLE tenants (id int PRIMARY KEY);
-- setup: CREATE TABLE docs (id bigint GENERATED ALWAYS AS IDENTITY, tenant_id int NOT NULL REFERENCES tenants ON DELETE CASCADE, body text, PRIMARY KEY (tenant_id, id)) PARTITION BY LIST (tenant_id);
-- setup: CREATE TABLE docs_1 PARTITION OF docs FOR VALUES IN (1);
-- setup: CREATE TABLE docs_rest PARTITION OF docs DEFAULT;
CREATE TABLE docs_2 PARTITION OF docs FOR VALUES IN (2);

-- case: a column with a default and a check for hash partitions
-- setup: CREATE TABLE tenants (id int PRIMARY KEY);
-- setup: CREATE TABLE docs (id bigint, tenant_id int NOT NULL REFERENCES tenants, body text, PRIMARY KEY (tenant_id, id)) PARTITION BY HASH (tenant_id);
-- setup: CREATE TABLE docs_0 PARTITION OF docs FOR VALUES WITH (MODULUS 4, REMAINDER 0);
-- setup: CREATE TABLE docs_1 PARTITION OF docs FOR VALUES WITH (MODULUS 4, REMAINDER 1);
ALTER TABLE docs ADD COLUMN title text NOT NULL DEFAULT '', ADD CONSTRAINT title_len CHECK (length(title) < 200);

-- case: move rows between hash partitions
-- setup: CREATE TABLE docs (id bigint, tenant_id int NOT NULL, body text, PRIMARY KEY (tenant_id, id)) PARTITION BY HASH (tenant_id);
-- setup: CREATE TABLE docs_0 PARTITION OF docs FOR VALUES WITH (MODULUS 2, REMAINDER 0);
-- setup: CREATE TABLE docs_1 PARTITION OF docs FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- setup: INSERT INTO docs SELECT g, g, 'x' FROM generate_series(1, 20) g;
UPDATE docs SET tenant_id = tenant_id + 1 WHERE tenant_id = 3;

-- case: move a row to another month
-- setup: CREATE TABLE m (id int, at date, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE m2 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
-- setup: INSERT INTO m VALUES (1, '2024-01-05', 1);
UPDATE m SET at = '2024-02-05' WHERE id = 1;

-- case: move rows of the default partition to a table
-- setup: CREATE TABLE m (id int, at date, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE md PARTITION OF m DEFAULT;
-- setup: CREATE TABLE m2 (LIKE m);
-- setup: INSERT INTO m VALUES (1, '2024-02-05', 1);
WITH moved AS (DELETE FROM md WHERE at >= '2024-02-01' AND at < '2024-03-01' RETURNING *) INSERT INTO m2 SELECT * FROM moved;

-- case: a month that overlaps another
-- setup: CREATE TABLE m (id int, at date, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE m1x PARTITION OF m FOR VALUES FROM ('2024-01-15') TO ('2024-03-01');

-- case: a primary key without the expression of the partition key
-- setup: CREATE TABLE m (id int, at timestamptz, v int) PARTITION BY RANGE (date_trunc('day', at AT TIME ZONE 'UTC'));
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
ALTER TABLE m ADD PRIMARY KEY (id);

-- case: a unique key without the partition key
-- setup: CREATE TABLE m (id int, at timestamptz, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
ALTER TABLE m ADD UNIQUE (id);

-- case: a primary key down two levels
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01') PARTITION BY LIST (v);
-- setup: CREATE TABLE m1a PARTITION OF m1 FOR VALUES IN (1);
-- setup: CREATE TABLE m1d PARTITION OF m1 DEFAULT;
ALTER TABLE m ADD CONSTRAINT m_pk PRIMARY KEY (id, at, v);

-- case: a partition beside a default one, down two levels
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01') PARTITION BY LIST (v);
-- setup: CREATE TABLE m1a PARTITION OF m1 FOR VALUES IN (1);
-- setup: CREATE TABLE m1d PARTITION OF m1 DEFAULT;
CREATE TABLE m1b PARTITION OF m1 FOR VALUES IN (2);

-- case: drop a partitioned partition
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01') PARTITION BY LIST (v);
-- setup: CREATE TABLE m1a PARTITION OF m1 FOR VALUES IN (1);
DROP TABLE m1;

-- case: drop a month that a view reads
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE md PARTITION OF m DEFAULT;
-- setup: CREATE VIEW mvw AS SELECT id FROM m1;
DROP TABLE m1 CASCADE;

-- case: insert into a partition with its parent's trigger
-- setup: CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES (new.id); RETURN new; END $$;
-- setup: CREATE TABLE audit (id int);
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TRIGGER aud AFTER INSERT ON m FOR EACH ROW EXECUTE FUNCTION tf();
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
INSERT INTO m VALUES (1, '2024-01-05', 1);

-- case: drop a row trigger down two levels
-- setup: CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES (new.id); RETURN new; END $$;
-- setup: CREATE TABLE audit (id int);
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01') PARTITION BY LIST (v);
-- setup: CREATE TABLE m1a PARTITION OF m1 FOR VALUES IN (1);
-- setup: CREATE TRIGGER aud AFTER INSERT ON m FOR EACH ROW EXECUTE FUNCTION tf();
DROP TRIGGER aud ON m;

-- case: drop a row trigger of a partition
-- setup: CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TRIGGER aud BEFORE INSERT ON m FOR EACH ROW EXECUTE FUNCTION tf();
DROP TRIGGER aud ON m1;

-- case: drop the function of a row trigger
-- setup: CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TRIGGER aud BEFORE INSERT ON m FOR EACH ROW EXECUTE FUNCTION tf();
DROP FUNCTION tf() CASCADE;

-- case: type of a column of a partitioned table's generated one
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int, g int GENERATED ALWAYS AS (v * 2) STORED) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
ALTER TABLE m ALTER v TYPE bigint;

-- case: attach where the column is not generated
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int, g int GENERATED ALWAYS AS (v * 2) STORED) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 (id int, at date NOT NULL, v int, g int);
ALTER TABLE m ATTACH PARTITION m1 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');

-- case: attach where the column is generated by itself
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 (id int, at date NOT NULL, v int GENERATED ALWAYS AS (id) STORED);
ALTER TABLE m ATTACH PARTITION m1 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');

-- case: attach where a column may be null
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 (id int, at date, v int);
ALTER TABLE m ATTACH PARTITION m1 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');

-- case: attach a table with its columns in another order
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 (v int, at date NOT NULL, id int);
-- setup: INSERT INTO m1 VALUES (1, '2024-01-05', 1);
-- setup: CREATE INDEX m_v ON m (v);
-- setup: CREATE INDEX m1_v ON m1 (v);
ALTER TABLE m ATTACH PARTITION m1 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');

-- case: not null where one partition has it already
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE m2 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
-- setup: ALTER TABLE m1 ALTER v SET NOT NULL;
ALTER TABLE m ALTER v SET NOT NULL;

-- case: drop not null of a partition
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: ALTER TABLE m ALTER v SET NOT NULL;
ALTER TABLE m1 ALTER v DROP NOT NULL;

-- case: drop not null of a partitioned table
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: ALTER TABLE m ALTER v SET NOT NULL;
ALTER TABLE m ALTER v DROP NOT NULL;

-- case: a foreign key that the partition has validated
-- setup: CREATE TABLE k (id int PRIMARY KEY);
-- setup: CREATE TABLE m (id int, at date NOT NULL, kid int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: ALTER TABLE m1 ADD CONSTRAINT kfk FOREIGN KEY (kid) REFERENCES k NOT VALID;
-- setup: ALTER TABLE m1 VALIDATE CONSTRAINT kfk;
ALTER TABLE m ADD CONSTRAINT kfk FOREIGN KEY (kid) REFERENCES k;

-- case: a foreign key of a partitioned table not valid
-- setup: CREATE TABLE k (id int PRIMARY KEY);
-- setup: CREATE TABLE m (id int, at date NOT NULL, kid int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
ALTER TABLE m ADD CONSTRAINT kfk FOREIGN KEY (kid) REFERENCES k NOT VALID;

-- case: a foreign key onto a partitioned table not valid
-- setup: CREATE TABLE k (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE c (id int, at date);
-- setup: INSERT INTO c SELECT g, '2024-01-02' FROM generate_series(1, 3) g;
ALTER TABLE c ADD FOREIGN KEY (id, at) REFERENCES k NOT VALID;

-- case: validate a foreign key onto a partitioned table
-- setup: CREATE TABLE k (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE c (id int, at date);
-- setup: ALTER TABLE c ADD CONSTRAINT ck FOREIGN KEY (id, at) REFERENCES k NOT VALID;
ALTER TABLE c VALIDATE CONSTRAINT ck;

-- case: detach a referenced month
-- setup: CREATE TABLE k (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE c (id int, at date, FOREIGN KEY (id, at) REFERENCES k);
ALTER TABLE k DETACH PARTITION k1;

-- case: drop a referenced month
-- setup: CREATE TABLE k (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE c (id int, at date, FOREIGN KEY (id, at) REFERENCES k);
DROP TABLE k1;

-- case: attach to a referenced partitioned table
-- setup: CREATE TABLE k (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE c (id int, at date, FOREIGN KEY (id, at) REFERENCES k);
-- setup: CREATE TABLE k2 (id int, at date, PRIMARY KEY (id, at));
ALTER TABLE k ATTACH PARTITION k2 FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');

-- case: truncate a referenced partitioned table
-- setup: CREATE TABLE k (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE k1 PARTITION OF k FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE TABLE c (id int, at date, FOREIGN KEY (id, at) REFERENCES k ON DELETE CASCADE);
TRUNCATE k CASCADE;

-- case: unique using a partitioned index
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE UNIQUE INDEX m_u ON m (id, at);
ALTER TABLE m ADD CONSTRAINT m_uq UNIQUE USING INDEX m_u;

-- case: a primary key where a partition has the same
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE UNIQUE INDEX m1_u ON m1 (id, at);
-- setup: ALTER TABLE m1 ADD CONSTRAINT m1_pk PRIMARY KEY USING INDEX m1_u;
ALTER TABLE m ADD CONSTRAINT m_pk PRIMARY KEY (id, at);

-- case: a primary key where a partition has another
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: ALTER TABLE m1 ADD CONSTRAINT m1_pk PRIMARY KEY (id);
ALTER TABLE m ADD CONSTRAINT m_pk PRIMARY KEY (id, at);

-- case: attach where the table has another primary key
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 (id int PRIMARY KEY, at date NOT NULL, v int);
ALTER TABLE m ATTACH PARTITION m1 FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');

-- case: drop a partitioned index concurrently
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- setup: CREATE INDEX m_v ON m (v);
DROP INDEX CONCURRENTLY m_v;

-- case: a partition to another schema
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
ALTER TABLE m REPLICA IDENTITY FULL;

-- case: detach a published partition
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE PUBLICATION pb FOR TABLE m, m1;

-- case: detach the default partition
-- setup: CREATE TABLE m (id int, at date NOT NULL, v int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
-- setup: CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (MINVALUE) TO ('2024-02-01');
-- setup: CREATE TABLE m2 PARTITION OF m FOR VALUES FROM ('2024-02-01') TO (MAXVALUE);
-- setup: CREATE TABLE md PARTITION OF m DEFAULT;
ALTER TABLE m DETACH PARTITION md;

-- case: attach the old table as the default
-- setup: CREATE TABLE big (id int, at date NOT NULL, v int, PRIMARY KEY (id, at));
-- setup: INSERT INTO big SELECT g, '2024-01-01', g FROM generate_series(1, 10) g;
-- setup: CREATE TABLE m (LIKE big INCLUDING ALL) PARTITION BY RANGE (at);
ALTER TABLE m ATTACH PARTITION big DEFAULT;

-- case: an index where the old table is a partition
-- setup: CREATE TABLE big (id int, at date NOT NULL, v int, PRIMARY KEY (id, at));
-- setup: INSERT INTO big SELECT g, '2024-01-01', g FROM generate_series(1, 10) g;
-- setup: CREATE TABLE m (LIKE big INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY RANGE (at);
-- setup: ALTER TABLE m ATTACH PARTITION big FOR VALUES FROM (MINVALUE) TO ('2025-01-01');
CREATE INDEX ON m (v);

-- case: attach a default that excludes null
-- setup: CREATE TABLE p (id int, r int) PARTITION BY LIST (r);
-- setup: CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, NULL);
-- setup: CREATE TABLE pd (id int, r int CHECK (r IS NOT NULL AND r <> 1));
-- setup: INSERT INTO pd VALUES (1, 5);
ALTER TABLE p ATTACH PARTITION pd DEFAULT;

-- case: attach a partition of truth values
-- setup: CREATE TABLE p (id int, r boolean) PARTITION BY LIST (r);
-- setup: CREATE TABLE ptt (id int, r boolean);
-- setup: INSERT INTO ptt VALUES (1, true);
-- setup: ALTER TABLE ptt ADD CHECK (r IS NOT NULL AND r = true);
ALTER TABLE p ATTACH PARTITION ptt FOR VALUES IN (true);

-- case: attach a partition of an enum
-- setup: CREATE TYPE st AS ENUM ('a', 'b');
-- setup: CREATE TABLE p (id int, s st) PARTITION BY LIST (s);
-- setup: CREATE TABLE pa (id int, s st NOT NULL CHECK (s = 'a'));
-- setup: INSERT INTO pa VALUES (1, 'a');
ALTER TABLE p ATTACH PARTITION pa FOR VALUES IN ('a');

-- case: attach a hash partition
-- setup: CREATE TABLE p (id uuid, s text) PARTITION BY HASH (id);
-- setup: CREATE TABLE p0 (id uuid, s text);
-- setup: INSERT INTO p0 SELECT gen_random_uuid(), 'x' WHERE false;
ALTER TABLE p ATTACH PARTITION p0 FOR VALUES WITH (MODULUS 1, REMAINDER 0);

-- case: a partition of two columns that overlaps another
-- setup: CREATE TABLE p (a int, b int) PARTITION BY RANGE (a, b);
-- setup: CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1, MINVALUE) TO (1, MAXVALUE);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (1, 5) TO (2, 0);

-- case: a partition of two columns that is empty
-- setup: CREATE TABLE r (a int, b int) PARTITION BY RANGE (a, b);
CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (1, 5) TO (1, 5);

-- case: a partition of two columns beside another
-- setup: CREATE TABLE r (a int, b int) PARTITION BY RANGE (a, b);
-- setup: CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (1, 5) TO (3, MINVALUE);
CREATE TABLE r2 PARTITION OF r FOR VALUES FROM (3, MINVALUE) TO (3, 10);

-- case: attach down two levels where the upper bound is not proven
-- setup: CREATE TABLE p (id int, region text NOT NULL, at date NOT NULL) PARTITION BY LIST (region);
-- setup: CREATE TABLE p_eu PARTITION OF p FOR VALUES IN ('eu') PARTITION BY RANGE (at);
-- setup: CREATE TABLE p_eu_24 (id int, region text NOT NULL, at date NOT NULL);
-- setup: INSERT INTO p_eu_24 VALUES (1, 'eu', '2024-02-01');
-- setup: ALTER TABLE p_eu_24 ADD CHECK (at >= '2024-01-01' AND at < '2025-01-01');
ALTER TABLE p_eu ATTACH PARTITION p_eu_24 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

-- case: attach down two levels where both bounds are proven
-- setup: CREATE TABLE p (id int, region text NOT NULL, at date NOT NULL) PARTITION BY LIST (region);
-- setup: CREATE TABLE p_eu PARTITION OF p FOR VALUES IN ('eu') PARTITION BY RANGE (at);
-- setup: CREATE TABLE p_eu_24 (id int, region text NOT NULL, at date NOT NULL);
-- setup: INSERT INTO p_eu_24 VALUES (1, 'eu', '2024-02-01');
-- setup: ALTER TABLE p_eu_24 ADD CHECK (at >= '2024-01-01' AND at < '2025-01-01'), ADD CHECK (region = 'eu');
ALTER TABLE p_eu ATTACH PARTITION p_eu_24 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
