-- case: a privilege on a table is revoked
-- setup: CREATE TABLE users (id int, name text);
-- breaks old-code-loses-privilege public.users: SELECT id FROM users
REVOKE SELECT ON users FROM lockkeeper_old_client;

-- case: all privileges on all tables of a schema are revoked
-- setup: CREATE TABLE users (id int); CREATE TABLE posts (id int);
-- breaks old-code-loses-privilege public.posts: SELECT id FROM posts
-- breaks old-code-loses-privilege public.users: SELECT id FROM users
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM lockkeeper_old_client;

-- case: row security without a policy
-- setup: CREATE TABLE users (id int, name text);
-- breaks old-code-loses-privilege public.users: INSERT INTO users VALUES (1, 'x')
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: a grant takes nothing away
-- setup: CREATE TABLE users (id int, name text);
-- goes on: SELECT id FROM users
GRANT SELECT ON users TO lockkeeper_old_client;

-- case: the only policy that lets rows be written is dropped
-- setup: CREATE TABLE users (id int); ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY everyone ON users USING (true);
-- breaks old-code-loses-rows public.users.everyone: INSERT INTO users VALUES (1)
DROP POLICY everyone ON users;

-- case: a restrictive policy beside the one that lets rows be written
-- setup: CREATE TABLE users (id int); ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY everyone ON users USING (true);
-- breaks old-code-loses-rows public.users.few: INSERT INTO users VALUES (1)
CREATE POLICY few ON users AS RESTRICTIVE USING (id > 1);

-- case: a policy that refuses what it let be written
-- setup: CREATE TABLE users (id int); ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY everyone ON users USING (true);
-- breaks old-code-loses-rows public.users.everyone: INSERT INTO users VALUES (1)
ALTER POLICY everyone ON users USING (id > 1);

-- case: a policy under another name, and one more that lets rows pass
-- setup: CREATE TABLE users (id int); ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY everyone ON users USING (true);
-- goes on: INSERT INTO users VALUES (1)
ALTER POLICY everyone ON users RENAME TO all_of_them;

-- case: row security with a policy that lets everything pass
-- setup: CREATE TABLE users (id int); CREATE POLICY everything ON users USING (true);
-- goes on: INSERT INTO users VALUES (1)
-- goes on: WITH new AS (INSERT INTO users VALUES (1)) SELECT id FROM users
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: row security with policies that let everything pass command by command
-- setup: CREATE TABLE users (id int); CREATE POLICY r ON users FOR SELECT USING (true); CREATE POLICY a ON users FOR INSERT TO PUBLIC WITH CHECK (true); CREATE POLICY w ON users FOR UPDATE USING (true); CREATE POLICY d ON users FOR DELETE USING (true);
-- goes on: INSERT INTO users VALUES (1)
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: row security with a policy that lets all be read
-- setup: CREATE TABLE users (id int); CREATE POLICY r ON users FOR SELECT USING (true);
-- breaks old-code-loses-privilege public.users: INSERT INTO users VALUES (1)
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: row security with a policy that lets all be read and some be written
-- setup: CREATE TABLE users (id int); CREATE POLICY r ON users USING (true) WITH CHECK (id > 5);
-- breaks old-code-loses-privilege public.users: INSERT INTO users VALUES (1)
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: row security with a policy for somebody else
-- setup: CREATE TABLE users (id int); CREATE POLICY r ON users TO pg_read_all_data USING (true);
-- breaks old-code-loses-privilege public.users: INSERT INTO users VALUES (1)
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: row security with a policy that lets everything pass and one that restricts
-- setup: CREATE TABLE users (id int); CREATE POLICY everything ON users USING (true); CREATE POLICY few ON users AS RESTRICTIVE USING (id > 5);
-- breaks old-code-loses-privilege public.users: INSERT INTO users VALUES (1)
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: a restrictive policy that restricts nothing
-- setup: CREATE TABLE users (id int); ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY everyone ON users USING (true);
-- goes on: INSERT INTO users VALUES (1)
CREATE POLICY few ON users AS RESTRICTIVE USING (true);

-- case: a policy that lets more pass
-- setup: CREATE TABLE users (id int); ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY everyone ON users USING (id < 5);
-- goes on: INSERT INTO users VALUES (1)
ALTER POLICY everyone ON users USING (true);

-- case: a policy that lets all pass, but of fewer roles
-- setup: CREATE TABLE users (id int); ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY everyone ON users USING (id < 5);
-- breaks old-code-loses-rows public.users.everyone: INSERT INTO users VALUES (1)
ALTER POLICY everyone ON users TO pg_read_all_data USING (true);
