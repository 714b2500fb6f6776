import { expect, it } from "vitest";
import { csvOf } from "../../client/src/query/csv.ts";

it("writes CSV as COPY does: what needs quotes has them, and NULL is nothing", () => {
  const rows = [
    ["1", "plain", null],
    ["2", 'a "b", c', ""],
    ["3", "two\nlines", " space"],
  ];
  expect(csvOf({ columns: ["id", "a,b", "c"], rows })).toBe(
    ['id,"a,b",c', "1,plain,", '2,"a ""b"", c",""', '3,"two\nlines"," space"', ""].join("\n"),
  );
});
