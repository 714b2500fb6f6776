-- case: V12 add column with a remark
-- V12__add_parcel_insurance.sql
ALTER TABLE parcels ADD insurance numeric(10,2);
COMMENT ON COLUMN parcels.insurance IS 'EUR';

-- case: V13 a flag that is filled
ALTER TABLE parcels ADD COLUMN fragile boolean;
UPDATE parcels SET fragile = false;
ALTER TABLE parcels ALTER COLUMN fragile SET NOT NULL;

-- case: V14 a flag with its default at once
ALTER TABLE parcels ADD COLUMN fragile boolean NOT NULL DEFAULT false;

-- case: V15 a wider name
ALTER TABLE carriers ALTER COLUMN name TYPE varchar(200);

-- case: V16 a narrower name
ALTER TABLE carriers ALTER COLUMN name TYPE varchar(50);

-- case: V17 an index if not exists
CREATE INDEX IF NOT EXISTS idx_scans_device ON scans (device_id);

-- case: V18 the index made anew as concurrent, without a transaction
-- mode: autocommit
DROP INDEX CONCURRENTLY IF EXISTS ix_parcels_state;
CREATE INDEX CONCURRENTLY ix_parcels_state ON parcels (state, created_at);

-- case: V19 money in cents
ALTER TABLE parcels ALTER COLUMN declared TYPE bigint USING (declared * 100)::bigint;

-- case: V20 a lookup table and its key
CREATE TABLE parcel_state (code varchar(20) PRIMARY KEY, label text NOT NULL);
INSERT INTO parcel_state VALUES ('new', 'New'), ('collected', 'Collected'), ('shipped', 'Shipped');
ALTER TABLE parcels ADD CONSTRAINT fk_parcel_state FOREIGN KEY (state) REFERENCES parcel_state (code);

-- case: V21 grants for a new service
GRANT SELECT ON parcels, scans TO PUBLIC;

-- case: V22 dropping what is not used
DROP TABLE IF EXISTS import_raw;

-- case: V23 a sequence set right
SELECT setval('invoice_numbers', 500000);

-- case: V24 a rename of the table behind a view
ALTER TABLE scans RENAME TO scan_events;
CREATE VIEW scans AS SELECT * FROM scan_events;
GRANT SELECT, INSERT, UPDATE, DELETE ON scans TO lockkeeper_accuracy;

-- case: V25 a rename of the table behind a view that nobody may read
ALTER TABLE scans RENAME TO scan_events;
CREATE VIEW scans AS SELECT * FROM scan_events;

-- case: V26 a procedure in a DO block
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'parcels' AND column_name = 'priority') THEN
    ALTER TABLE parcels ADD COLUMN priority smallint;
  END IF;
END $$;

-- case: V27 a check
ALTER TABLE billing.lines ADD CONSTRAINT ck_qty CHECK (qty > 0);

-- case: V28 a view with one more column at its end
CREATE OR REPLACE VIEW reporting.parcel_overview AS
  SELECT p.id, p.tracking_no, p.state, c.name AS carrier, p.weight_g FROM parcels p LEFT JOIN carriers c ON c.id = p.carrier_id;

-- case: V29 a view with one more column in the middle
CREATE OR REPLACE VIEW reporting.parcel_overview AS
  SELECT p.id, p.tracking_no, p.weight_g, p.state, c.name AS carrier FROM parcels p LEFT JOIN carriers c ON c.id = p.carrier_id;

-- case: V30 a view dropped and made again
DROP VIEW reporting.late_parcels;
CREATE VIEW reporting.late_parcels AS SELECT id, tracking_no, carrier FROM reporting.parcel_overview WHERE state IN ('late', 'lost');

-- case: V31 a function dropped and made again
DROP FUNCTION gross(numeric, percentage);
CREATE FUNCTION gross(net numeric, vat numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT round(net * (1 + vat / 100), 2) $$;

-- case: V32 a function dropped and made again that all may not call
DROP FUNCTION gross(numeric, percentage);
CREATE FUNCTION gross(net numeric, vat percentage) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT round(net * (1 + vat / 100), 2) $$;
REVOKE EXECUTE ON FUNCTION gross(numeric, percentage) FROM PUBLIC;

-- case: V33 a table dropped and made again
DROP TABLE settings;
CREATE TABLE settings (key text PRIMARY KEY, value jsonb, updated_at timestamptz NOT NULL DEFAULT now());

-- case: V34 an old table cleared by rename
CREATE TABLE outbox_new (LIKE outbox INCLUDING ALL);
ALTER TABLE outbox RENAME TO outbox_old;
ALTER TABLE outbox_new RENAME TO outbox;
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO lockkeeper_accuracy;

-- case: V35 an old table cleared by rename, without its grants
CREATE TABLE outbox_new (LIKE outbox INCLUDING ALL);
ALTER TABLE outbox RENAME TO outbox_old;
ALTER TABLE outbox_new RENAME TO outbox;
