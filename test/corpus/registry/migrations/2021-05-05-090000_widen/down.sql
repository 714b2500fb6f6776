ALTER TABLE versions ALTER COLUMN features DROP DEFAULT, ALTER COLUMN features TYPE json USING features::json;
ALTER TABLE parcels ALTER COLUMN downloads TYPE integer;
