-- case: add_column with a default and null: false
ALTER TABLE "users" ADD "time_zone" character varying DEFAULT 'UTC' NOT NULL;

-- case: add_timestamps with an expression
ALTER TABLE "attachments" ADD "created_at" timestamp(6) DEFAULT CURRENT_TIMESTAMP NOT NULL, ADD "updated_at" timestamp(6) DEFAULT CURRENT_TIMESTAMP NOT NULL;

-- case: add_column null: false without default
ALTER TABLE "users" ADD "external_id" uuid NOT NULL;

-- case: add_reference with an index
ALTER TABLE "comments" ADD "edited_by_id" bigint;
CREATE INDEX "index_comments_on_edited_by_id" ON "comments" ("edited_by_id");

-- case: add_reference with a foreign key
ALTER TABLE "tickets" ADD "team_id" bigint CONSTRAINT fk_team REFERENCES "accounts" ("id");

-- case: add_index algorithm concurrently
-- mode: autocommit
CREATE INDEX CONCURRENTLY "index_comments_on_author_id" ON "comments" ("author_id");

-- case: add_index algorithm concurrently within ddl_transaction
CREATE INDEX CONCURRENTLY "index_comments_on_author_id" ON "comments" ("author_id");

-- case: add_index unique
CREATE UNIQUE INDEX "index_attachments_on_filename" ON "attachments" ("filename");

-- case: add_index with where and using gin
CREATE INDEX "index_accounts_on_settings" ON "accounts" USING gin ("settings");

-- case: remove_column
ALTER TABLE "users" DROP COLUMN "middle_name";

-- case: rename_column
ALTER TABLE "users" RENAME COLUMN "last_seen_at" TO "seen_at";

-- case: rename_table
ALTER TABLE "attachments" RENAME TO "uploads";
ALTER SEQUENCE "attachments_id_seq" RENAME TO "uploads_id_seq";
ALTER INDEX "attachments_pkey" RENAME TO "uploads_pkey";

-- case: change_column_null false
ALTER TABLE "users" ALTER COLUMN "locale" SET NOT NULL;

-- case: change_column_null false with a default
UPDATE "users" SET "locale"='en' WHERE "locale" IS NULL;
ALTER TABLE "users" ALTER COLUMN "locale" SET NOT NULL;

-- case: change_column_null true
ALTER TABLE "users" ALTER COLUMN "account_id" DROP NOT NULL;

-- case: change_column_default
ALTER TABLE "users" ALTER COLUMN "role" SET DEFAULT 1;

-- case: change_column_default to nil of a required column
ALTER TABLE "users" ALTER COLUMN "role" DROP DEFAULT;

-- case: change_column integer to bigint
ALTER TABLE "attachments" ALTER COLUMN "id" TYPE bigint;

-- case: change_column string to text
ALTER TABLE "accounts" ALTER COLUMN "plan" TYPE text;

-- case: change_column string with a limit
ALTER TABLE "accounts" ALTER COLUMN "name" TYPE character varying(100);

-- case: add_check_constraint validate: false
ALTER TABLE "comments" ADD CONSTRAINT chk_author CHECK (author_id > 0) NOT VALID;

-- case: validate_check_constraint
-- setup: ALTER TABLE comments ADD CONSTRAINT chk_author CHECK (author_id > 0) NOT VALID;
ALTER TABLE "comments" VALIDATE CONSTRAINT "chk_author";

-- case: add_foreign_key
ALTER TABLE "attachments" ADD CONSTRAINT "fk_rails_c3b3935057" FOREIGN KEY ("comment_id") REFERENCES "comments" ("id");

-- case: add_foreign_key validate: false, then validate_foreign_key
-- mode: autocommit
ALTER TABLE "attachments" ADD CONSTRAINT "fk_rails_c3b3935057" FOREIGN KEY ("comment_id") REFERENCES "comments" ("id") NOT VALID;
ALTER TABLE "attachments" VALIDATE CONSTRAINT "fk_rails_c3b3935057";

-- case: remove_foreign_key
ALTER TABLE "users" DROP CONSTRAINT "fk_rails_61ac11da2b";

-- case: remove_index
DROP INDEX "index_users_on_email";

-- case: remove_index that upserts infer
DROP INDEX "index_accounts_on_subdomain";

-- case: enable_extension
CREATE EXTENSION IF NOT EXISTS "plpgsql";

-- case: update_all
UPDATE "accounts" SET "plan" = 'free' WHERE "plan" IS NOT NULL;

-- case: create_table with references
CREATE TABLE "teams" ("id" bigserial primary key, "account_id" bigint NOT NULL, "name" character varying, CONSTRAINT "fk_rails_teams" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id"));
CREATE INDEX "index_teams_on_account_id" ON "teams" ("account_id");

-- case: drop_table
DROP TABLE "webhooks";

-- case: create_enum and a column of it
CREATE TYPE "channel" AS ENUM ('mail', 'chat');
ALTER TABLE "tickets" ADD "channel" "channel" DEFAULT 'mail' NOT NULL;

-- case: change_table bulk with a type
ALTER TABLE "attachments" ADD COLUMN "width" integer, ALTER COLUMN "bytes" TYPE bigint;

-- case: schema_migrations row
CREATE TABLE "schema_migrations" ("version" character varying NOT NULL PRIMARY KEY);
INSERT INTO "schema_migrations" (version) VALUES ('20240101000000');

-- case: rename_index
ALTER INDEX "index_users_on_email" RENAME TO "users_by_email";

-- case: change_column_comment
COMMENT ON COLUMN "users"."role" IS '0 agent, 1 lead, 2 admin';
