-- One order may be paid in several goes (voucher plus card), hence a table of its own.
-- The link to orders follows in a later migration: finance imports old payments first.

-- migrate:up
CREATE TABLE payments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id bigint NOT NULL,
  provider text NOT NULL,
  reference varchar(40) NOT NULL,
  amount_cents integer NOT NULL,
  paid_at timestamptz,
  CONSTRAINT payments_reference_key UNIQUE (provider, reference)
);

CREATE VIEW paid_orders AS
SELECT o.id, o.customer_id, o.total_cents, sum(p.amount_cents) AS paid_cents
FROM orders AS o
JOIN payments AS p ON p.order_id = o.id
GROUP BY o.id;

-- migrate:down
DROP VIEW paid_orders;
DROP TABLE payments;
