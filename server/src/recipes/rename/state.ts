import * as z from "zod";
import { again } from "../transition/again.ts";
import { columnAttributes } from "../transition/attributes.ts";
import { comments } from "../transition/comments.ts";
import { columnRights } from "../transition/rights.ts";
import { transitionFields } from "../transition/state.ts";

const pair = z.object({ from: z.string(), to: z.string() });

const schema = z.object({
  ...transitionFields,
  from: z.string(),
  to: z.string(),
  /** SQL of the column's type, with its collation. */
  type: z.string(),
  attributes: columnAttributes.optional(),
  /** Privileges on the column alone, and what was said of what is carried over. */
  rights: columnRights.optional(),
  comments: comments.optional(),
  notNull: z.boolean(),
  /** What proves NOT NULL behind the column's name; a row type takes other words. */
  holds: z.enum(["IS NOT NULL", "IS DISTINCT FROM NULL"]),
  /** SQL of the default, or undefined. */
  default: z.string().optional(),
  /** The CHECK that proves NOT NULL, of whichever column is being filled. */
  check: z.string(),
  /** In the order in which they fire. */
  triggers: z.tuple([z.string(), z.string(), z.string()]),
  /** What gets its old name back at the end. */
  indexes: z.array(pair),
  constraints: z.array(pair),
  again,
  /** Names of constraints that must be valid before the end. */
  validated: z.array(z.string()),
  /** Owned sequences, dotted and quoted. */
  sequences: z.array(z.string()),
});

/** All that the end of a rename needs to know, as it is kept in the header of the first migration. */
export type RenameState = z.infer<typeof schema>;

export function readRenameState(value: unknown): RenameState | undefined {
  return schema.safeParse(value).data;
}
