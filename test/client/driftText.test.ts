import { expect, it } from "vitest";
import { driftText } from "../../client/src/drift/driftText.ts";

it("tells the differences by their kind, and what may explain them", () => {
  const text = driftText("db/migrations", {
    database: "PostgreSQL 18.4 at 127.0.0.1:5432",
    postgres: 18,
    applied: 2,
    differences: [
      { change: "unexpected", kind: "table", name: "public.x", message: "no matter" },
      { change: "missing", kind: "index", name: "public.i", message: "no matter" },
      { change: "different", kind: "column", name: "public.t.a", message: "The column differs." },
    ],
    notes: ["Migration 3 is gone."],
  });
  expect(text.split("\n")).toEqual([
    "db/migrations, held against PostgreSQL 18.4 at 127.0.0.1:5432",
    "3 differences from what 2 applied migrations make.",
    "",
    "Missing in the database",
    "  index public.i",
    "",
    "Different in the database",
    "  The column differs.",
    "",
    "In the database, but made by no applied migration",
    "  table public.x",
    "",
    "Notes",
    "  Migration 3 is gone.",
    "",
  ]);
});
