import { measuredStalls, type Stall } from "../test/recipes/traffic/measured.ts";

/* How long clients waited, as `npm run prove` measured it: a part of a recipe's page. */

const stalls = measuredStalls();

/** None for a recipe that was not measured. */
export function stallParts(recipe: string): readonly string[] {
  const measured = stalls[recipe];
  if (measured === undefined || measured.length === 0) return [];
  return [
    "## How long clients wait",
    "Two clients read and write the table without a pause meanwhile; the longest of their statements, in milliseconds, from one run (`npm run prove`). With the plan, no statement failed and no write was lost, also where every step was killed and run again.",
    [
      "| PostgreSQL | rows | as it was written | with this plan |",
      "| --- | --- | --- | --- |",
      ...measured.map(row),
    ].join("\n"),
  ];
}

function row({ major, rows, original, planned, breaks }: Stall): string {
  return `| ${major} | ${rows.toLocaleString("en")} | ${original}${breaks ? ", then it fails" : ""} | ${planned} |`;
}
