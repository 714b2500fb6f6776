-- Order numbers in URLs told everybody how much we sell. Each order gets a random public id.

-- migrate:up
ALTER TABLE orders ADD COLUMN public_id uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE orders ADD COLUMN note text;

-- migrate:down
ALTER TABLE orders DROP COLUMN note;
ALTER TABLE orders DROP COLUMN public_id;
