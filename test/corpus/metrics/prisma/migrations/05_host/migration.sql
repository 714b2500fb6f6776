-- AlterTable
ALTER TABLE "site_event" ADD COLUMN     "hostname" VARCHAR(100);

-- DataMigration
UPDATE "site_event" SET "hostname" = coalesce(nullif(split_part("url_path", '/', 1), ''), 'unknown');

-- RenameIndex
ALTER INDEX "site_event_visit_id_idx" RENAME TO "site_event_visit_idx";
