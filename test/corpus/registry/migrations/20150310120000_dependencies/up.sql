CREATE TABLE dependencies (
    id         SERIAL PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
    parcel_id  INTEGER NOT NULL REFERENCES parcels (id) ON DELETE CASCADE,
    req        VARCHAR NOT NULL,
    optional   BOOLEAN NOT NULL,
    kind       INTEGER NOT NULL DEFAULT 0 CHECK (kind IN (0, 1, 2))
);
COMMENT ON TABLE dependencies IS 'What a version needs; it''s filled when one is published.';
