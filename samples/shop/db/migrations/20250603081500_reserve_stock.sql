-- Stock is reserved when an order is placed, and given back when it is cancelled. The trigger
-- replaces the nightly job, which sold the same last bicycle twice.

-- migrate:up
CREATE FUNCTION reserve_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'placed' AND OLD.status = 'cart' THEN
    UPDATE inventory AS i
    SET on_hand = i.on_hand - oi.quantity, updated_at = now()
    FROM order_items AS oi
    WHERE oi.order_id = NEW.id AND oi.product_id = i.product_id;
  ELSIF NEW.status = 'cancelled' AND OLD.status IN ('placed', 'paid') THEN
    UPDATE inventory AS i
    SET on_hand = i.on_hand + oi.quantity, updated_at = now()
    FROM order_items AS oi
    WHERE oi.order_id = NEW.id AND oi.product_id = i.product_id;
  END IF;
  RETURN NEW;
END;
$$;

CREATE TRIGGER orders_reserve_stock
BEFORE UPDATE OF status ON orders
FOR EACH ROW EXECUTE FUNCTION reserve_stock();

CREATE VIEW sold_out_products AS
SELECT p.id, p.sku, p.title
FROM products AS p
JOIN inventory AS i ON i.product_id = p.id
WHERE i.on_hand = 0;

-- migrate:down
DROP VIEW sold_out_products;
DROP TRIGGER orders_reserve_stock ON orders;
DROP FUNCTION reserve_stock();
