import * as z from "zod";
import { transitionFields } from "../transition/state.ts";

const schema = z.object({
  ...transitionFields,
  column: z.string(),
  /** SQL of the column's type, with its collation. */
  type: z.string(),
  /** SQL of what a row holds that does not say it, over the other columns of the row. */
  value: z.string(),
  trigger: z.string(),
  /** The CHECK that proves NOT NULL, and what it asks. */
  check: z.string(),
  condition: z.string(),
});

/** All that the end needs to know, as it is kept in the header of the first migration. */
export type RequiredState = z.infer<typeof schema>;

export function readRequiredState(value: unknown): RequiredState | undefined {
  return schema.safeParse(value).data;
}
