ALTER TABLE parcels DROP COLUMN homepage;
DROP INDEX IF EXISTS parcels_created_at;
