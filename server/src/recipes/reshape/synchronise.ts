import { ident, join, sql, Sql } from "../../sql/fragment.ts";
import { fillInBatches } from "../transition/backfill.ts";
import { differs } from "../transition/compare.ts";
import { tableOf } from "../transition/state.ts";
import { keepInStep, leaveStep } from "../transition/triggers.ts";
import type { ReshapedColumn, ReshapeState } from "./state.ts";

/** The two sides: `full` has its values in every row, `fresh` is still being filled. */
export interface Sides {
  readonly full: readonly ReshapedColumn[];
  readonly fresh: readonly ReshapedColumn[];
}

/**
 * Each side follows the one that a client writes, and where both are written the fresh one wins. Only the mark tells
 * whether a row is filled: a value need not come back as itself. Whoever sets that has done the work, as the backfill
 * does. Who writes some of the fresh side in a row that is not filled yet means the others as they would be.
 */
export function synchronise(state: ReshapeState, { full, fresh }: Sides): readonly string[] {
  const mark = ident(state.mark);
  const marked = sql`NEW.${mark} := true;`;
  const written = sql`  IF TG_OP = 'INSERT' THEN
    IF ${join(
      fresh.map(({ name }) => sql`NEW.${ident(name)} IS NULL`),
      " AND ",
    )} THEN ${assigned(fresh)} ELSE ${assigned(full)} END IF;
    ${marked}
  ELSIF NEW.${mark} IS DISTINCT FROM OLD.${mark} THEN
    RETURN NEW;
  ELSIF ${changed(fresh)} THEN
${others(mark, fresh)}    ${assigned(full)} ${marked}
  ELSIF OLD.${mark} IS NULL OR ${changed(full)} THEN
    ${assigned(fresh)} ${marked}
  END IF;`;
  return keepInStep(state, [{ name: state.trigger, events: sql`INSERT OR UPDATE` }], {
    written,
    copied: sql`${assigned(fresh)} ${marked}`,
  });
}

export function stopSynchronising(state: ReshapeState): readonly string[] {
  return leaveStep(state, [state.trigger]);
}

/** Fills the fresh side from the full one. */
export function fillSide(state: ReshapeState, fresh: Sides["fresh"], after: readonly string[] = []): string {
  const mark = ident(state.mark);
  const set = fresh.map(({ name, ofRow }) => sql`${ident(name)} = ${Sql.verbatim(ofRow)}`);
  return fillInBatches(
    { ...state, table: tableOf(state) },
    {
      set: join([...set, sql`${mark} = true`]),
      // A version that knows one side alone leaves the mark of a row that it changes.
      missing: state.by === undefined ? sql`k.${mark} IS NULL` : outOfStep(state),
    },
    after,
  );
}

/** That a row `k` is not filled, or that neither side is what the other one comes to. */
export function outOfStep({ mark, old, fresh }: ReshapeState): Sql {
  const differ = (side: readonly ReshapedColumn[]): Sql =>
    differs(
      join(side.map(({ name }) => sql`k.${ident(name)}`)),
      join(side.map(({ ofRow, bare }) => sql`CAST(${Sql.verbatim(ofRow)} AS ${Sql.verbatim(bare)})`)),
    );
  return sql`(k.${ident(mark)} IS NULL OR ${differ(fresh)} AND ${differ(old)})`;
}

function others(mark: Sql, fresh: Sides["fresh"]): Sql {
  if (fresh.length === 1) return sql``;
  const lines = fresh.map((each) => sql`      IF NOT (${changed([each])}) THEN ${assigned([each])} END IF;`);
  return sql`    IF OLD.${mark} IS NULL THEN
${join(lines, "\n")}
    END IF;
`;
}

function changed(side: readonly ReshapedColumn[]): Sql {
  return join(
    side.map(({ name }) => differs(sql`NEW.${ident(name)}`, sql`OLD.${ident(name)}`)),
    " OR ",
  );
}

function assigned(side: readonly ReshapedColumn[]): Sql {
  return join(
    side.map(({ name, ofNew }) => sql`NEW.${ident(name)} := ${Sql.verbatim(ofNew)};`),
    " ",
  );
}
