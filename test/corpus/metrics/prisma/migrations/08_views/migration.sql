CREATE VIEW "daily" AS
SELECT "site_id", date_trunc('day', "created_at") AS "day", count(*) AS "views", count(DISTINCT "visit_id") AS "visits"
FROM "site_event" WHERE "event_type" = 1 GROUP BY 1, 2;
