-- DropIndex
DROP INDEX "site_site_id_key";

-- AlterTable
ALTER TABLE "session_data" DROP COLUMN "tags",
ALTER COLUMN "key" SET DATA TYPE TEXT;
