-- AlterTable
ALTER TABLE "team" RENAME COLUMN "name" TO "title";
ALTER TABLE "site" ADD COLUMN "region" CHAR(2) NOT NULL DEFAULT 'NL', ADD CONSTRAINT "site_region_check" CHECK ("region" ~ '^[A-Z]{2}$');
