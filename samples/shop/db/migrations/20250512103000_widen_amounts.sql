-- A wholesale order came to 23 million euros, in cents more than an integer holds.

-- migrate:up
-- The view shows the totals, so it must go before the columns change their type.
DROP VIEW paid_orders;

ALTER TABLE orders ALTER COLUMN total_cents TYPE bigint;
ALTER TABLE payments ALTER COLUMN amount_cents TYPE bigint;

CREATE VIEW paid_orders AS
SELECT o.id, o.customer_id, o.total_cents, sum(p.amount_cents) AS paid_cents
FROM orders AS o
JOIN payments AS p ON p.order_id = o.id
GROUP BY o.id;

-- migrate:down
DROP VIEW paid_orders;

ALTER TABLE payments ALTER COLUMN amount_cents TYPE integer;
ALTER TABLE orders ALTER COLUMN total_cents TYPE integer;

CREATE VIEW paid_orders AS
SELECT o.id, o.customer_id, o.total_cents, sum(p.amount_cents) AS paid_cents
FROM orders AS o
JOIN payments AS p ON p.order_id = o.id
GROUP BY o.id;
