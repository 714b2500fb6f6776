import { describe, expect, it } from "vitest";
import { fold } from "./support.ts";

describe("SET NOT NULL reads the table unless a valid CHECK proves it", () => {
  const setNotNull = (check: string): readonly string[] =>
    fold(
      `CREATE TABLE t (a int, b int); ALTER TABLE t ADD ${check}; ALTER TABLE t ALTER a SET NOT NULL`,
    ).last.effects.work.map(({ kind }) => kind);

  it.each([
    "CHECK (a IS NOT NULL)",
    "CHECK (a IS NOT NULL AND b > 0)",
    "CHECK ((a IS NOT NULL AND b > 0) OR a IS NOT NULL)",
  ])("proven by %s", (check) => {
    expect(setNotNull(check)).toEqual([]);
  });

  it.each([
    "CHECK (a > 0)",
    "CHECK (a IS NOT NULL OR b IS NOT NULL)",
    "CHECK (b IS NOT NULL)",
    "CHECK (a IS NOT NULL) NOT VALID",
  ])("not proven by %s", (check) => {
    expect(setNotNull(check)).toEqual(["scan"]);
  });
});
