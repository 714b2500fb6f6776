import type { QueryResult } from "../../../server/src/protocol.ts";

/** A result as COPY … WITH (FORMAT csv, HEADER) writes it: NULL is nothing, an empty text is in quotes. */
export function csvOf({ columns, rows }: Pick<QueryResult, "columns" | "rows">): string {
  const lines = [columns.map(field), ...rows.map((row) => row.map(field))];
  return lines.map((fields) => `${fields.join(",")}\n`).join("");
}

function field(value: string | null): string {
  if (value === null) return "";
  return value === "" || value === "\\." || /[",\r\n]|^\s|\s$/u.test(value)
    ? `"${value.replaceAll('"', '""')}"`
    : value;
}
