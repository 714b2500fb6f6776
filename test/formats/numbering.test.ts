import { describe, expect, it } from "vitest";
import { nextNumbers, type Numbering } from "../../server/src/formats/numbering.ts";
import { addSeconds, digitsOf, millisecondsOf } from "../../server/src/formats/utcTime.ts";

const now = "2026-11-21T09:30:00.123Z";
const stamps: Numbering = { kind: "date", width: 14 };
const next = (taken: readonly string[], count = 1, after?: string) =>
  nextNumbers(count, { taken, after, fallback: stamps, now });

describe("nextNumbers", () => {
  it("keeps the style of the project", () => {
    expect(next([])).toEqual(["20261121093000"]);
    expect(next(["001", "009"], 2)).toEqual(["010", "011"]);
    expect(next(["1", "2", "10"])).toEqual(["11"]);
    expect(next(["20240101000000"])).toEqual(["20261121093000"]);
    expect(next(["202401010000"])).toEqual(["202611210930"]);
    expect(next(["20240101000000123"])).toEqual(["20261121093000123"]);
    expect(next(["1704067200000"])).toEqual([String(Date.parse(now))]);
    expect(next(["1704067200"])).toEqual([String(Math.floor(Date.parse(now) / 1000))]);
  });

  it("never goes back behind a migration from the future", () => {
    expect(next(["20301231235959"], 2)).toEqual(["20310101000000", "20310101000001"]);
    expect(next(["9999999999999"])).toEqual(["10000000000000"]);
  });

  it("lets one timestamp follow the other", () => {
    expect(next(["20240101000000"], 3)).toEqual(["20261121093000", "20261121093001", "20261121093002"]);
  });

  it("goes between where there is room, and to the end where there is none", () => {
    expect(next(["20240101000000", "20240102000000"], 2, "20240101000000")).toEqual([
      "20240101000001",
      "20240101000002",
    ]);
    expect(next(["001", "002", "003"], 2, "001")).toEqual(["004", "005"]);
    expect(next(["00", "20240101000000"], 1, "00")).toEqual(["01"]);
    expect(next(["20140929103763", "20240101000000"], 1, "20140929103763")).toEqual(["20140929103804"]);
  });
});

describe("UTC time as digits", () => {
  it("agrees with the platform over two centuries", () => {
    for (let day = -30_000; day < 50_000; day += 97) {
      const iso = new Date(day * 86_400_000 + 45_296_789).toISOString();
      expect(millisecondsOf(iso)).toBe(Date.parse(iso));
      const later = new Date(Date.parse(iso) + 86_399_000).toISOString();
      expect(addSeconds(digitsOf(iso), 86_399)).toBe(digitsOf(later));
    }
  });

  it("reads instants without a fraction", () => {
    expect(digitsOf("2024-02-29T12:00:00Z")).toBe("20240229120000000");
  });
});
