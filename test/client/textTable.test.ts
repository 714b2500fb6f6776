import { expect, it } from "vitest";
import { textTable } from "../../client/src/query/textTable.ts";

it("lays rows out as psql does", () => {
  const text = textTable({
    columns: ["id", "name"],
    rows: [
      ["1", "Ann"],
      ["20", null],
      ["-3", "Zoë\nnext"],
    ],
    command: "SELECT 3",
    truncated: false,
  });
  expect(text).toBe(
    [" id |   name", "----+-----------", "  1 | Ann", " 20 | NULL", " -3 | Zoë\\nnext", "(3 rows)", ""].join(
      "\n",
    ),
  );
});

it("keeps columns straight where characters take several code units", () => {
  const lines = textTable({
    columns: ["a", "b"],
    rows: [
      ["👩‍👩‍👧‍👦", "x"],
      ["y", "z"],
    ],
    command: "SELECT 2",
    truncated: false,
  }).split("\n");
  expect(lines.slice(2, 4)).toEqual([" 👩‍👩‍👧‍👦 | x", " y | z"]);
});

it("says when rows were left out and shows the command where there are no columns", () => {
  expect(textTable({ columns: ["a"], rows: [["1"]], command: "SELECT 1", truncated: true })).toContain(
    "(first 1 rows)",
  );
  expect(textTable({ columns: [], rows: [], command: "UPDATE 7", truncated: false })).toBe("UPDATE 7\n");
});
