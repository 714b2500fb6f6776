-- Every other table writes names in two words.

-- migrate:up
ALTER TABLE customers RENAME COLUMN fullname TO full_name;

-- migrate:down
ALTER TABLE customers RENAME COLUMN full_name TO fullname;
