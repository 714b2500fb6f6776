import * as z from "zod";
import { again } from "../transition/again.ts";
import { columnAttributes } from "../transition/attributes.ts";
import { transitionFields } from "../transition/state.ts";

const column = z.object({
  name: z.string(),
  /** SQL of the type, with its collation; `bare`: without. */
  type: z.string(),
  bare: z.string(),
  /** The value in terms of the other side's columns: of `new` in a trigger, of a row `k`. */
  ofNew: z.string(),
  ofRow: z.string(),
  notNull: z.boolean(),
  /** What proves NOT NULL behind the column's name, and the CHECK that does. */
  holds: z.string(),
  check: z.string(),
});

const schema = z.object({
  ...transitionFields,
  /** The columns that go, and those that come. */
  old: z
    .array(column.extend({ default: z.string().optional(), attributes: columnAttributes.optional() }))
    .min(1),
  fresh: z.array(column).min(1),
  /** The column that says whether a row is filled, since no value of another one can tell. */
  mark: z.string(),
  trigger: z.string(),
  again,
});

/** A column of one side, and its value in terms of the other side. */
export type ReshapedColumn = z.infer<typeof column>;

/** All that the end needs to know, as it is kept in the header of the first migration. */
export type ReshapeState = z.infer<typeof schema>;

export function readReshapeState(value: unknown): ReshapeState | undefined {
  return schema.safeParse(value).data;
}

/** Names in a sentence: `first, last`. */
export function namesOf(columns: readonly { readonly name: string }[]): string {
  return columns.map(({ name }) => name).join(", ");
}
