import * as z from "zod";
import { ident, literal, sql, Sql } from "../../sql/fragment.ts";

/** What the column has beside its type and its constraints (`catalog/columnAttributes.ts`). */
export const columnAttributes = z.object({
  comment: z.string().optional(),
  statistics: z.number().optional(),
  storage: z.enum(["plain", "external", "extended", "main"]).optional(),
  compression: z.string().optional(),
  options: z.record(z.string(), z.string()).optional(),
});

/** The statements that give a column of a table the attributes of another; they may be repeated. */
export function giveAttributes(
  table: Sql,
  column: string,
  attributes: z.infer<typeof columnAttributes> | undefined,
): readonly string[] {
  if (attributes === undefined) return [];
  const { comment, statistics, storage, compression, options = {} } = attributes;
  const alter = (action: Sql): string =>
    sql`ALTER TABLE ${table} ALTER COLUMN ${ident(column)} SET ${action}`.text;
  const words = (text: string | undefined): readonly Sql[] =>
    text === undefined ? [] : [Sql.verbatim(text.toUpperCase())];
  return [
    ...words(storage).map((word) => alter(sql`STORAGE ${word}`)),
    ...words(compression).map((word) => alter(sql`COMPRESSION ${Sql.verbatim(word.text.toLowerCase())}`)),
    ...words(statistics?.toString()).map((word) => alter(sql`STATISTICS ${word}`)),
    ...Object.entries(options).map(([name, value]) => alter(sql`(${ident(name)} = ${Sql.verbatim(value)})`)),
    ...(comment === undefined
      ? []
      : [sql`COMMENT ON COLUMN ${table}.${ident(column)} IS ${literal(comment)}`.text]),
  ];
}
