-- What the triggers that a statement fires do in turn.

-- case: insert fires a before row trigger that reads another table
-- doc: data: INSERT that fires a trigger which reads another table
-- setup: CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.a IN (SELECT v FROM trep) THEN NULL; END IF; RETURN NEW; END $$;
-- setup: CREATE TRIGGER look BEFORE INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION look();
INSERT INTO tgen VALUES (1, 2);

-- case: insert fires an after row trigger that writes another table
-- doc: data: INSERT that fires a trigger which writes another table
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ul VALUES (NEW.id, 1); RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
INSERT INTO tgen VALUES (1, 2);

-- case: update that finds rows fires a row trigger
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = NEW.a; RETURN NEW; END $$;
-- setup: CREATE TRIGGER wr BEFORE UPDATE ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
UPDATE tgen SET a = 1 WHERE id = 1;

-- case: a trigger for update of one column stays quiet for another
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = NEW.a; RETURN NEW; END $$;
-- setup: CREATE TRIGGER wr BEFORE UPDATE OF a ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
UPDATE tgen SET id = 1 WHERE id = 1;

-- case: a trigger for update of one column fires for it
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = NEW.a; RETURN NEW; END $$;
-- setup: CREATE TRIGGER wr BEFORE UPDATE OF a ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
UPDATE tgen SET a = 1 WHERE id = 1;

-- case: a disabled trigger does not fire
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NEW; END $$;
-- setup: CREATE TRIGGER wr BEFORE UPDATE ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
-- setup: ALTER TABLE tgen DISABLE TRIGGER wr;
UPDATE tgen SET a = 1 WHERE id = 1;

-- case: a replica trigger does not fire
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NEW; END $$;
-- setup: CREATE TRIGGER wr BEFORE UPDATE ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
-- setup: ALTER TABLE tgen ENABLE REPLICA TRIGGER wr;
UPDATE tgen SET a = 1 WHERE id = 1;

-- case: an always trigger fires
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NEW; END $$;
-- setup: CREATE TRIGGER wr BEFORE UPDATE ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
-- setup: ALTER TABLE tgen ENABLE ALWAYS TRIGGER wr;
UPDATE tgen SET a = 1 WHERE id = 1;

-- case: a statement trigger fires where no row is found
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER DELETE ON tgen FOR EACH STATEMENT EXECUTE FUNCTION wr();
DELETE FROM tgen WHERE id = -1;

-- case: a trigger on what tg_op says
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'INSERT' THEN UPDATE ul SET v = 1; ELSIF TG_OP = 'DELETE' THEN UPDATE trep SET v = 1; END IF; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT OR DELETE ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
DELETE FROM tgen WHERE id = 1;

-- case: a trigger by the name of its table and its arguments
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_TABLE_NAME = 'tgen' THEN EXECUTE format('UPDATE %I SET v = 1', TG_ARGV[0]); END IF; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION wr('ul');
INSERT INTO tgen VALUES (1, 1);

-- case: a trigger whose WHEN decides by the row
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON tgen FOR EACH ROW WHEN (NEW.a > 0) EXECUTE FUNCTION wr();
INSERT INTO tgen VALUES (1, 1);

-- case: a trigger that never fires by its WHEN
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON tgen FOR EACH ROW WHEN (false) EXECUTE FUNCTION wr();
INSERT INTO tgen VALUES (1, 1);

-- case: triggers that fire triggers
-- doc: data: INSERT that fires a trigger which fires another
-- setup: CREATE FUNCTION one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE FUNCTION two() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE trep SET v = 1 WHERE id = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER one AFTER INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION one();
-- setup: CREATE TRIGGER two AFTER UPDATE ON ul FOR EACH ROW EXECUTE FUNCTION two();
INSERT INTO tgen VALUES (1, 1);

-- case: a trigger that writes its own table, guarded by its depth
-- setup: CREATE FUNCTION one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF pg_trigger_depth() < 2 THEN UPDATE tgen SET a = 1 WHERE id = 2; END IF; RETURN NULL; END $$;
-- setup: CREATE TRIGGER one AFTER UPDATE ON tgen FOR EACH ROW EXECUTE FUNCTION one();
UPDATE tgen SET a = 3 WHERE id = 1;

-- case: a before trigger that leaves the row out
-- setup: CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ul VALUES (1, 1); RETURN NULL; END $$;
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE trep SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER no BEFORE INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION no();
-- setup: CREATE TRIGGER wr AFTER INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
INSERT INTO tgen VALUES (1, 1);

-- case: a trigger that raises forbids the statement
-- setup: CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
-- setup: CREATE TRIGGER no BEFORE INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION no();
INSERT INTO tgen VALUES (1, 1);

-- case: a trigger that raises where rows are found
-- setup: CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
-- setup: CREATE TRIGGER no BEFORE DELETE ON tgen FOR EACH ROW EXECUTE FUNCTION no();
DELETE FROM tgen WHERE id = 1;

-- case: a trigger that raises where no rows are found
-- setup: CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
-- setup: CREATE TRIGGER no BEFORE DELETE ON tgen FOR EACH ROW EXECUTE FUNCTION no();
DELETE FROM tgen WHERE id = -1;

-- case: delete cascades, and the cascade fires triggers
-- doc: data: DELETE that cascades to a table with triggers
-- setup: CREATE TABLE pa (id int PRIMARY KEY); CREATE TABLE ch (pid int REFERENCES pa ON DELETE CASCADE); INSERT INTO pa VALUES (1); INSERT INTO ch VALUES (1);
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER DELETE ON ch FOR EACH ROW EXECUTE FUNCTION wr();
DELETE FROM pa;

-- case: delete sets null, and that fires triggers for update
-- setup: CREATE TABLE pa (id int PRIMARY KEY); CREATE TABLE ch (pid int REFERENCES pa ON DELETE SET NULL, x int); INSERT INTO pa VALUES (1); INSERT INTO ch VALUES (1);
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE FUNCTION wx() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE trep SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER UPDATE OF pid ON ch FOR EACH ROW EXECUTE FUNCTION wr();
-- setup: CREATE TRIGGER wx AFTER UPDATE OF x ON ch FOR EACH ROW EXECUTE FUNCTION wx();
DELETE FROM pa;

-- case: update cascades, and that fires triggers
-- setup: CREATE TABLE pa (id int PRIMARY KEY); CREATE TABLE ch (pid int REFERENCES pa ON UPDATE CASCADE); INSERT INTO pa VALUES (1); INSERT INTO ch VALUES (1);
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER UPDATE ON ch FOR EACH STATEMENT EXECUTE FUNCTION wr();
UPDATE pa SET id = 2;

-- case: rows routed to a partition fire its copy of the trigger
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON pt FOR EACH ROW EXECUTE FUNCTION wr();
INSERT INTO pt VALUES (5, 5);

-- case: a partition that came later has the trigger too
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON pt FOR EACH ROW EXECUTE FUNCTION wr();
-- setup: CREATE TABLE pt3 PARTITION OF pt FOR VALUES FROM (300) TO (400);
INSERT INTO pt VALUES (305, 5);

-- case: a trigger of one partition does not fire for another
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON pt1 FOR EACH ROW EXECUTE FUNCTION wr();
INSERT INTO pt VALUES (105, 5);

-- case: a trigger of one partition fires for its rows
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER UPDATE ON pt1 FOR EACH ROW EXECUTE FUNCTION wr();
UPDATE pt SET v = 1 WHERE id = 5;

-- case: a statement trigger of a partition does not fire for its parent
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER UPDATE ON pt1 FOR EACH STATEMENT EXECUTE FUNCTION wr();
UPDATE pt SET v = 1 WHERE id = 5;

-- case: truncate fires its triggers
-- doc: tables: TRUNCATE that fires a trigger
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER TRUNCATE ON tgen FOR EACH STATEMENT EXECUTE FUNCTION wr();
TRUNCATE tgen;

-- case: an instead of trigger of a view, insert
-- doc: data: INSERT into a view with an INSTEAD OF trigger
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NEW; END $$;
-- setup: CREATE VIEW vw AS SELECT id, a FROM tgen;
-- setup: CREATE TRIGGER wr INSTEAD OF INSERT ON vw FOR EACH ROW EXECUTE FUNCTION wr();
INSERT INTO vw VALUES (1, 1);

-- case: an instead of trigger of a view that writes the whole row
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ul VALUES (NEW.*); RETURN NEW; END $$;
-- setup: CREATE VIEW vw AS SELECT id, v FROM ul;
-- setup: CREATE TRIGGER wr INSTEAD OF INSERT ON vw FOR EACH ROW EXECUTE FUNCTION wr();
INSERT INTO vw VALUES (5, 1);

-- case: a trigger that writes the whole row to a table with a column that must be given
-- setup: CREATE TABLE history (id int, a int NOT NULL, at timestamptz DEFAULT now());
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO history VALUES ((NEW).*); RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER UPDATE ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
UPDATE tgen SET a = 3 WHERE id = 1;

-- case: an instead of trigger of a view, update
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NEW; END $$;
-- setup: CREATE VIEW vw AS SELECT id, a FROM tgen;
-- setup: CREATE TRIGGER wr INSTEAD OF UPDATE ON vw FOR EACH ROW EXECUTE FUNCTION wr();
UPDATE vw SET a = 1 WHERE id = 1;

-- case: an instead of trigger of a view, delete
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN OLD; END $$;
-- setup: CREATE VIEW vw AS SELECT id, a FROM tgen;
-- setup: CREATE TRIGGER wr INSTEAD OF DELETE ON vw FOR EACH ROW EXECUTE FUNCTION wr();
DELETE FROM vw WHERE id = 1;

-- case: writing through a view fires the triggers of its table
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NEW; END $$;
-- setup: CREATE VIEW vw AS SELECT id, a FROM tgen;
-- setup: CREATE TRIGGER wr AFTER UPDATE OF a ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
UPDATE vw SET a = 1 WHERE id = 1;

-- case: on conflict do update fires triggers for both
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER UPDATE ON trep FOR EACH ROW EXECUTE FUNCTION wr();
INSERT INTO trep VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET v = 2;

-- case: on conflict do nothing fires before triggers all the same
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NEW; END $$;
-- setup: CREATE TRIGGER wr BEFORE INSERT ON trep FOR EACH ROW EXECUTE FUNCTION wr();
INSERT INTO trep VALUES (1, 1) ON CONFLICT DO NOTHING;

-- case: merge fires the triggers of its clauses
-- postgres: 15
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1 WHERE id = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER UPDATE ON trep FOR EACH ROW EXECUTE FUNCTION wr();
MERGE INTO trep USING tgen ON trep.id = tgen.id WHEN MATCHED THEN UPDATE SET v = 1;

-- case: a deferred constraint trigger waits
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE CONSTRAINT TRIGGER wr AFTER INSERT ON tgen DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wr();
INSERT INTO tgen VALUES (1, 1);

-- case: a constraint trigger that does not wait
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE CONSTRAINT TRIGGER wr AFTER INSERT ON tgen DEFERRABLE FOR EACH ROW EXECUTE FUNCTION wr();
INSERT INTO tgen VALUES (1, 1);

-- case: transition tables are no tables
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ul SELECT id, a FROM fresh; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON tgen REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION wr();
INSERT INTO tgen VALUES (1, 1);

-- case: a session that replicates fires no ordinary triggers
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON child FOR EACH ROW EXECUTE FUNCTION wr();
SET LOCAL session_replication_role = replica;
INSERT INTO child VALUES (5000, 1, 1);

-- case: a trigger function with a search path of its own
-- setup: CREATE TABLE s2.ul (id int, v int);
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql SET search_path = s2 AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
INSERT INTO tgen VALUES (1, 1);

-- case: a foreign key that waits for the end of the transaction
-- setup: CREATE TABLE ch (pid bigint REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
INSERT INTO ch VALUES (1);

-- case: copy fires triggers
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE ul SET v = 1; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON tgen FOR EACH STATEMENT EXECUTE FUNCTION wr();
COPY tgen FROM PROGRAM 'true';

-- case: a trigger that reads a column that is gone
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.a > 1 THEN NULL; END IF; RETURN NEW; END $$;
-- setup: CREATE TRIGGER wr BEFORE INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
-- setup: ALTER TABLE tgen DROP COLUMN a;
INSERT INTO tgen VALUES (1);

-- case: a trigger that sets a column that is gone
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.a := 1; RETURN NEW; END $$;
-- setup: CREATE TRIGGER wr BEFORE INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
-- setup: ALTER TABLE tgen RENAME COLUMN a TO b;
INSERT INTO tgen VALUES (1, 1);

-- case: a trigger that inserts into its own table never ends
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO tgen VALUES (1, 1); RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
INSERT INTO tgen VALUES (1, 1);

-- case: a trigger that inserts into its own table until something says stop
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.a < 3 THEN INSERT INTO ul VALUES (1, 1); INSERT INTO tgen VALUES (1, NEW.a + 1); END IF; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER INSERT ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
INSERT INTO tgen VALUES (1, 1);

-- case: a trigger that updates the rows below its own until there are none
-- setup: CREATE FUNCTION wr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE tgen SET a = NEW.a WHERE id = NEW.id + 1 AND id < 5; RETURN NULL; END $$;
-- setup: CREATE TRIGGER wr AFTER UPDATE ON tgen FOR EACH ROW EXECUTE FUNCTION wr();
UPDATE tgen SET a = 7 WHERE id = 1;

-- case: delete cascades, and a trigger there refreshes a materialized view
-- setup: CREATE TABLE pa (id int PRIMARY KEY); CREATE TABLE ch (pid int REFERENCES pa ON DELETE CASCADE); INSERT INTO pa VALUES (1); INSERT INTO ch VALUES (1);
-- setup: CREATE MATERIALIZED VIEW cm AS SELECT pid FROM ch; CREATE UNIQUE INDEX cm_pid ON cm (pid);
-- setup: CREATE FUNCTION re() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN REFRESH MATERIALIZED VIEW cm; RETURN NULL; END $$;
-- setup: CREATE TRIGGER re AFTER DELETE ON ch FOR EACH STATEMENT EXECUTE FUNCTION re();
DELETE FROM pa;

-- case: delete cascades over two tables, and a trigger of the second refreshes concurrently
-- setup: CREATE TABLE pa (id int PRIMARY KEY); CREATE TABLE ch (id int PRIMARY KEY REFERENCES pa ON DELETE CASCADE); CREATE TABLE gc (id int PRIMARY KEY REFERENCES ch ON DELETE CASCADE);
-- setup: INSERT INTO pa VALUES (1); INSERT INTO ch VALUES (1); INSERT INTO gc VALUES (1);
-- setup: CREATE MATERIALIZED VIEW cm AS SELECT id FROM gc; CREATE UNIQUE INDEX cm_id ON cm (id);
-- setup: CREATE FUNCTION re() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN REFRESH MATERIALIZED VIEW CONCURRENTLY cm; RETURN NULL; END $$;
-- setup: CREATE TRIGGER re AFTER DELETE ON gc FOR EACH ROW EXECUTE FUNCTION re();
DELETE FROM pa;

-- case: update of a key cascades into columns that another key looks up
-- setup: CREATE TABLE pa (id int PRIMARY KEY); CREATE TABLE pb (id int PRIMARY KEY); CREATE TABLE ch (x int REFERENCES pa ON UPDATE CASCADE REFERENCES pb);
-- setup: INSERT INTO pa VALUES (1); INSERT INTO pb VALUES (1), (2); INSERT INTO ch VALUES (1);
UPDATE pa SET id = 2;

-- case: delete sets to a default that is looked up
-- setup: CREATE TABLE pa (id int PRIMARY KEY); CREATE TABLE pb (id int PRIMARY KEY); CREATE TABLE ch (x int DEFAULT 2 REFERENCES pa ON DELETE SET DEFAULT REFERENCES pb);
-- setup: INSERT INTO pa VALUES (1), (2); INSERT INTO pb VALUES (1), (2); INSERT INTO ch VALUES (1);
DELETE FROM pa WHERE id = 1;

-- case: update of a row of this transaction looks all its keys up
-- setup: CREATE TABLE pa (id int PRIMARY KEY); CREATE TABLE ch (x int REFERENCES pa, n int); INSERT INTO pa VALUES (1); INSERT INTO ch VALUES (1);
UPDATE ch SET n = 1;
UPDATE ch SET n = 2;

-- case: update of a row of this transaction looks no null up
-- setup: CREATE TABLE pa (id int PRIMARY KEY); CREATE TABLE ch (x int REFERENCES pa, n int); INSERT INTO pa VALUES (1); INSERT INTO ch VALUES (1);
UPDATE ch SET n = 1;
UPDATE ch SET x = NULL;

-- case: update of a key to itself looks nothing up
-- setup: CREATE TABLE pa (id int PRIMARY KEY); CREATE TABLE ch (x int REFERENCES pa, n int); INSERT INTO pa VALUES (1); INSERT INTO ch VALUES (1);
UPDATE ch SET x = x;
