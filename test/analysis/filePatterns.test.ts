import { expect, it } from "vitest";
import { fileMatcher, patternProblem } from "../../server/src/analysis/filePatterns.ts";

it.each([
  ["db", ["db/1.sql", "db/a/b.sql", "db"], ["dbx/1.sql", "a/db/1.sql"]],
  ["./db/", ["db/1.sql"], ["1.sql"]],
  [".", ["db/1.sql", "1.sql"], []],
  ["db/2019*", ["db/2019_a.sql", "db/2019_a/migration.sql"], ["db/2020_a.sql", "db/x/2019_a.sql"]],
  ["**/legacy", ["legacy/1.sql", "a/b/legacy/1.sql"], ["a/legacyx/1.sql", "xlegacy/1.sql"]],
  ["**", ["1.sql", "a/b.sql"], []],
  ["db/**", ["db/1.sql", "db/a/b.sql"], ["dbx/1.sql"]],
  ["a/**/b.sql", ["a/b.sql", "a/x/y/b.sql"], ["a/xb.sql", "b.sql"]],
  ["*.up.sql", ["1.up.sql"], ["1xup.sql", "a/1.up.sql"]],
  ["db/000?_*", ["db/0001_a.sql"], ["db/00010_a.sql"]],
  ["(a|b)[c]{d}.$^+", ["(a|b)[c]{d}.$^+/1.sql"], ["a/1.sql", "ac"]],
  ["dé/ü?.sql", ["dé/ü😀.sql"], ["dé/ü.sql"]],
])("the pattern %s", (pattern, covered, others) => {
  const matches = fileMatcher([pattern]);
  expect(covered.filter((path) => !matches(path))).toEqual([]);
  expect(others.filter(matches)).toEqual([]);
  expect(patternProblem(pattern)).toBeUndefined();
});

it.each([
  ["", "empty"],
  ["./", "empty"],
  ["/db", "absolute"],
  ["C:/db", "absolute"],
  ["db\\a", "backslash"],
  ["../db", "leads out"],
  ["db/../a", "leads out"],
])("the pattern %j is refused", (pattern, words) => {
  expect(patternProblem(pattern)).toContain(words);
});

it("takes time that grows with the path alone", () => {
  const matches = fileMatcher([`${"**/".repeat(12)}x*y*z*.sql`]);
  expect(matches(`${"a/".repeat(200)}${"xyz".repeat(20)}`)).toBe(false);
});
