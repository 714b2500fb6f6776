-- case: add_column with server_default
ALTER TABLE parcels ADD COLUMN source VARCHAR(12) DEFAULT 'web' NOT NULL;

-- case: add_column with an enum that is made first
CREATE TYPE parcel_size AS ENUM ('S', 'M', 'L');
ALTER TABLE parcels ADD COLUMN size parcel_size;

-- case: alter_column nullable false
ALTER TABLE parcels ALTER COLUMN weight_g SET NOT NULL;

-- case: alter_column nullable true
ALTER TABLE parcels ALTER COLUMN carrier_id DROP NOT NULL;

-- case: alter_column with a server default for new rows
ALTER TABLE parcels ALTER COLUMN note SET DEFAULT '';

-- case: alter_column integer to bigint for a key
ALTER TABLE carriers ALTER COLUMN id TYPE BIGINT;
ALTER TABLE parcels ALTER COLUMN carrier_id TYPE BIGINT;

-- case: alter_column timestamp to timestamptz
ALTER TABLE parcels ALTER COLUMN shipped_at TYPE TIMESTAMP WITH TIME ZONE;

-- case: alter_column jsonb to json
ALTER TABLE parcels ALTER COLUMN meta TYPE JSON USING meta::json;

-- case: alter_column numeric to a larger precision
ALTER TABLE parcels ALTER COLUMN declared TYPE NUMERIC(14, 2);

-- case: alter_column numeric to another scale
ALTER TABLE parcels ALTER COLUMN declared TYPE NUMERIC(14, 4);

-- case: alter_column text to varchar without a length
ALTER TABLE parcels ALTER COLUMN note TYPE VARCHAR;

-- case: create_unique_constraint
ALTER TABLE carriers ADD CONSTRAINT uq_carriers_name UNIQUE (name);

-- case: create_unique_constraint that rows violate
ALTER TABLE scans ADD CONSTRAINT uq_scans_place UNIQUE (place);

-- case: create_foreign_key
ALTER TABLE locations ADD COLUMN warehouse_id INTEGER;
ALTER TABLE locations ADD CONSTRAINT fk_locations_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouses (id) ON DELETE SET NULL;

-- case: create_foreign_key not valid by postgresql_not_valid
ALTER TABLE scans ADD CONSTRAINT fk_scans_device FOREIGN KEY(device_id) REFERENCES warehouses (id) NOT VALID;

-- case: create_index postgresql_concurrently in an autocommit_block
-- mode: autocommit
CREATE INDEX CONCURRENTLY ix_scans_device_id ON scans (device_id);

-- case: create_index postgresql_concurrently without autocommit_block
CREATE INDEX CONCURRENTLY ix_scans_device_id ON scans (device_id);

-- case: create_index gin on tags
CREATE INDEX ix_locations_tags ON locations USING gin (tags);

-- case: create_index unique with a condition
CREATE UNIQUE INDEX ix_locations_root ON locations (path) WHERE parent_id IS NULL;

-- case: drop_constraint of a check
ALTER TABLE parcels DROP CONSTRAINT ck_parcels_weight;

-- case: drop_constraint of a unique key that upserts infer
ALTER TABLE parcels DROP CONSTRAINT uq_parcels_tracking_no;

-- case: drop_column that a view shows
ALTER TABLE parcels DROP COLUMN state;

-- case: drop_column unused
ALTER TABLE warehouses DROP COLUMN legacy_code;

-- case: batch of renames
ALTER TABLE warehouses RENAME city TO town;
ALTER TABLE warehouses RENAME opened TO opened_on;

-- case: bulk_insert and its revision
CREATE TABLE regions (id SERIAL NOT NULL, name VARCHAR(40) NOT NULL, PRIMARY KEY (id));
INSERT INTO regions (name) VALUES ('North'), ('South');
UPDATE alembic_version SET version_num='ab12' WHERE alembic_version.version_num = 'aa11';
-- setup: CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY); INSERT INTO alembic_version VALUES ('aa11');

-- case: a data migration row by row, in one transaction
UPDATE parcels SET note = 'heavy' WHERE weight_g > 100;

-- case: enum value in its own block
-- mode: autocommit
ALTER TYPE billing.invoice_status ADD VALUE IF NOT EXISTS 'void' AFTER 'paid';

-- case: enum replaced
ALTER TYPE billing.invoice_status RENAME TO invoice_status_old;
CREATE TYPE billing.invoice_status AS ENUM ('draft', 'sent', 'paid', 'void');
ALTER TABLE billing.invoices ALTER COLUMN status DROP DEFAULT;
ALTER TABLE billing.invoices ALTER COLUMN status TYPE billing.invoice_status USING status::text::billing.invoice_status;
ALTER TABLE billing.invoices ALTER COLUMN status SET DEFAULT 'draft';
DROP TYPE billing.invoice_status_old;

-- case: enum replaced while its default still needs it
ALTER TYPE billing.invoice_status RENAME TO invoice_status_old;
CREATE TYPE billing.invoice_status AS ENUM ('draft', 'sent', 'paid', 'void');
ALTER TABLE billing.invoices ALTER COLUMN status TYPE billing.invoice_status USING status::text::billing.invoice_status;
DROP TYPE billing.invoice_status_old;
