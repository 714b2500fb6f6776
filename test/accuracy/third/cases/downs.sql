-- case: the table of the up goes
-- up: CREATE TABLE tours (id bigserial PRIMARY KEY, name text);
DROP TABLE tours;

-- case: the column of the up goes
-- up: ALTER TABLE parcels ADD COLUMN fragile boolean NOT NULL DEFAULT false;
ALTER TABLE parcels DROP COLUMN fragile;

-- case: the index of the up goes
-- up: CREATE INDEX ix_scans_device_id ON scans (device_id);
DROP INDEX ix_scans_device_id;

-- case: the wider type back
-- up: ALTER TABLE billing.lines ALTER COLUMN label TYPE varchar(200);
ALTER TABLE billing.lines ALTER COLUMN label TYPE varchar(100);

-- case: the narrower type back
-- up: ALTER TABLE billing.lines ALTER COLUMN label TYPE varchar(70);
ALTER TABLE billing.lines ALTER COLUMN label TYPE varchar(100);

-- case: the bigint back
-- up: ALTER TABLE scans ALTER COLUMN device_id TYPE bigint;
ALTER TABLE scans ALTER COLUMN device_id TYPE integer;

-- case: not null back
-- up: ALTER TABLE warehouses ALTER COLUMN name DROP NOT NULL;
ALTER TABLE warehouses ALTER COLUMN name SET NOT NULL;

-- case: the dropped index back
-- up: DROP INDEX ix_parcels_state;
CREATE INDEX ix_parcels_state ON parcels (state);

-- case: the dropped column back, empty
-- up: ALTER TABLE warehouses DROP COLUMN legacy_code;
ALTER TABLE warehouses ADD COLUMN legacy_code varchar(4);

-- case: the dropped column back, required
-- up: ALTER TABLE carriers DROP COLUMN rating;
ALTER TABLE carriers ADD COLUMN rating numeric(3,1) NOT NULL;

-- case: the rename back
-- up: ALTER TABLE warehouses RENAME COLUMN legacy_code TO old_code;
ALTER TABLE warehouses RENAME COLUMN old_code TO legacy_code;

-- case: the foreign key back
-- up: ALTER TABLE parcels DROP CONSTRAINT fk_parcels_carrier_id_carriers;
ALTER TABLE parcels ADD CONSTRAINT fk_parcels_carrier_id_carriers FOREIGN KEY (carrier_id) REFERENCES carriers (id);

-- case: in the wrong order
-- up: CREATE TABLE tours (id bigserial PRIMARY KEY); CREATE TABLE stops (id bigserial PRIMARY KEY, tour_id bigint REFERENCES tours);
DROP TABLE tours;
DROP TABLE stops;

-- case: the type of the up goes before its column
-- up: CREATE TYPE parcel_size AS ENUM ('S', 'M'); ALTER TABLE parcels ADD COLUMN size parcel_size;
DROP TYPE parcel_size;
ALTER TABLE parcels DROP COLUMN size;

-- case: what the up did not make
-- up: ALTER TABLE parcels ADD COLUMN size text;
ALTER TABLE parcels DROP COLUMN sizes;
