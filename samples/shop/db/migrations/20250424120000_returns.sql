-- Customers may send things back within 30 days.

-- migrate:up
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'returned' AFTER 'shipped';

-- migrate:down
-- PostgreSQL cannot take a value out of an enum. Nothing reads it before the next release, so it may stay.
SELECT 1;
