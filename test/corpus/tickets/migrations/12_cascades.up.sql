CREATE MATERIALIZED VIEW summary AS SELECT project_id, count(*) AS tickets FROM tickets GROUP BY project_id;
CREATE UNIQUE INDEX ON summary (project_id);
CREATE FUNCTION summarise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  REFRESH MATERIALIZED VIEW summary;
  RETURN NULL;
END $$;
CREATE TRIGGER summarise AFTER DELETE ON tickets FOR EACH STATEMENT EXECUTE FUNCTION summarise();
CREATE FUNCTION remember() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO history (ticket_id) VALUES (old.ticket_id);
  RETURN NULL;
END $$;
CREATE TRIGGER remember AFTER DELETE ON comments FOR EACH ROW EXECUTE FUNCTION remember();
