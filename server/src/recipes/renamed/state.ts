import * as z from "zod";
import { qualified, type Sql } from "../../sql/fragment.ts";

/** `schema` is undefined where the search path decides. */
const name = z.object({ schema: z.string().optional(), table: z.string() });

const schema = z.object({
  version: z.literal(1),
  from: name,
  to: name,
  /** What follows ALTER TABLE name, there and back: `RENAME TO …`, `SET SCHEMA …`. */
  there: z.string(),
  back: z.string(),
  /** The columns that the table has when it is renamed, where that is known: those are the view's when it is made again. */
  columns: z.array(z.string()).min(1).optional(),
  /** Whether the view asks for the rights of those who use it; servers have that from 15 on. */
  invoker: z.boolean(),
});

/** All that the end of a table's rename needs to know, as it is kept in the header of the first migration. */
export type RenamedState = z.infer<typeof schema>;

export function readRenamedState(value: unknown): RenamedState | undefined {
  return schema.safeParse(value).data;
}

export function nameSql({ schema: of, table }: RenamedState["from"]): Sql {
  return qualified(of, table);
}
