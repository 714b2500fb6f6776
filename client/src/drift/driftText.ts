import type { DriftDifference, DriftResult } from "../../../server/src/protocol.ts";

const headings: readonly (readonly [DriftDifference["change"], string])[] = [
  ["missing", "Missing in the database"],
  ["different", "Different in the database"],
  ["unexpected", "In the database, but made by no applied migration"],
];

/** The outcome of a comparison as a document: what it is about, then the differences by their kind. */
export function driftText(project: string, { database, applied, differences, notes }: DriftResult): string {
  const sections = headings.flatMap(([change, heading]) =>
    section(heading, differences.filter((each) => each.change === change).map(line)),
  );
  const migrations = `${applied} applied ${applied === 1 ? "migration" : "migrations"}`;
  const count = differences.length === 1 ? "1 difference" : `${differences.length || "No"} differences`;
  return [
    `${project}, held against ${database}`,
    `${count} from what ${migrations} ${applied === 1 ? "makes" : "make"}.`,
    ...sections,
    ...section("Notes", notes),
    "",
  ].join("\n");
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", heading, ...lines.map((each) => `  ${each}`)];
}

/** Only what differs in something needs more than its name. */
function line({ change, kind, name, message }: DriftDifference): string {
  return change === "different" ? message : `${kind} ${name}`;
}
