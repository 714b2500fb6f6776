/*
 * Every way in which a tool sends a file, with three migrations of three statements each. A statement leaves a row or a
 * column of the table `log`, so that what was done can be told afterwards.
 */

export const steps = [1, 2, 3];

const up = (m: number): string =>
  `INSERT INTO log VALUES (${m}, 1, pg_sleep(0.04));
ALTER TABLE log ADD COLUMN c${m} text DEFAULT pg_sleep(0.02);
INSERT INTO log VALUES (${m}, 3, pg_sleep(0.04));
`;
const down = (m: number): string =>
  `DELETE FROM log WHERE m = ${m} AND s = 3 AND pg_sleep(0.04) IS NOT NULL;
ALTER TABLE log DROP COLUMN c${m};
DELETE FROM log WHERE m = ${m} AND s = 1 AND pg_sleep(0.04) IS NOT NULL;
`;

export type Files = Readonly<Record<string, string>>;
const three = (files: (m: number) => Files): Files => ({ ...files(1), ...files(2), ...files(3) });

export const ways: Readonly<Record<string, readonly [format: string, files: Files]>> = {
  "golang-migrate": [
    "golang-migrate",
    three((m) => ({ [`${m}_a.up.sql`]: up(m), [`${m}_a.down.sql`]: down(m) })),
  ],
  prisma: [
    "prisma",
    { "migration_lock.toml": "", ...three((m) => ({ [`2024010${m}000000_a/migration.sql`]: up(m) })) },
  ],
  plain: ["plain", three((m) => ({ [`${m}_a.up.sql`]: up(m), [`${m}_a.down.sql`]: down(m) }))],
  dbmate: [
    "dbmate",
    three((m) => ({ [`${m}_a.sql`]: `-- migrate:up\n${up(m)}-- migrate:down\n${down(m)}` })),
  ],
  "dbmate, transaction:false": [
    "dbmate",
    three((m) => ({
      [`${m}_a.sql`]: `-- migrate:up transaction:false\n${up(m)}-- migrate:down transaction:false\n${down(m)}`,
    })),
  ],
  goose: ["goose", three((m) => ({ [`${m}_a.sql`]: `-- +goose Up\n${up(m)}-- +goose Down\n${down(m)}` }))],
  "goose, NO TRANSACTION": [
    "goose",
    three((m) => ({
      [`${m}_a.sql`]: `-- +goose NO TRANSACTION\n-- +goose Up\n${up(m)}-- +goose Down\n${down(m)}`,
    })),
  ],
  sqlx: ["sqlx", three((m) => ({ [`${m}_a.up.sql`]: up(m), [`${m}_a.down.sql`]: down(m) }))],
  "sqlx, no-transaction": [
    "sqlx",
    three((m) => ({
      [`${m}_a.up.sql`]: `-- no-transaction\n${up(m)}`,
      [`${m}_a.down.sql`]: `-- no-transaction\n${down(m)}`,
    })),
  ],
  "diesel, run_in_transaction = false": [
    "diesel",
    three((m) => ({
      [`${m}_a/up.sql`]: up(m),
      [`${m}_a/down.sql`]: down(m),
      [`${m}_a/metadata.toml`]: "run_in_transaction = false\n",
    })),
  ],
  "flyway, executeInTransaction=false": [
    "flyway",
    three((m) => ({
      [`V${m}__a.sql`]: up(m),
      [`V${m}__a.sql.conf`]: "executeInTransaction=false\n",
      [`U${m}__a.sql`]: down(m),
      [`U${m}__a.sql.conf`]: "executeInTransaction=false\n",
    })),
  ],
  "node-pg-migrate": [
    "node-pg-migrate",
    three((m) => ({ [`${m}_a.sql`]: `-- Up Migration\n${up(m)}-- Down Migration\n${down(m)}` })),
  ],
  postgrator: ["postgrator", three((m) => ({ [`${m}.do.a.sql`]: up(m), [`${m}.undo.a.sql`]: down(m) }))],
};
