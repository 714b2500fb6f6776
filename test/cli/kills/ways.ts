import { formatById } from "../../../server/src/formats/detect.ts";

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

/** With the hashes that the tool keeps of its files. */
export function sealed(format: string, files: Files): readonly [format: string, files: Files] {
  const tree = { paths: Object.keys(files), text: (path: string) => files[path] };
  const written = formatById(format)?.seal?.(tree) ?? [];
  return [format, { ...files, ...Object.fromEntries(written.map(({ path, content }) => [path, content])) }];
}

const graphileHead = "--! Previous: -\n--! Hash: -\n\n";
const parted = (sql: string): string => sql.replaceAll(";\n", ";\n--> statement-breakpoint\n");
const journal = JSON.stringify({
  entries: steps.map((m) => ({ idx: m, when: m, tag: `000${m}_a`, breakpoints: true })),
});
const ternDown = "---- create above / drop below ----\n";
const ternBare = "---- tern: disable-tx ----\n";

export const ways: Readonly<Record<string, readonly [format: string, files: Files]>> = {
  "golang-migrate": [
    "golang-migrate",
    three((m) => ({ [`${m}_a.up.sql`]: up(m), [`${m}_a.down.sql`]: down(m) })),
  ],
  "golang-migrate, x-multi-statement": [
    "golang-migrate-multi-statement",
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
  tern: ["tern", three((m) => ({ [`${m}_a.sql`]: `${up(m)}${ternDown}${down(m)}` }))],
  "tern, disable-tx": [
    "tern",
    three((m) => ({ [`${m}_a.sql`]: `${ternBare}${up(m)}${ternDown}${ternBare}${down(m)}` })),
  ],
  yoyo: ["yoyo", three((m) => ({ [`${m}.a.sql`]: up(m), [`${m}.a.rollback.sql`]: down(m) }))],
  "yoyo, transactional: false": [
    "yoyo",
    three((m) => ({
      [`${m}.a.sql`]: `-- transactional: false\n\n${up(m)}`,
      [`${m}.a.rollback.sql`]: down(m),
    })),
  ],
  refinery: ["refinery", three((m) => ({ [`V${m}__a.sql`]: up(m) }))],
  atlas: sealed(
    "atlas",
    three((m) => ({ [`${m}_a.sql`]: up(m) })),
  ),
  "atlas, txmode none": sealed(
    "atlas",
    three((m) => ({ [`${m}_a.sql`]: `-- atlas:txmode none\n\n${up(m)}` })),
  ),
  "graphile-migrate": sealed(
    "graphile-migrate",
    three((m) => ({ [`committed/00000${m}.sql`]: `${graphileHead}${up(m)}` })),
  ),
  "graphile-migrate, no-transaction": sealed(
    "graphile-migrate",
    three((m) => ({ [`committed/00000${m}.sql`]: `${graphileHead}--! no-transaction\n${up(m)}` })),
  ),
  "drizzle, journal": [
    "drizzle",
    { "meta/_journal.json": journal, ...three((m) => ({ [`000${m}_a.sql`]: parted(up(m)) })) },
  ],
  "drizzle, folders": ["drizzle", three((m) => ({ [`2024010${m}000000_a/migration.sql`]: parted(up(m)) }))],
  supabase: ["supabase", three((m) => ({ [`2024010${m}000000_a.sql`]: up(m) }))],
  "supabase, transaction=false": [
    "supabase",
    three((m) => ({ [`2024010${m}000000_a.sql`]: `-- pg-delta: transaction=false\n${up(m)}` })),
  ],
  diesel: ["diesel", three((m) => ({ [`${m}_a/up.sql`]: up(m), [`${m}_a/down.sql`]: down(m) }))],
  flyway: ["flyway", three((m) => ({ [`V${m}__a.sql`]: up(m), [`U${m}__a.sql`]: down(m) }))],
  postgrator: ["postgrator", three((m) => ({ [`${m}.do.a.sql`]: up(m), [`${m}.undo.a.sql`]: down(m) }))],
};
