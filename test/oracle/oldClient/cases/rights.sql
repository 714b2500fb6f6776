-- case: row security without a policy
-- setup: CREATE TABLE users (id int, name text);
-- breaks old-code-loses-privilege public.users: INSERT INTO users VALUES (1, 'x')
ALTER TABLE users ENABLE ROW LEVEL SECURITY;

-- case: a grant takes nothing away
-- setup: CREATE TABLE users (id int, name text);
-- goes on: SELECT id FROM users
GRANT SELECT ON users TO lockkeeper_old_client;
