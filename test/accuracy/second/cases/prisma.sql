-- case: a required column without default
/*
  Warnings:
  - Added the required column `currency` to the `Subscription` table without a default value. This is not possible if the table is not empty.
*/
-- AlterTable
ALTER TABLE "Subscription" ADD COLUMN     "currency" TEXT NOT NULL;

-- case: a column with now()
ALTER TABLE "Subscription" ADD COLUMN     "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- case: an array column
ALTER TABLE "Subscription" ADD COLUMN     "features" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- case: a change of type that keeps the data
ALTER TABLE "Subscription" ALTER COLUMN "price" SET DATA TYPE DECIMAL(12,2);

-- case: a change of type by drop and add
ALTER TABLE "Subscription" DROP COLUMN "renewsAt",
ADD COLUMN     "renewsAt" DATE;

-- case: no longer optional
ALTER TABLE "Subscription" ALTER COLUMN "plan" SET NOT NULL;

-- case: an enum that is rebuilt
BEGIN;
CREATE TYPE "ticket_status_new" AS ENUM ('open', 'closed');
ALTER TABLE "tickets" ALTER COLUMN "status" DROP DEFAULT;
ALTER TABLE "tickets" ALTER COLUMN "status" TYPE "ticket_status_new" USING ("status"::text::"ticket_status_new");
ALTER TYPE "ticket_status" RENAME TO "ticket_status_old";
ALTER TYPE "ticket_status_new" RENAME TO "ticket_status";
DROP TYPE "ticket_status_old";
COMMIT;

-- case: a value for an enum
-- mode: autocommit
ALTER TYPE "ticket_status" ADD VALUE 'snoozed';

-- case: a value for an enum and its use as default
ALTER TYPE "ticket_status" ADD VALUE 'snoozed';
ALTER TABLE "tickets" ALTER COLUMN "status" SET DEFAULT 'snoozed';

-- case: dropping a unique index and a new one
DROP INDEX "Subscription_accountId_key";
CREATE UNIQUE INDEX "Subscription_accountId_plan_key" ON "Subscription"("accountId", "plan");

-- case: a foreign key between old tables
ALTER TABLE "Subscription" ADD CONSTRAINT "Subscription_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- case: another primary key
ALTER TABLE "Subscription" DROP CONSTRAINT "Subscription_pkey",
ADD CONSTRAINT "Subscription_pkey" PRIMARY KEY ("accountId");

-- case: renaming a foreign key
ALTER TABLE "comments" RENAME CONSTRAINT "comments_ticket_fk" TO "comments_ticketId_fkey";

-- case: dropping a default
ALTER TABLE "Subscription" ALTER COLUMN "seats" DROP DEFAULT;

-- case: a new model with an index
CREATE TABLE "Invoice" (
    "id" TEXT NOT NULL,
    "subscriptionId" TEXT NOT NULL,
    CONSTRAINT "Invoice_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Invoice_subscriptionId_idx" ON "Invoice"("subscriptionId");

-- case: a new model that refers to an old one
CREATE TABLE "Invoice" ("id" TEXT NOT NULL, "subscriptionId" TEXT NOT NULL, CONSTRAINT "Invoice_pkey" PRIMARY KEY ("id"));
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- case: a name without its quotes
ALTER TABLE Subscription ADD COLUMN note TEXT;
