-- case: three tables of a new feature
CREATE TABLE tours (id bigserial PRIMARY KEY, name text NOT NULL, day date NOT NULL);
CREATE TABLE stops (id bigserial PRIMARY KEY, tour_id bigint NOT NULL REFERENCES tours ON DELETE CASCADE, place text);
CREATE INDEX stops_tour ON stops (tour_id);
CREATE UNIQUE INDEX tours_day ON tours (day, name);
ALTER TABLE stops ADD CONSTRAINT stops_place CHECK (place <> '');
INSERT INTO tours (name, day) VALUES ('first', '2024-01-01');
UPDATE tours SET name = 'First';

-- case: a table split in two
CREATE TABLE parcel_values (parcel_id bigint PRIMARY KEY, declared numeric(10,2));
INSERT INTO parcel_values SELECT id, declared FROM parcels WHERE declared IS NOT NULL;
ALTER TABLE parcels DROP COLUMN declared;

-- case: a table split in two, the old column stays
CREATE TABLE parcel_values (parcel_id bigint PRIMARY KEY, declared numeric(10,2));
INSERT INTO parcel_values SELECT id, declared FROM parcels WHERE declared IS NOT NULL;

-- case: a short lock and then a long read
ALTER TABLE carriers ADD COLUMN parcels_total bigint;
CREATE TABLE totals AS SELECT carrier_id, count(*) AS parcels FROM parcels GROUP BY carrier_id;

-- case: long reading and then a short lock
CREATE TABLE totals AS SELECT carrier_id, count(*) AS parcels FROM parcels GROUP BY carrier_id;
ALTER TABLE carriers ADD COLUMN parcels_total bigint;

-- case: an old duplicate removed before the key
DELETE FROM scans a USING scans b WHERE a.id < b.id AND a.parcel_id = b.parcel_id AND a.place = b.place;
CREATE UNIQUE INDEX scans_once ON scans (parcel_id, place);

-- case: a safe key in three statements of their own
-- mode: autocommit
ALTER TABLE scans ADD COLUMN carrier_id integer;
ALTER TABLE scans ADD CONSTRAINT scans_carrier FOREIGN KEY (carrier_id) REFERENCES carriers NOT VALID;
ALTER TABLE scans VALIDATE CONSTRAINT scans_carrier;

-- case: a safe key in one transaction
ALTER TABLE scans ADD COLUMN carrier_id integer;
ALTER TABLE scans ADD CONSTRAINT scans_carrier FOREIGN KEY (carrier_id) REFERENCES carriers NOT VALID;
ALTER TABLE scans VALIDATE CONSTRAINT scans_carrier;

-- case: not null by a check in statements of their own
-- mode: autocommit
ALTER TABLE parcels ADD CONSTRAINT weight_there CHECK (weight_g IS NOT NULL) NOT VALID;
ALTER TABLE parcels VALIDATE CONSTRAINT weight_there;
ALTER TABLE parcels ALTER COLUMN weight_g SET NOT NULL;
ALTER TABLE parcels DROP CONSTRAINT weight_there;

-- case: a table of the day before last
CREATE TABLE events_2024_03 (LIKE events INCLUDING DEFAULTS);
ALTER TABLE events ATTACH PARTITION events_2024_03 FOR VALUES FROM ('2024-03-01') TO ('2024-04-01');

-- case: a partition far in the future
CREATE TABLE events_2030 PARTITION OF events FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');

-- case: a temporary table for a report
CREATE TEMP TABLE work AS SELECT id FROM parcels WHERE weight_g > 50;
CREATE INDEX ON work (id);
UPDATE settings SET value = (SELECT to_jsonb(count(*)) FROM work) WHERE key = 'limit';

-- case: an insert select from itself
INSERT INTO locations (path) SELECT path || '/copy' FROM locations;

-- case: everything of one state goes
DELETE FROM parcels WHERE state = 'new';

-- case: a setting that there is already
INSERT INTO settings (key, value) VALUES ('limit', '10');

-- case: a setting that may be there already
INSERT INTO settings (key, value) VALUES ('limit', '10') ON CONFLICT (key) DO NOTHING;

-- case: a trigger switched off while rows change
ALTER TABLE parcels DISABLE TRIGGER parcels_version;
UPDATE parcels SET note = 'migrated';
ALTER TABLE parcels ENABLE TRIGGER parcels_version;

-- case: a trigger for a column in step
CREATE FUNCTION sync_ref() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := coalesce(NEW.note, ''); RETURN NEW; END $$;
CREATE TRIGGER sync_ref BEFORE INSERT OR UPDATE ON parcels FOR EACH ROW EXECUTE FUNCTION sync_ref();

-- case: one statement that ends too early
ALTER TABLE parcels ADD COLUMN a integer
ALTER TABLE parcels ADD COLUMN b integer;

-- case: a wrong table
ALTER TABLE parcel ADD COLUMN a integer;

-- case: a schema moved
ALTER TABLE outbox SET SCHEMA billing;

-- case: a materialized view with an index and a refresh
CREATE UNIQUE INDEX scans_per_place_key ON reporting.scans_per_place (place);
REFRESH MATERIALIZED VIEW CONCURRENTLY reporting.scans_per_place;

-- case: a lock that waits for nobody
LOCK TABLE settings IN ACCESS EXCLUSIVE MODE;
UPDATE settings SET value = '6' WHERE key = 'limit';

-- case: storage and statistics
ALTER TABLE parcels ALTER COLUMN meta SET STORAGE EXTERNAL;
ALTER TABLE parcels ALTER COLUMN state SET STATISTICS 500;
ANALYZE parcels;

-- case: vacuum full
-- mode: autocommit
VACUUM FULL scans;

-- case: reindex
-- mode: autocommit
REINDEX TABLE scans;

-- case: reindex without blocking
-- mode: autocommit
REINDEX TABLE CONCURRENTLY scans;
