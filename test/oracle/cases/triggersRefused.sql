-- case: CREATE TRIGGER refuses TRUNCATE for each row
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr BEFORE TRUNCATE ON hx_t FOR EACH ROW EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses TRUNCATE of a view
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr BEFORE TRUNCATE ON hx_v EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses INSTEAD OF for each statement
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr INSTEAD OF INSERT ON hx_v FOR EACH STATEMENT EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses INSTEAD OF with WHEN
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr INSTEAD OF UPDATE ON hx_v FOR EACH ROW WHEN (old.a > 1) EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses INSTEAD OF with columns
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr INSTEAD OF UPDATE OF a ON hx_v FOR EACH ROW EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses INSTEAD OF on a table
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr INSTEAD OF INSERT ON hx_t FOR EACH ROW EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses OLD in WHEN of INSERT
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr BEFORE INSERT ON hx_t FOR EACH ROW WHEN (old.a > 1) EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses NEW in WHEN of DELETE
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr BEFORE DELETE ON hx_t FOR EACH ROW WHEN (new.a > 1) EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses OLD in WHEN of INSERT or UPDATE
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr BEFORE INSERT OR UPDATE ON hx_t FOR EACH ROW WHEN (old.a > 1) EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses a row in WHEN for each statement
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr AFTER UPDATE ON hx_t WHEN (new.a > 1) EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses a generated column of NEW in WHEN before
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr BEFORE UPDATE ON hx_t FOR EACH ROW WHEN (new.g > 1) EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses a generated column of NEW in WHEN after
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr AFTER UPDATE ON hx_t FOR EACH ROW WHEN (new.g > 1) EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses a subquery in WHEN
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr AFTER UPDATE ON hx_t FOR EACH ROW WHEN (new.a > (SELECT 1)) EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses transition tables before
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr BEFORE UPDATE ON hx_t REFERENCING NEW TABLE AS n EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses transition tables of two events
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr AFTER UPDATE OR INSERT ON hx_t REFERENCING NEW TABLE AS n EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses transition tables with columns
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr AFTER UPDATE OF a ON hx_t REFERENCING NEW TABLE AS n EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses OLD TABLE of INSERT
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr AFTER INSERT ON hx_t REFERENCING OLD TABLE AS o EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses OLD and NEW TABLE of one name
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr AFTER UPDATE ON hx_t REFERENCING OLD TABLE AS o NEW TABLE AS o EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses transition tables for rows of a partitioned table
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr AFTER INSERT ON hx_p REFERENCING NEW TABLE AS n FOR EACH ROW EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses transition tables for rows of a partition
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr AFTER INSERT ON hx_p1 REFERENCING NEW TABLE AS n FOR EACH ROW EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses transition tables for statements of a partitioned table
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr AFTER INSERT ON hx_p REFERENCING NEW TABLE AS n EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses transition tables of a view
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr AFTER INSERT ON hx_v REFERENCING NEW TABLE AS n EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses a column named twice
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr BEFORE UPDATE OF a, a ON hx_t FOR EACH ROW EXECUTE FUNCTION trg();

-- case: CREATE TRIGGER refuses a column that there is not
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
CREATE TRIGGER hx_tr BEFORE UPDATE OF z ON hx_t FOR EACH ROW EXECUTE FUNCTION trg();

-- case: CREATE OR REPLACE TRIGGER of a constraint trigger
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
-- setup: CREATE CONSTRAINT TRIGGER hx_tr AFTER INSERT ON hx_t FOR EACH ROW EXECUTE FUNCTION trg();
CREATE OR REPLACE TRIGGER hx_tr AFTER INSERT ON hx_t FOR EACH ROW EXECUTE FUNCTION trg();

-- case: CREATE OR REPLACE TRIGGER of a copy on a partition
-- setup: CREATE TABLE hx_t (a int, b int, g int GENERATED ALWAYS AS (a) STORED);
-- setup: CREATE VIEW hx_v AS SELECT a FROM hx_t;
-- setup: CREATE TABLE hx_p (a int) PARTITION BY LIST (a);
-- setup: CREATE TABLE hx_p1 PARTITION OF hx_p FOR VALUES IN (1);
-- setup: CREATE TRIGGER hx_tr AFTER INSERT ON hx_p FOR EACH ROW EXECUTE FUNCTION trg();
CREATE OR REPLACE TRIGGER hx_tr AFTER INSERT ON hx_p1 FOR EACH ROW EXECUTE FUNCTION trg();
