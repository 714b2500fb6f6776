import { expect, it } from "vitest";
import { detectFormat } from "../../server/src/formats/detect.ts";
import type { FileTree } from "../../server/src/formats/format.ts";
import { refinery } from "../../server/src/formats/refinery.ts";
import { memoryTree } from "./trees.ts";

/** As Rust 1.95's own hasher has it of `name`, `version: i32` and `sql`, fed one after the other. */
const hashes: readonly (readonly [name: string, version: string, sql: string, hash: string])[] = [
  [
    "initial",
    "1",
    "CREATE TABLE persons (id int, name varchar(255), city varchar(255));",
    "9011118159008407467",
  ],
  ["add_year_field_to_cars", "4", "ALTER TABLE cars ADD year INTEGER;", "10072168111182147193"],
  ["", "0", "", "7633159278355933011"],
  ["größe", "2147483647", "SELECT '€ 😀';\n", "14143985108267654382"],
  ["a", "10", "CREATE TABLE a ();\n", "8330532061903160330"],
  ["long", "7", "SELECT 1;\n".repeat(1_000), "7686439912729873101"],
];

it.each(hashes)("makes refinery's checksum of %s %s", (name, version, sql, hash) => {
  expect(refinery.ledger.checksum?.(new TextEncoder().encode(sql), { name, version })).toBe(hash);
});

it("is told from Flyway by what lies near", () => {
  const files = memoryTree({ "V1__a.sql": "SELECT 1;" });
  const near = (path: string, text: string): FileTree => ({
    ...files,
    outside: (each) => (each === path ? text : undefined),
  });
  expect(detectFormat(files)?.format.id).toBe("flyway");
  expect(detectFormat(files, "refinery")?.format.id).toBe("refinery");
  expect(detectFormat(near("../Cargo.toml", '[dependencies]\nrefinery = "0.8"\n'))?.format.id).toBe(
    "refinery",
  );
  expect(detectFormat(near("../Cargo.toml", '[dependencies]\nsqlx = "0.8"\n'))?.format.id).toBe("flyway");
  expect(detectFormat(near("../refinery.toml", ""))?.format.id).toBe("refinery");
});

it("orders by number, in any depth, and leaves alone what is not its own", () => {
  const names = ["V10__c.sql", "sub/V9__b.sql", "U2__größe.sql", "V1_a.sql", "v3__d.sql", "V4__a-b.sql"];
  const { migrations } = refinery.read(
    memoryTree(Object.fromEntries(names.map((name) => [name, "SELECT 1;"]))),
  );
  expect(migrations.map(({ version, name, anyOrder = false }) => [version, name, anyOrder])).toEqual([
    ["2", "größe", true],
    ["9", "b", false],
    ["10", "c", false],
  ]);
});
