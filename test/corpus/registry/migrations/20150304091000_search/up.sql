ALTER TABLE parcels ADD COLUMN textsearchable tsvector;
UPDATE parcels SET textsearchable = to_tsvector('english', coalesce(name, '') || ' ' || coalesce(description, ''));
CREATE INDEX index_parcels_search ON parcels USING gin(textsearchable);

CREATE FUNCTION trigger_parcels_name_search() RETURNS trigger AS $$
BEGIN
    new.textsearchable := setweight(to_tsvector('pg_catalog.english', coalesce(new.name, '')), 'A') ||
                          setweight(to_tsvector('pg_catalog.english', coalesce(new.description, '')), 'B');
    RETURN new;
END
$$ LANGUAGE plpgsql;

CREATE TRIGGER trigger_parcels_tsvector_update BEFORE INSERT OR UPDATE OF name, description, updated_at
ON parcels FOR EACH ROW EXECUTE PROCEDURE trigger_parcels_name_search();
