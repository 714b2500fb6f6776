import { expect, it } from "vitest";
import { readStatistics } from "../../../server/src/analysis/statistics/read.ts";

const read = (value: unknown) => {
  const found = readStatistics(JSON.stringify(value));
  return found === undefined ? undefined : Object.fromEntries(found);
};

it("takes an array that somebody wrote", () => {
  expect(read([{ schema: "public", table: "users", rows: 5, bytes: 8192 }])).toEqual({
    "public.users": { rows: 5, bytes: 8192 },
  });
});

it("takes what the query gives, with its day, and leaves out what was never counted", () => {
  const tables = [
    {
      schema: "public",
      table: "a",
      rows: 5,
      bytes: null,
      writesPerSecond: 0.5,
      indexes: null,
      indexBytes: null,
    },
    { schema: "Odd.Name", table: "b", rows: null, bytes: null, writesPerSecond: 0 },
  ];
  expect(read({ version: 1, taken: "2026-10-01T23:59:59Z", postgres: 18, tables })).toEqual({
    "public.a": { rows: 5, writesPerSecond: 0.5, asOf: "2026-10-01" },
  });
});

it.each([
  ["a table without its rows", [{ schema: "public", table: "a" }], {}],
  ["no JSON", undefined, undefined],
  ["negative rows", [{ schema: "public", table: "a", rows: -1, bytes: 1 }], undefined],
  ["another version", { version: 2, taken: "2026-10-01T00:00:00Z", tables: [] }, undefined],
  ["no day", { version: 1, tables: [] }, undefined],
  ["a day that is none", { version: 1, taken: "yesterday", tables: [] }, undefined],
  ["text instead of a number", [{ schema: "public", table: "a", rows: "5", bytes: 1 }], undefined],
])("%s", (_, given, expected) => {
  expect(given === undefined ? readStatistics("{") : read(given)).toEqual(expected);
});
