import * as z from "zod";
import type { Statistics, TableSize } from "../../timeline/statistics.ts";

const table = z.object({
  schema: z.string(),
  table: z.string(),
  /** Null where the table was never analysed. */
  rows: z.number().nonnegative().nullish(),
  bytes: z.number().nonnegative().nullish(),
  writesPerSecond: z.number().nonnegative().nullish(),
});

/** What `lockkeeper statistics-query` gives, or an array of tables that somebody wrote. */
const file = z.union([
  z.array(table).transform((tables) => ({ taken: undefined, tables })),
  z.object({ version: z.literal(1), taken: z.iso.datetime({ offset: true }), tables: z.array(table) }),
]);

/** What a statistics file must be, as an error says it. */
export const statisticsForm =
  "what `lockkeeper statistics-query` gives, or an array of {schema, table, rows, bytes}";

/** Reads a statistics file; undefined where it is something else. */
export function readStatistics(text: string): Statistics | undefined {
  const json = parsed(text);
  const read = file.safeParse(json);
  if (!read.success) return undefined;
  const asOf = read.data.taken?.slice(0, "YYYY-MM-DD".length);
  return new Map(
    read.data.tables.flatMap((each): readonly [string, TableSize][] => {
      const { schema, table: name, rows, bytes, writesPerSecond } = each;
      if (typeof rows !== "number") return [];
      const size = { rows, ...known({ bytes, writesPerSecond }), ...(asOf === undefined ? {} : { asOf }) };
      return [[`${schema}.${name}`, size]];
    }),
  );
}

function known(given: {
  readonly bytes: number | null | undefined;
  readonly writesPerSecond: number | null | undefined;
}): Pick<TableSize, "bytes" | "writesPerSecond"> {
  const { bytes, writesPerSecond } = given;
  return {
    ...(typeof bytes === "number" ? { bytes } : {}),
    ...(typeof writesPerSecond === "number" ? { writesPerSecond } : {}),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
