LOCK TABLE parcels IN ACCESS EXCLUSIVE MODE;
ALTER TABLE parcels ALTER COLUMN downloads TYPE bigint;
ALTER TABLE versions ALTER COLUMN features TYPE jsonb USING features::jsonb, ALTER COLUMN features SET DEFAULT '{}';
