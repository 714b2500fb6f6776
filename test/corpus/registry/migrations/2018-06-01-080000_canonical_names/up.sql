CREATE FUNCTION canon_parcel_name(text) RETURNS text AS $$
    SELECT replace(lower($1), '-', '_')
$$ LANGUAGE SQL IMMUTABLE;
DROP INDEX IF EXISTS index_parcels_name;
CREATE UNIQUE INDEX index_parcels_canon_name ON parcels (canon_parcel_name(name));
CREATE TYPE parcel_state AS ENUM ('listed', 'hidden');
ALTER TABLE parcels ADD COLUMN state parcel_state NOT NULL DEFAULT 'listed';
