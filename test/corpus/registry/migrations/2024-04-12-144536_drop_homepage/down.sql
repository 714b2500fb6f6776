ALTER TABLE parcels ADD COLUMN homepage VARCHAR;

-- A transaction refuses this, so there is no way back from here.
CREATE INDEX CONCURRENTLY parcels_created_at ON parcels (created_at);
