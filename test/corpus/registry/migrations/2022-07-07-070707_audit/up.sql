CREATE TABLE version_owner_actions (
    id serial PRIMARY KEY,
    version_id integer REFERENCES versions (id) ON DELETE CASCADE,
    owner_id integer REFERENCES owners (id),
    action text NOT NULL,
    time timestamptz NOT NULL DEFAULT now()
);
DO $$
DECLARE
    found integer;
BEGIN
    SELECT count(*) INTO found FROM parcels WHERE state = 'hidden';
    IF found > 0 THEN
        RAISE NOTICE '% parcels are hidden', found;
    END IF;
END $$;
INSERT INTO version_owner_actions (version_id, action) SELECT id, 'publish' FROM versions;
