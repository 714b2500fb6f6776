/** What a reader of each fixture folder would say: versions in order, how each up is sent, how many downs. */
export const expected: Readonly<Record<string, { versions: string[]; modes: string[]; downs: number }>> = {
  "golang-migrate": {
    versions: ["000001", "000002", "000010"],
    modes: ["implicit", "implicit", "implicit"],
    downs: 3,
  },
  "golang-migrate-multi-statement": {
    versions: ["000001", "000002", "000010"],
    modes: ["autocommit", "autocommit", "autocommit"],
    downs: 3,
  },
  sqlx: {
    versions: ["20240101000000", "20240102000000", "20240103000000"],
    modes: ["single", "implicit", "single"],
    downs: 3,
  },
  dbmate: {
    versions: ["20240101000000", "20240102000000", "20240103000000"],
    modes: ["single", "implicit", "single"],
    downs: 3,
  },
  goose: { versions: ["00001", "00002", "00003"], modes: ["single", "autocommit", "single"], downs: 3 },
  diesel: {
    versions: ["00000000000000", "20240101000000", "202401020000000000"],
    modes: ["single", "single", "implicit"],
    downs: 3,
  },
  prisma: {
    versions: ["20240101000000_init", "20240102000000_index_email", "20240103000000_touch"],
    modes: ["autocommit", "autocommit", "autocommit"],
    downs: 0,
  },
  "node-pg-migrate": {
    versions: ["1704067200000_create-users", "1704153600000_index-email", "1704240000000_touch"],
    modes: ["all-pending", "all-pending", "all-pending"],
    downs: 3,
  },
  flyway: {
    versions: ["1", "2.1", "10", "R__active_users"],
    modes: ["single", "autocommit", "single", "single"],
    downs: 1,
  },
  drizzle: {
    versions: ["0000_init", "0001_index_email", "0002_touch"],
    modes: ["all-pending", "all-pending", "all-pending"],
    downs: 0,
  },
  "drizzle-folders": {
    versions: ["20240101000000_init", "20240102000000_index_email", "20240103000000_touch"],
    modes: ["all-pending", "all-pending", "all-pending"],
    downs: 0,
  },
  supabase: {
    versions: ["20240101000000", "20240102000000", "20240103000000"],
    modes: ["pipeline", "pipeline", "pipeline"],
    downs: 0,
  },
  postgrator: {
    versions: ["001", "002", "010"],
    modes: ["implicit", "implicit", "implicit"],
    downs: 3,
  },
  tern: { versions: ["001", "002", "003"], modes: ["single", "autocommit", "single"], downs: 3 },
  refinery: { versions: ["1", "2", "10"], modes: ["single", "single", "single"], downs: 0 },
  yoyo: {
    versions: ["0001.create-users", "0002.index-email", "0003.touch"],
    modes: ["single", "autocommit", "single"],
    downs: 3,
  },
  "graphile-migrate": {
    versions: ["000001", "000002", "000003", "current"],
    modes: ["single", "implicit", "single", "single"],
    downs: 0,
  },
  atlas: {
    versions: ["20240101000000", "20240102000000", "20240103000000"],
    modes: ["single", "autocommit", "single"],
    downs: 0,
  },
  hasura: {
    versions: ["1704067200000", "1704153600000", "1704240000000"],
    modes: ["single", "single", "single"],
    downs: 3,
  },
  sqitch: {
    versions: ["users", "index_email", "touch"],
    modes: ["autocommit", "autocommit", "autocommit"],
    downs: 3,
  },
  liquibase: {
    versions: ["001_create_users", "002_index_email", "003_touch"],
    modes: ["single", "autocommit", "single"],
    downs: 0,
  },
  plain: {
    versions: ["001", "002", "010", "views"],
    modes: ["implicit", "implicit", "implicit", "implicit"],
    downs: 0,
  },
};
