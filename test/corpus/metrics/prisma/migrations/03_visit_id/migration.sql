-- AlterTable
ALTER TABLE "site_event" ADD COLUMN "visit_id" UUID NULL;

UPDATE "site_event" e
SET visit_id = a.uuid
FROM (SELECT DISTINCT s.session_id, s.visit_time, gen_random_uuid() uuid
    FROM (SELECT DISTINCT session_id, date_trunc('hour', created_at) visit_time FROM "site_event") s) a
WHERE e.session_id = a.session_id
    and date_trunc('hour', e.created_at) = a.visit_time;

ALTER TABLE "site_event" ALTER COLUMN "visit_id" SET NOT NULL;

-- CreateIndex
CREATE INDEX "site_event_visit_id_idx" ON "site_event"("visit_id");
