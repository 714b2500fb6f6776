-- The courier wants a phone number for every parcel. Customers without one were asked by mail;
-- what is still missing gets a placeholder, which the app shows as "please call us".

-- migrate:up
UPDATE customers SET phone = 'unknown' WHERE phone IS NULL;
ALTER TABLE customers ALTER COLUMN phone SET NOT NULL;

-- migrate:down
ALTER TABLE customers ALTER COLUMN phone DROP NOT NULL;
UPDATE customers SET phone = NULL WHERE phone = 'unknown';
