import type pg from "pg";
import { describe, expect, it } from "vitest";
import {
  ledgerKey,
  type AppliedMigration,
  type Format,
  type LedgerEntry,
} from "../../server/src/formats/format.ts";
import type { Query } from "../../server/src/formats/query.ts";
import { formats } from "../../server/src/formats/index.ts";
import { freshDatabase } from "../support/servers.ts";

const bytes = new TextEncoder().encode("CREATE TABLE a ();\n");

function entry(format: Format, number: number): LedgerEntry {
  const files = format.write(
    [{ name: "make_it", up: "select 1;", autocommit: false }],
    format.read({ paths: [], text: () => undefined }),
    `2026-11-2${number}T09:30:00.000Z`,
  );
  const [file] = files;
  if (file === undefined) throw new Error("A draft is at least one file.");
  const texts = new Map(files.map(({ path, content }) => [path, content]));
  const [migration] = format.read({ paths: [...texts.keys()], text: (path) => texts.get(path) }).migrations;
  // Tools that count from one give each empty project the same number.
  const version = migration?.version ?? "";
  return {
    version: version.replace(/^(0*)1(?!\d)/, `$1${String(number)}`),
    ...(migration?.ledgerKey === undefined ? {} : { ledgerKey: migration.ledgerKey }),
    // The second of a chain of hashes has one of its own.
    ...(migration?.checksum === undefined ? {} : { checksum: `${migration.checksum}${String(number)}` }),
    countStatements: () => 1,
    name: migration?.name ?? "",
    path: file.path,
    bytes,
    executionMs: 12.4,
    now: `2026-11-2${number}T10:00:00.000Z`,
    uuid: `7b0b1f5e-6f0e-4c53-9f6b-1d1b3f0e5a1${number}`,
  };
}

async function run(client: pg.Client, queries: readonly Query[]): Promise<void> {
  for (const { text, values } of queries) await client.query(text, [...values]);
}

async function applied(
  client: pg.Client,
  format: Format,
): Promise<readonly (AppliedMigration | undefined)[]> {
  const { rows } = await client.query<Record<string, unknown>>(format.ledger.select);
  return rows.map((row) => format.ledger.read(row));
}

const ours = formats.filter(({ runBy }) => runBy === undefined);

describe.each(ours.map((format) => [format.id, format] as const))(
  "%s ledger on a real server",
  (_id, format) => {
    it("creates its table, and again, records and removes", async () => {
      const database = await freshDatabase(17);
      try {
        const client = await database.connect();
        const { ledger } = format;
        const exists = () =>
          client.query<{ there: boolean }>("SELECT to_regclass($1) IS NOT NULL AS there", [ledger.table]);
        expect((await exists()).rows).toEqual([{ there: false }]);
        for (const text of [...ledger.create, ...ledger.create]) await client.query(text);
        expect((await exists()).rows).toEqual([{ there: true }]);
        expect(await applied(client, format)).toEqual([]);

        const [one, two] = [entry(format, 1), entry(format, 2)];
        const [first, second] = [one, two].map((each) => ledgerKey(ledger, each));
        await run(client, ledger.record(one, []));
        await run(client, ledger.record(two, [one.version]));
        const both = await applied(client, format);
        expect(both.map((row) => row?.version)).toEqual(ledger.cumulative ? [second] : [first, second]);
        for (const row of both) {
          const own = [one, two].find((each) => ledgerKey(ledger, each) === row?.version);
          expect(row?.checksum).toBe(
            own === undefined ? undefined : (own.checksum ?? ledger.checksum?.(bytes, own)),
          );
        }
        for (const row of both) expect(row?.dirty ?? false).toBe(false);

        await run(client, ledger.remove(two, [one.version]));
        expect((await applied(client, format)).map((row) => row?.version)).toEqual([first]);
        await run(client, ledger.remove(one, []));
        expect(await applied(client, format)).toEqual([]);
        await run(client, ledger.record(one, []));
        expect((await applied(client, format)).map((row) => row?.version)).toEqual([first]);
      } finally {
        await database.dispose();
      }
    });
  },
);
