-- case: a column of a table that is not in the project
-- known: none
ALTER TABLE parcels ADD COLUMN region text;

-- case: an index of a table that is not in the project
-- known: none
CREATE INDEX ix_scans_device ON scans (device_id);

-- case: a key to a table that is not in the project
-- known: none
CREATE TABLE tours (id bigserial PRIMARY KEY, warehouse_id integer NOT NULL REFERENCES warehouses (id));

-- case: a foreign key between tables that are not in the project
-- known: none
ALTER TABLE scans ADD CONSTRAINT scans_device FOREIGN KEY (device_id) REFERENCES warehouses (id);

-- case: not null of a column that is not in the project
-- known: none
ALTER TABLE parcels ALTER COLUMN weight_g SET NOT NULL;

-- case: a wider text of an unknown type
-- known: none
ALTER TABLE carriers ALTER COLUMN name TYPE text;

-- case: an integer of an unknown type
-- known: none
ALTER TABLE scans ALTER COLUMN device_id TYPE bigint;

-- case: a drop of a table that is not in the project
-- known: none
DROP TABLE billing.lines;

-- case: a drop of an index that is not in the project
-- known: none
DROP INDEX scans_parcel_id_idx;

-- case: a rename of an unknown column
-- known: none
ALTER TABLE parcels RENAME COLUMN note TO remark;

-- case: an update of all of an unknown table
-- known: none
UPDATE parcels SET declared = 0;

-- case: a unique key on the part that is known
-- known: CREATE TABLE carriers (id integer PRIMARY KEY, name varchar(80) NOT NULL);
ALTER TABLE carriers ADD CONSTRAINT carriers_name UNIQUE (name);

-- case: a column that hands made too
-- known: CREATE TABLE warehouses (id integer PRIMARY KEY, code varchar(10) NOT NULL, name text NOT NULL);
ALTER TABLE warehouses ADD COLUMN city text;

-- case: a column that hands made too, if not exists
-- known: CREATE TABLE warehouses (id integer PRIMARY KEY, code varchar(10) NOT NULL, name text NOT NULL);
ALTER TABLE warehouses ADD COLUMN IF NOT EXISTS city text;

-- case: an enum that is not in the project
-- known: none
-- mode: autocommit
ALTER TYPE billing.invoice_status ADD VALUE 'void';

-- case: a view that is not in the project
-- known: none
DROP VIEW reporting.late_parcels;
