import * as z from "zod";
import { qualified, type Sql } from "../../sql/fragment.ts";

/** What is remembered of every table of which columns are in transition, whatever becomes of them. */
export const transitionFields = {
  version: z.literal(1),
  /** The table as the user named it; `schema` is undefined where the search path decides. */
  schema: z.string().optional(),
  table: z.string(),
  /** Columns of a unique, NOT NULL key by which rows are walked. */
  key: z.array(z.string()).min(1),
  /** Of the triggers that keep the columns in step. */
  function: z.string(),
  /** Where the application writes both sides by itself, so that no trigger does. */
  by: z.literal("application").optional(),
  /** What the user's own triggers make of a backfill. */
  ownTriggers: z.enum(["none", "restored", "silenced"]),
  batchSize: z.number().int().positive(),
  /** Milliseconds. */
  batchDelay: z.number().nonnegative(),
};

export type Transition = z.infer<z.ZodObject<typeof transitionFields>>;

export function tableOf({ schema: name, table }: Pick<Transition, "schema" | "table">): Sql {
  return qualified(name, table);
}

/** Rows that are compared at a time: reading takes less than writing. */
export function rangesOf({ batchSize }: Pick<Transition, "batchSize">): number {
  return 10 * batchSize;
}
