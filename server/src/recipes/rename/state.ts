import { z } from "zod";

const pair = z.object({ from: z.string(), to: z.string() });

const schema = z.object({
  version: z.literal(1),
  /** The table as the user named it; `schema` is undefined where the search path decides. */
  schema: z.string().optional(),
  table: z.string(),
  from: z.string(),
  to: z.string(),
  /** SQL of the column's type, with its collation. */
  type: z.string(),
  notNull: z.boolean(),
  /** SQL of the default, or undefined. */
  default: z.string().optional(),
  /** Columns of a unique, NOT NULL key by which rows are walked. */
  key: z.array(z.string()).min(1),
  function: z.string(),
  /** The CHECK that proves NOT NULL, and the column's name while two swap theirs; plans from before 0.2 chose fixed ones. */
  check: z.string().optional(),
  aside: z.string().optional(),
  /** In the order in which they fire. */
  triggers: z.tuple([z.string(), z.string(), z.string()]),
  /** What gets its old name back at the end. */
  indexes: z.array(pair),
  constraints: z.array(pair),
  /** Names of constraints that must be valid before the end. */
  validated: z.array(z.string()),
  /** Owned sequences, dotted and quoted. */
  sequences: z.array(z.string()),
  /** Whether the user's own triggers would fire for a backfill. */
  silent: z.boolean(),
  batchSize: z.number().int().positive(),
  /** Milliseconds. */
  batchDelay: z.number().nonnegative(),
});

/** All that the end of a rename needs to know, as it is kept in the header of the first migration. */
export type RenameState = z.infer<typeof schema>;

export function readRenameState(value: unknown): RenameState | undefined {
  return schema.safeParse(value).data;
}
