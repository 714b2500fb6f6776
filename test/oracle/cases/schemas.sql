-- case: create a schema
-- doc: schemas: CREATE SCHEMA
CREATE SCHEMA s9;
