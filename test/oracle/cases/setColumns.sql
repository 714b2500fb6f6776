-- case: ON DELETE SET NULL of one column of a key
-- postgres: 15
-- setup: CREATE TABLE parent_sc (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE child_sc (x int, y int);
ALTER TABLE child_sc ADD FOREIGN KEY (x, y) REFERENCES parent_sc ON DELETE SET NULL (y);

-- case: ON DELETE SET NULL of a column that is not part of the key
-- postgres: 15
-- setup: CREATE TABLE parent_sc (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE child_sc (x int, y int, z int);
ALTER TABLE child_sc ADD FOREIGN KEY (x, y) REFERENCES parent_sc ON DELETE SET NULL (z);

-- case: ON DELETE SET DEFAULT of a column that does not exist
-- postgres: 15
-- setup: CREATE TABLE parent_sc (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE child_sc (x int, y int);
ALTER TABLE child_sc ADD FOREIGN KEY (x, y) REFERENCES parent_sc ON DELETE SET DEFAULT (w);

-- case: ON DELETE SET NULL of one column on a partitioned table whose columns stand in another order
-- postgres: 15
-- setup: CREATE TABLE parent_sc (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE child_sc (x int, y int) PARTITION BY LIST (x); CREATE TABLE child_sc_1 (extra int, y int, x int); ALTER TABLE child_sc_1 DROP COLUMN extra; ALTER TABLE child_sc ATTACH PARTITION child_sc_1 FOR VALUES IN (1);
ALTER TABLE child_sc ADD FOREIGN KEY (x, y) REFERENCES parent_sc ON DELETE SET NULL (y);

-- case: %TYPE and %ROWTYPE of quoted names
-- setup: CREATE TABLE "User" ("createdAt" date);
DO $$ DECLARE a "User"."createdAt"%TYPE; b "User"%ROWTYPE; BEGIN ALTER TABLE "User" ADD COLUMN q int; END $$;

-- case: %TYPE of names that hold quotes
-- setup: CREATE TABLE "U ""1""" ("c ""2""" date);
DO $$ DECLARE a "U ""1"""."c ""2"""%TYPE; BEGIN ALTER TABLE "U ""1""" ADD COLUMN q int; END $$;
