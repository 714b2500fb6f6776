-- AlterTable
ALTER TABLE "site" ADD COLUMN     "share_id" VARCHAR(50),
ADD COLUMN     "reset_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "session_data" (
    "session_data_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "key" VARCHAR(500) NOT NULL,
    "number_value" DECIMAL(19,4),
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "session_data_pkey" PRIMARY KEY ("session_data_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "site_share_id_key" ON "site"("share_id");
