-- case: a CHECK that a child has NOT VALID
-- setup: CREATE TABLE p (id int, n int) PARTITION BY LIST (id);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- setup: ALTER TABLE c ADD CONSTRAINT k CHECK (n > 0) NOT VALID;
ALTER TABLE p ADD CONSTRAINT k CHECK (n > 0);

-- case: a CHECK that an inheriting child has NOT VALID
-- setup: CREATE TABLE p (id int, n int);
-- setup: CREATE TABLE c () INHERITS (p);
-- setup: ALTER TABLE c ADD CONSTRAINT k CHECK (n > 0) NOT VALID;
ALTER TABLE p ADD CONSTRAINT k CHECK (n > 0);

-- case: a CHECK NOT VALID that a child has NOT VALID
-- setup: CREATE TABLE p (id int, n int);
-- setup: CREATE TABLE c () INHERITS (p);
-- setup: ALTER TABLE c ADD CONSTRAINT k CHECK (n > 0) NOT VALID;
ALTER TABLE p ADD CONSTRAINT k CHECK (n > 0) NOT VALID;

-- case: a CHECK NOT VALID that a child has valid
-- setup: CREATE TABLE p (id int, n int);
-- setup: CREATE TABLE c () INHERITS (p);
-- setup: ALTER TABLE c ADD CONSTRAINT k CHECK (n > 0);
ALTER TABLE p ADD CONSTRAINT k CHECK (n > 0) NOT VALID;

-- case: a CHECK that a child has NOT ENFORCED
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int);
-- setup: CREATE TABLE c () INHERITS (p);
-- setup: ALTER TABLE c ADD CONSTRAINT k CHECK (n > 0) NOT ENFORCED;
ALTER TABLE p ADD CONSTRAINT k CHECK (n > 0);

-- case: a CHECK NOT ENFORCED that a child has enforced
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int);
-- setup: CREATE TABLE c () INHERITS (p);
-- setup: ALTER TABLE c ADD CONSTRAINT k CHECK (n > 0);
ALTER TABLE p ADD CONSTRAINT k CHECK (n > 0) NOT ENFORCED;

-- case: a CHECK NOT ENFORCED that a child has NOT ENFORCED
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int);
-- setup: CREATE TABLE c () INHERITS (p);
-- setup: ALTER TABLE c ADD CONSTRAINT k CHECK (n > 0) NOT ENFORCED;
ALTER TABLE p ADD CONSTRAINT k CHECK (n > 0) NOT ENFORCED;

-- case: ATTACH of a child whose CHECK is NOT VALID
-- setup: CREATE TABLE p (id int, n int, CONSTRAINT k CHECK (n > 0)) PARTITION BY LIST (id);
-- setup: CREATE TABLE c (id int, n int);
-- setup: ALTER TABLE c ADD CONSTRAINT k CHECK (n > 0) NOT VALID;
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: INHERIT of a child whose CHECK is NOT VALID
-- setup: CREATE TABLE p (id int, n int, CONSTRAINT k CHECK (n > 0));
-- setup: CREATE TABLE c (id int, n int);
-- setup: ALTER TABLE c ADD CONSTRAINT k CHECK (n > 0) NOT VALID;
ALTER TABLE c INHERIT p;

-- case: INHERIT where both are NOT VALID
-- setup: CREATE TABLE p (id int, n int);
-- setup: ALTER TABLE p ADD CONSTRAINT k CHECK (n > 0) NOT VALID;
-- setup: CREATE TABLE c (id int, n int);
-- setup: ALTER TABLE c ADD CONSTRAINT k CHECK (n > 0) NOT VALID;
ALTER TABLE c INHERIT p;

-- case: INHERIT of a valid child under a parent NOT VALID
-- setup: CREATE TABLE p (id int, n int);
-- setup: ALTER TABLE p ADD CONSTRAINT k CHECK (n > 0) NOT VALID;
-- setup: CREATE TABLE c (id int, n int, CONSTRAINT k CHECK (n > 0));
ALTER TABLE c INHERIT p;

-- case: INHERIT of a child whose CHECK is NOT ENFORCED
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int, CONSTRAINT k CHECK (n > 0));
-- setup: CREATE TABLE c (id int, n int, CONSTRAINT k CHECK (n > 0) NOT ENFORCED);
ALTER TABLE c INHERIT p;

-- case: INHERIT of an enforced child under a parent NOT ENFORCED
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int, CONSTRAINT k CHECK (n > 0) NOT ENFORCED);
-- setup: CREATE TABLE c (id int, n int, CONSTRAINT k CHECK (n > 0));
ALTER TABLE c INHERIT p;

-- case: INHERIT where both are NOT ENFORCED
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int, CONSTRAINT k CHECK (n > 0) NOT ENFORCED);
-- setup: CREATE TABLE c (id int, n int, CONSTRAINT k CHECK (n > 0) NOT ENFORCED);
ALTER TABLE c INHERIT p;

-- case: ATTACH of a child whose CHECK is NOT ENFORCED
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int, CONSTRAINT k CHECK (n > 0)) PARTITION BY LIST (id);
-- setup: CREATE TABLE c (id int, n int, CONSTRAINT k CHECK (n > 0) NOT ENFORCED);
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: a NOT NULL that a child has NOT VALID
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int) PARTITION BY LIST (id);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- setup: ALTER TABLE c ADD CONSTRAINT k NOT NULL n NOT VALID;
ALTER TABLE p ADD CONSTRAINT k NOT NULL n;

-- case: a NOT NULL by SET NOT NULL that a child has NOT VALID
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int) PARTITION BY LIST (id);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- setup: ALTER TABLE c ADD CONSTRAINT k NOT NULL n NOT VALID;
ALTER TABLE p ALTER COLUMN n SET NOT NULL;

-- case: a NOT NULL NOT VALID that a child has NOT VALID
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int) PARTITION BY LIST (id);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- setup: ALTER TABLE c ADD CONSTRAINT k NOT NULL n NOT VALID;
ALTER TABLE p ADD CONSTRAINT k NOT NULL n NOT VALID;

-- case: a primary key over a column that a child has NOT NULL NOT VALID
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int) PARTITION BY LIST (id);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- setup: ALTER TABLE c ADD CONSTRAINT k NOT NULL id NOT VALID;
ALTER TABLE p ADD PRIMARY KEY (id);

-- case: a primary key over a column NOT NULL NOT VALID
-- postgres: 18
-- setup: CREATE TABLE x (id int, n int);
-- setup: ALTER TABLE x ADD CONSTRAINT k NOT NULL id NOT VALID;
ALTER TABLE x ADD PRIMARY KEY (id);

-- case: ATTACH of a child whose NOT NULL is NOT VALID
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int NOT NULL) PARTITION BY LIST (id);
-- setup: CREATE TABLE c (id int, n int);
-- setup: ALTER TABLE c ADD CONSTRAINT k NOT NULL n NOT VALID;
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: ATTACH of a child without the NOT NULL
-- setup: CREATE TABLE p (id int, n int NOT NULL) PARTITION BY LIST (id);
-- setup: CREATE TABLE c (id int, n int);
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: INHERIT of a child whose NOT NULL is NOT VALID
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int NOT NULL);
-- setup: CREATE TABLE c (id int, n int);
-- setup: ALTER TABLE c ADD CONSTRAINT k NOT NULL n NOT VALID;
ALTER TABLE c INHERIT p;

-- case: INHERIT where both NOT NULLs are NOT VALID
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int);
-- setup: ALTER TABLE p ADD CONSTRAINT k NOT NULL n NOT VALID;
-- setup: CREATE TABLE c (id int, n int);
-- setup: ALTER TABLE c ADD CONSTRAINT k NOT NULL n NOT VALID;
ALTER TABLE c INHERIT p;

-- case: ATTACH where the parent's NOT NULL is NOT VALID
-- postgres: 18
-- setup: CREATE TABLE p (id int, n int) PARTITION BY LIST (id);
-- setup: ALTER TABLE p ADD CONSTRAINT k NOT NULL n NOT VALID;
-- setup: CREATE TABLE c (id int, n int NOT NULL);
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: a foreign key that a partition has NOT VALID
-- setup: CREATE TABLE p (id int, r int) PARTITION BY LIST (id);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- setup: ALTER TABLE c ADD CONSTRAINT own FOREIGN KEY (r) REFERENCES trep NOT VALID;
-- setup: INSERT INTO p VALUES (1, 1);
ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep;

-- case: a foreign key that a partition has NOT ENFORCED
-- postgres: 18
-- setup: CREATE TABLE p (id int, r int) PARTITION BY LIST (id);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- setup: ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep NOT ENFORCED;
ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep;

-- case: a foreign key NOT ENFORCED that a partition has enforced
-- postgres: 18
-- setup: CREATE TABLE p (id int, r int) PARTITION BY LIST (id);
-- setup: CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
-- setup: ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep;
ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep NOT ENFORCED;

-- case: ATTACH of a partition whose foreign key is NOT VALID
-- setup: CREATE TABLE p (id int, r int, CONSTRAINT k FOREIGN KEY (r) REFERENCES trep) PARTITION BY LIST (id);
-- setup: CREATE TABLE c (id int, r int);
-- setup: ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep NOT VALID;
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: ATTACH of a partition whose foreign key is NOT ENFORCED
-- postgres: 18
-- setup: CREATE TABLE p (id int, r int, CONSTRAINT k FOREIGN KEY (r) REFERENCES trep) PARTITION BY LIST (id);
-- setup: CREATE TABLE c (id int, r int);
-- setup: ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep NOT ENFORCED;
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: ATTACH to a parent whose foreign key is NOT VALID
-- postgres: 18
-- setup: CREATE TABLE p (id int, r int) PARTITION BY LIST (id);
-- setup: ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep NOT VALID;
-- setup: CREATE TABLE c (id int, r int);
-- setup: INSERT INTO c VALUES (1, 1);
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: ATTACH to a parent whose foreign key is NOT VALID, rows that fail
-- postgres: 18
-- setup: CREATE TABLE p (id int, r int) PARTITION BY LIST (id);
-- setup: ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep NOT VALID;
-- setup: CREATE TABLE c (id int, r int, CHECK (id IS NOT NULL AND id = 1));
-- setup: INSERT INTO c VALUES (1, 100000);
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: ATTACH to a parent whose foreign key is NOT VALID, of a partition that has it
-- postgres: 18
-- setup: CREATE TABLE p (id int, r int) PARTITION BY LIST (id);
-- setup: ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep NOT VALID;
-- setup: CREATE TABLE c (id int, r int REFERENCES trep);
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: ATTACH to a parent whose foreign key is NOT VALID, of a partition that has it NOT VALID
-- postgres: 18
-- setup: CREATE TABLE p (id int, r int) PARTITION BY LIST (id);
-- setup: ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep NOT VALID;
-- setup: CREATE TABLE c (id int, r int);
-- setup: ALTER TABLE c ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep NOT VALID;
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: ATTACH to a parent whose foreign key is NOT ENFORCED
-- postgres: 18
-- setup: CREATE TABLE p (id int, r int) PARTITION BY LIST (id);
-- setup: ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep NOT ENFORCED;
-- setup: CREATE TABLE c (id int, r int);
-- setup: INSERT INTO c VALUES (1, 100000);
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);

-- case: CREATE TABLE … PARTITION OF a parent whose foreign key is NOT VALID
-- postgres: 18
-- setup: CREATE TABLE p (id int, r int) PARTITION BY LIST (id);
-- setup: ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep NOT VALID;
CREATE TABLE c PARTITION OF p FOR VALUES IN (1);

-- case: ATTACH of a tree to a parent whose foreign key is NOT VALID
-- postgres: 18
-- setup: CREATE TABLE p (id int, r int) PARTITION BY LIST (id);
-- setup: ALTER TABLE p ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES trep NOT VALID;
-- setup: CREATE TABLE c (id int, r int) PARTITION BY LIST (id);
-- setup: CREATE TABLE c1 PARTITION OF c FOR VALUES IN (1);
-- setup: INSERT INTO c VALUES (1, 1);
ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1);
