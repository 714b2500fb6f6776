-- case: a column with a random default
ALTER TABLE "webhooks" ADD COLUMN "token" uuid DEFAULT gen_random_uuid() NOT NULL;
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_token_unique" UNIQUE("token");

-- case: a constraint in a block that swallows a duplicate
DO $$ BEGIN
 ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_account_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;

-- case: a type in a block that swallows a duplicate
DO $$ BEGIN
 CREATE TYPE "public"."plan" AS ENUM('free', 'pro');
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;

-- case: an index if it does not exist
CREATE INDEX IF NOT EXISTS "webhooks_url_idx" ON "webhooks" USING btree ("url");

-- case: an identity for a key
ALTER TABLE "audit"."events" ALTER COLUMN "id" DROP DEFAULT;
ALTER TABLE "audit"."events" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY;

-- case: json to jsonb
ALTER TABLE "attachments" ALTER COLUMN "storage" SET DATA TYPE jsonb;

-- case: a policy and row security
ALTER TABLE "audit"."events" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "own events" ON "audit"."events" AS PERMISSIVE FOR SELECT TO public USING (actor_id = 1);

-- case: a view dropped and made again
DROP VIEW "public"."open_tickets";
CREATE VIEW "public"."open_tickets" AS (select "id", "number", "subject", "account_id" from "tickets" where "status" = 'open');

-- case: a schema moved
ALTER TABLE "webhooks" SET SCHEMA "audit";
