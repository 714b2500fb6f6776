-- case: EF Core, a required string with an empty default
ALTER TABLE "Users" ADD "DisplayName" text NOT NULL DEFAULT '';

-- case: EF Core, a column altered to required with a default
UPDATE "Users" SET "Email" = '' WHERE "Email" IS NULL;
ALTER TABLE "Users" ALTER COLUMN "Email" SET NOT NULL;
ALTER TABLE "Users" ALTER COLUMN "Email" SET DEFAULT '';

-- case: EF Core, RenameColumn with its index
ALTER TABLE "Claims" RENAME COLUMN "Type" TO "ClaimType";
ALTER INDEX "IX_Claims_UserId" RENAME TO "IX_Claims_OwnerId";

-- case: EF Core, DropForeignKey and AddForeignKey
ALTER TABLE "Claims" DROP CONSTRAINT "FK_Claims_Users_UserId";
ALTER TABLE "Claims" ADD CONSTRAINT "FK_Claims_Users_UserId" FOREIGN KEY ("UserId") REFERENCES "Users" ("Id") ON DELETE RESTRICT;

-- case: EF Core, an idempotent script
DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "Users" WHERE "Id" = 'migration') THEN
    CREATE INDEX "IX_Users_LockoutEnd" ON "Users" ("LockoutEnd");
    END IF;
END $EF$;

-- case: EF Core, an identity column of a larger type
ALTER TABLE "Claims" ALTER COLUMN "Id" TYPE bigint;

-- case: EF Core, DropPrimaryKey and AddPrimaryKey
ALTER TABLE "Claims" DROP CONSTRAINT "PK_Claims";
ALTER TABLE "Claims" ADD CONSTRAINT "PK_Claims" PRIMARY KEY ("Id");

-- case: Ecto, add with a reference
ALTER TABLE "scans" ADD COLUMN "warehouse_id" integer, ADD CONSTRAINT "scans_warehouse_id_fkey" FOREIGN KEY ("warehouse_id") REFERENCES "warehouses"("id") ON DELETE SET NULL;

-- case: Ecto, create unique_index
CREATE UNIQUE INDEX "carriers_name_index" ON "carriers" ("name");

-- case: Ecto, modify with a default and null
ALTER TABLE "carriers" ALTER COLUMN "rating" TYPE numeric(3,1), ALTER COLUMN "rating" SET DEFAULT 0, ALTER COLUMN "rating" SET NOT NULL;

-- case: Ecto, timestamps on an old table
ALTER TABLE "settings" ADD COLUMN "inserted_at" timestamp(0) NOT NULL, ADD COLUMN "updated_at" timestamp(0) NOT NULL;

-- case: TypeORM, a column that changes its length
ALTER TABLE "billing"."invoices" DROP COLUMN "customer_ref";
ALTER TABLE "billing"."invoices" ADD "customer_ref" character varying(80);

-- case: TypeORM, a relation
ALTER TABLE "scans" ADD "carrierId" integer;
ALTER TABLE "scans" ADD CONSTRAINT "FK_3c1bd0bd6ba5dae6f9e3f9ee2ae" FOREIGN KEY ("carrierId") REFERENCES "carriers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- case: TypeORM, a unique constraint made anew
ALTER TABLE "warehouses" DROP CONSTRAINT "uq_warehouses_code";
ALTER TABLE "warehouses" ADD CONSTRAINT "UQ_9a8c0a0b" UNIQUE ("code");

-- case: Knex, an array of checks
alter table "carriers" add column "kind" text check ("kind" in ('road', 'air')) default 'road';

-- case: Knex, dropping nullable of a key in a small table
alter table "settings" alter column "value" set not null;

-- case: Knex, a table by schema raw with owner
create table if not exists "audit" ("id" bigserial primary key, "at" timestamptz not null default CURRENT_TIMESTAMP);
create index if not exists "audit_at_index" on "audit" ("at");

-- case: Sequelize, changeColumn
ALTER TABLE "warehouses" ALTER COLUMN "city" SET NOT NULL;ALTER TABLE "warehouses" ALTER COLUMN "city" DROP DEFAULT;ALTER TABLE "warehouses" ALTER COLUMN "city" TYPE VARCHAR(255);

-- case: goose, a statement of several
CREATE OR REPLACE FUNCTION parcels_guard() RETURNS trigger AS $$
BEGIN
  IF NEW.weight_g IS NULL THEN
    RAISE EXCEPTION 'weight is missing';
  END IF;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER parcels_guard BEFORE INSERT ON parcels FOR EACH ROW EXECUTE FUNCTION parcels_guard();

-- case: Liquibase, addNotNullConstraint with defaultNullValue
UPDATE public.carriers SET rating = '0' WHERE rating IS NULL;
ALTER TABLE public.carriers ALTER COLUMN rating SET NOT NULL;

-- case: Liquibase, modifyDataType of a text
ALTER TABLE public.warehouses ALTER COLUMN name TYPE VARCHAR(500) USING (name::VARCHAR(500));

-- case: Rails 7, add_index with if_not_exists and algorithm
-- mode: autocommit
CREATE INDEX CONCURRENTLY IF NOT EXISTS "index_parcels_on_shipped_at" ON "parcels" ("shipped_at");

-- case: Rails 7, add_column with a virtual stored
ALTER TABLE "parcels" ADD "weight_kg" numeric GENERATED ALWAYS AS (weight_g / 1000.0) STORED;

-- case: Rails 7, add_unique_constraint using an index
-- setup: CREATE UNIQUE INDEX carriers_name_key ON carriers (name);
ALTER TABLE "carriers" ADD CONSTRAINT carriers_name_key UNIQUE USING INDEX carriers_name_key;

-- case: Rails 7, in_batches as SQL
-- mode: autocommit
UPDATE "parcels" SET "note" = '' WHERE "parcels"."id" >= 1 AND "parcels"."id" <= 1000;
UPDATE "parcels" SET "note" = '' WHERE "parcels"."id" >= 1001 AND "parcels"."id" <= 2000;

-- case: Django, AlterField to a JSONField
ALTER TABLE "import_raw" ALTER COLUMN "line" TYPE jsonb USING to_jsonb("line");

-- case: Django, AddField with db_default
ALTER TABLE "scans" ADD COLUMN "verified" boolean DEFAULT false NOT NULL;

-- case: Django, RemoveField of a foreign key
SET CONSTRAINTS "fk_parcels_carrier_id_carriers" IMMEDIATE;
ALTER TABLE "parcels" DROP COLUMN "carrier_id" CASCADE;

-- case: Prisma, a required relation
ALTER TABLE "Claims" ADD COLUMN     "issuerId" TEXT NOT NULL DEFAULT 'u1';
ALTER TABLE "Claims" ADD CONSTRAINT "Claims_issuerId_fkey" FOREIGN KEY ("issuerId") REFERENCES "Users"("Id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- case: Prisma, a model removed
ALTER TABLE "Claims" DROP CONSTRAINT "FK_Claims_Users_UserId";
DROP TABLE "Claims";
