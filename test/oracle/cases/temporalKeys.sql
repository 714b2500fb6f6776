-- case: WITHOUT OVERLAPS without btree_gist
-- postgres: 18
-- setup: CREATE TABLE x (id int, during tsrange);
ALTER TABLE x ADD PRIMARY KEY (id, during WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS without btree_gist in CREATE TABLE
-- postgres: 18
CREATE TABLE x (id int, during tsrange, PRIMARY KEY (id, during WITHOUT OVERLAPS));

-- case: WITHOUT OVERLAPS without btree_gist, unique
-- postgres: 18
-- setup: CREATE TABLE x (id int, during tsrange);
ALTER TABLE x ADD CONSTRAINT u UNIQUE (id, during WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS over a range that gist knows
-- postgres: 18
-- setup: CREATE TABLE x (id int4range, during tsrange);
ALTER TABLE x ADD PRIMARY KEY (id, during WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS with btree_gist
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE x (id int, during tsrange);
ALTER TABLE x ADD PRIMARY KEY (id, during WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS on the last column alone
-- postgres: 18
-- setup: CREATE TABLE x (id int, during tsrange);
ALTER TABLE x ADD PRIMARY KEY (during WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS of a column that is no range
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE x (id int, n int);
ALTER TABLE x ADD PRIMARY KEY (id, n WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS of a multirange
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE x (id int, during tsmultirange);
ALTER TABLE x ADD PRIMARY KEY (id, during WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS over rows that overlap
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE x (id int NOT NULL, during int4range NOT NULL);
-- setup: INSERT INTO x VALUES (1, '[1,5)'), (1, '[3,8)');
ALTER TABLE x ADD PRIMARY KEY (id, during WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS over a null
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE x (id int, during int4range);
-- setup: INSERT INTO x VALUES (NULL, '[1,2)');
ALTER TABLE x ADD PRIMARY KEY (id, during WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS over good rows
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE x (id int, during int4range);
-- setup: INSERT INTO x VALUES (1, '[1,2)'), (1, '[2,3)');
ALTER TABLE x ADD PRIMARY KEY (id, during WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS before 18
-- setup: CREATE TABLE x (id int4range, during int4range);
ALTER TABLE x ADD PRIMARY KEY (id, during WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS over a uuid without btree_gist
-- postgres: 18
-- setup: CREATE TABLE x (id uuid, during tsrange);
ALTER TABLE x ADD PRIMARY KEY (id, during WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS over a text without btree_gist
-- postgres: 18
-- setup: CREATE TABLE x (id text, during tsrange);
ALTER TABLE x ADD UNIQUE (id, during WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS over an inet, which gist knows by another class
-- postgres: 18
-- setup: CREATE TABLE x (id inet, during tsrange);
ALTER TABLE x ADD UNIQUE (id, during WITHOUT OVERLAPS);

-- case: WITHOUT OVERLAPS of a partitioned table
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE x (id int, during int4range) PARTITION BY LIST (id);
-- setup: CREATE TABLE x1 PARTITION OF x FOR VALUES IN (1);
ALTER TABLE x ADD PRIMARY KEY (id, during WITHOUT OVERLAPS);

-- case: a column WITHOUT OVERLAPS that is not there
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE x (id int, during int4range);
ALTER TABLE x ADD PRIMARY KEY (id, nothing WITHOUT OVERLAPS);

-- case: a PERIOD foreign key
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, PERIOD during) REFERENCES p (id, PERIOD during);

-- case: a PERIOD foreign key ON DELETE CASCADE
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, PERIOD during) REFERENCES p (id, PERIOD during) ON DELETE CASCADE;

-- case: a PERIOD foreign key ON DELETE SET NULL
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, PERIOD during) REFERENCES p (id, PERIOD during) ON DELETE SET NULL;

-- case: a PERIOD foreign key ON DELETE SET DEFAULT
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, PERIOD during) REFERENCES p (id, PERIOD during) ON DELETE SET DEFAULT;

-- case: a PERIOD foreign key ON DELETE RESTRICT
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, PERIOD during) REFERENCES p (id, PERIOD during) ON DELETE RESTRICT;

-- case: a PERIOD foreign key ON UPDATE RESTRICT
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, PERIOD during) REFERENCES p (id, PERIOD during) ON UPDATE RESTRICT;

-- case: a PERIOD foreign key ON UPDATE CASCADE
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, PERIOD during) REFERENCES p (id, PERIOD during) ON UPDATE CASCADE;

-- case: a PERIOD foreign key in CREATE TABLE with an action
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE c (p_id int, during int4range, FOREIGN KEY (p_id, PERIOD during) REFERENCES p (id, PERIOD during) ON DELETE CASCADE);

-- case: a PERIOD foreign key NO ACTION
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, PERIOD during) REFERENCES p (id, PERIOD during) ON DELETE NO ACTION ON UPDATE NO ACTION;

-- case: PERIOD on the referring side alone
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, PERIOD during) REFERENCES p (id, during);

-- case: PERIOD on the referenced side alone
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, during) REFERENCES p (id, PERIOD during);

-- case: no PERIOD towards a key WITHOUT OVERLAPS
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, during) REFERENCES p (id, during);

-- case: PERIOD towards the key that is not named
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, PERIOD during) REFERENCES p;

-- case: no PERIOD towards the key that is not named
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, during) REFERENCES p;

-- case: PERIOD towards an ordinary key
-- postgres: 18
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during));
-- setup: CREATE TABLE c (p_id int, during int4range);
ALTER TABLE c ADD FOREIGN KEY (p_id, PERIOD during) REFERENCES p (id, PERIOD during);

-- case: a PERIOD foreign key whose rows fail
-- postgres: 18
-- setup: CREATE EXTENSION btree_gist;
-- setup: CREATE TABLE p (id int, during int4range, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- setup: CREATE TABLE c (p_id int, during int4range);
-- setup: INSERT INTO c VALUES (1, '[1,2)');
ALTER TABLE c ADD FOREIGN KEY (p_id, PERIOD during) REFERENCES p (id, PERIOD during);

-- case: an empty range under WITHOUT OVERLAPS
-- postgres: 18
-- setup: CREATE TABLE tw (id int4range, valid daterange, PRIMARY KEY (id, valid WITHOUT OVERLAPS));
INSERT INTO tw VALUES ('[1,2)', 'empty');

-- case: a range from a day to the same under WITHOUT OVERLAPS
-- postgres: 18
-- setup: CREATE TABLE tw (id int4range, valid daterange, UNIQUE (id, valid WITHOUT OVERLAPS));
INSERT INTO tw VALUES ('[1,2)', '[2024-01-01,2024-01-02)'), ('[2,3)', '[2024-01-01,2024-01-01)');

-- case: a range of one day under WITHOUT OVERLAPS
-- postgres: 18
-- setup: CREATE TABLE tw (id int4range, valid daterange, UNIQUE (id, valid WITHOUT OVERLAPS));
INSERT INTO tw VALUES ('[1,2)', '[2024-01-01,2024-01-01]');

-- case: an empty multirange under WITHOUT OVERLAPS
-- postgres: 18
-- setup: CREATE TABLE tw (id int4range, valid datemultirange, UNIQUE (id, valid WITHOUT OVERLAPS));
INSERT INTO tw VALUES ('[1,2)', '{}');

-- case: an empty range in another column of a key WITHOUT OVERLAPS
-- postgres: 18
-- setup: CREATE TABLE tw (id int4range, valid daterange, UNIQUE (id, valid WITHOUT OVERLAPS));
INSERT INTO tw VALUES ('empty', '[2024-01-01,2024-02-01)');
