import type { Sql } from "../../sql/fragment.ts";

/**
 * What a down cannot do:
 *
 * - `lost`: data that the up destroyed; the definitions come back all the same;
 * - `left`: something of the catalog that does not become what it was;
 * - `note`: nothing is amiss, but whoever runs it should know.
 */
export interface Remark {
  readonly kind: "lost" | "left" | "note";
  /** A clause without a full stop: `the values of public.orders.note are gone`. */
  readonly words: string;
}

/** One statement of a down, with what is to be said of it; a remark may stand for a statement that there is none of. */
export interface Undo {
  readonly sql?: Sql;
  readonly remarks: readonly Remark[];
}

/** Statements of one down, in the order in which they must run. */
export interface Undoing {
  /** What takes away what was made; it goes by the names that things have afterwards. */
  readonly drops: readonly Undo[];
  /** What gives things their old names. */
  readonly renames: readonly Undo[];
  /** From here on all have their old names. */
  readonly alters: readonly Undo[];
  readonly creates: readonly Undo[];
  /** Foreign keys, which rest on keys of other tables. */
  readonly last: readonly Undo[];
}

export const nothing: Undoing = { drops: [], renames: [], alters: [], creates: [], last: [] };

export function undo(sql: Sql, ...remarks: readonly Remark[]): Undo {
  return { sql, remarks };
}

export function remark(kind: Remark["kind"], words: string): Undo {
  return { remarks: [{ kind, words }] };
}

export function together(all: readonly Undoing[]): Undoing {
  return {
    drops: all.flatMap(({ drops }) => drops),
    renames: all.flatMap(({ renames }) => renames),
    alters: all.flatMap(({ alters }) => alters),
    creates: all.flatMap(({ creates }) => creates),
    last: all.flatMap(({ last }) => last),
  };
}
