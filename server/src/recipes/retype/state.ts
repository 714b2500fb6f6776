import * as z from "zod";
import { columnAttributes } from "../transition/attributes.ts";
import { comments } from "../transition/comments.ts";
import { columnRights } from "../transition/rights.ts";
import { transitionFields } from "../transition/state.ts";
import { typeExchange } from "./typeExchange.ts";

/** A value of the old type as one of the new: of a row `k`, in a trigger as `NEW`, and to compare with. */
const conversion = z.object({ ofRow: z.string(), ofNew: z.string(), compared: z.string() });

/** An index or constraint, in its place, on the new column before the swap, on the old one after it. */
const names = z.object({ name: z.string(), fresh: z.string(), aside: z.string() });

/** CREATE INDEX CONCURRENTLY, and the same where each statement is sent by itself. */
const build = z.object({ sql: z.string(), sure: z.array(z.string()) });

const schema = z.object({
  ...transitionFields,
  /** The column, what the new one is called before the swap, and the old one after it. */
  column: z.string(),
  fresh: z.string(),
  aside: z.string(),
  /** SQL of the types, with their collations. */
  type: z.string(),
  oldType: z.string(),
  /** What the column has beside its type, after the change and before it. */
  attributes: columnAttributes.optional(),
  oldAttributes: columnAttributes.optional(),
  /** Privileges on the column alone, and what was said of what is made again. */
  rights: columnRights.optional(),
  comments: comments.optional(),
  forward: conversion,
  backward: conversion,
  /** Whether the new type has values that the old one has not. */
  partial: z.boolean(),
  /** Whether the way down to the old type may raise, which must fail no write. */
  mayRaise: z.literal(true).optional(),
  notNull: z.boolean(),
  /** What proves NOT NULL behind a column's name; a row type takes other words. */
  holds: z.enum(["IS NOT NULL", "IS DISTINCT FROM NULL"]),
  /** SQL of the default before and after. */
  defaults: z.object({ old: z.string().optional(), new: z.string().optional() }).optional(),
  trigger: z.string(),
  /** The CHECK that proves NOT NULL, or that each value has its like in the old type. */
  check: z.string(),
  /** `constraint`: what follows ADD CONSTRAINT name for a UNIQUE. */
  indexes: z.array(names.extend({ again: build, constraint: z.string().optional() })),
  /** The primary key; `fresh` and `aside` are indexes. `words`: what follows USING INDEX name. */
  primary: names.extend({ again: build, freshAgain: build, words: z.string() }).optional(),
  /** CHECKs and foreign keys; `sql`: what follows ADD CONSTRAINT name on the column. */
  constraints: z.array(names.omit({ aside: true }).extend({ sql: z.string(), valid: z.boolean() })),
  /** Foreign keys of other tables to the column. */
  incoming: z.array(z.object({ table: z.string(), name: z.string(), sql: z.string(), valid: z.boolean() })),
  /** What PostgreSQL 18 calls the NOT NULL constraint. */
  notNullName: z.string(),
  /** Owned sequences, dotted and quoted. */
  sequences: z.array(z.string()),
  identity: z.object({ always: z.boolean(), sequence: z.string() }).optional(),
  /** Where the new type takes the old one's name. */
  types: typeExchange.optional(),
});

/** All that the end of a change of type needs to know, as it is kept in the header of the first migration. */
export type RetypeState = z.infer<typeof schema>;

export function readRetypeState(value: unknown): RetypeState | undefined {
  return schema.safeParse(value).data;
}
