ALTER TABLE parcels DROP COLUMN state;
DROP TYPE parcel_state;
DROP INDEX index_parcels_canon_name;
DROP FUNCTION canon_parcel_name(text);
