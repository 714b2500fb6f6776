import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { sqlx } from "../../server/src/formats/sqlx.ts";
import { memoryTree } from "./trees.ts";

const draft = { name: "add_it", up: "SELECT 1;", down: "SELECT 2;", autocommit: true };
const now = "2026-01-01T00:00:00Z";

it("leaves the transaction for a file that starts with the directive, each half for itself", () => {
  const tree = memoryTree({ "1_a.up.sql": "-- no-transaction\r\nA;", "1_a.down.sql": "B;", "2_b.sql": "C;" });
  const { migrations, problems } = sqlx.read(tree);
  expect(
    migrations.flatMap(({ sections }) => sections.map(({ transaction, span }) => [transaction, span])),
  ).toEqual([
    ["implicit", { start: 19, end: 21 }],
    ["single", { start: 0, end: 2 }],
    ["single", { start: 0, end: 2 }],
  ]);
  expect(problems).toEqual([]);
});

it.each([
  "\uFEFF-- no-transaction\nA;",
  "\n-- no-transaction\nA;",
  "--no-transaction\nA;",
  "-- NO-TRANSACTION\nA;",
])("points at a directive that sqlx does not see: %j", (text) => {
  const { migrations, problems } = sqlx.read(memoryTree({ "1_a.sql": text }));
  expect(migrations[0]?.sections[0]?.transaction).toBe("single");
  expect(problems.map(({ code, span }) => [code, text.slice(span.start, span.end).toLowerCase()])).toEqual([
    ["bad-directive", text.trim().split("\n")[0]?.toLowerCase()],
    ...(text.startsWith("\uFEFF") ? [["byte-order-mark", "\uFEFF"]] : []),
  ]);
});

it("refuses what is not a number, and passes over what has no underscore", () => {
  const { migrations, problems } = sqlx.read(memoryTree({ "add_x.sql": "", "seed.sql": "", "3_c.sql": "" }));
  expect(migrations.map(({ version }) => version)).toEqual(["3"]);
  expect(problems.map(({ code, path }) => [code, path])).toEqual([["bad-file-name", "add_x.sql"]]);
});

it("writes in the shape of the project", () => {
  const single = sqlx.read(memoryTree({ "0001_a.sql": "" }));
  expect(sqlx.write([draft], single, now)).toEqual([
    { path: "0002_add_it.sql", content: "-- no-transaction\nSELECT 1;\n" },
  ]);
  const pairs = sqlx.read(memoryTree({ "0001_a.up.sql": "", "0001_a.down.sql": "" }));
  expect(sqlx.write([draft], pairs, now).map(({ path }) => path)).toEqual([
    "0002_add_it.up.sql",
    "0002_add_it.down.sql",
  ]);
});

it("keeps SHA-384 of the bytes, blanks for underscores and nanoseconds", () => {
  const bytes = new TextEncoder().encode("SELECT 'ü';\r\n");
  const sum = createHash("sha384").update(bytes).digest("hex");
  expect(sqlx.ledger.checksum?.(bytes, { version: "", name: "" })).toBe(sum);
  const entry = { version: "0007", name: "add_it_all", path: "", bytes, executionMs: 1.5, now, uuid: "" };
  const [version, description, checksum, nanoseconds] = sqlx.ledger.record(entry, [])[0]?.values ?? [];
  expect([version, description, nanoseconds]).toEqual(["7", "add it all", 1_500_000]);
  expect(checksum instanceof Uint8Array && Buffer.from(checksum).toString("hex")).toBe(sum);
  // 0x3d32ad9e * crc32("app"), computed with Python's zlib.
  expect(sqlx.ledger.advisoryLockKey?.("app")).toBe("3469795979745788610");
});

it("takes the ledger's name and what counts in checksums from sqlx.toml", () => {
  const toml =
    '[migrate]\ncreate-schemas = ["ops"]\ntable-name = "ops.done"\nignored-chars = [" ", "\\t", "\\r", "\\n"]\n';
  const tree = {
    ...memoryTree({ "1_a.sql": "SELECT 1;\n" }),
    outside: (path: string) => (path === "../sqlx.toml" ? toml : undefined),
  };
  const ledger = sqlx.ledgerFor?.(sqlx.read(tree));
  expect(ledger?.table).toBe("ops.done");
  expect(ledger?.create[0]).toBe("CREATE SCHEMA IF NOT EXISTS ops");
  const sum = (text: string) =>
    ledger?.checksum?.(new TextEncoder().encode(text), { version: "1", name: "a" });
  expect(sum("SELECT 1;\r\n")).toBe(createHash("sha384").update("SELECT1;").digest("hex"));
  expect(sum("SELECT\t1;")).toBe(sum("SELECT 1;\n"));
  const bare = sqlx.ledgerFor?.(sqlx.read(memoryTree({ "1_a.sql": "SELECT 1;" })));
  expect(bare?.table).toBe("_sqlx_migrations");
});
