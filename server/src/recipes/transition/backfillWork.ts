import { Sql } from "../../sql/fragment.ts";
import { changeOf, mostTries, settingsOf } from "./backfill.ts";
import type { MarkedBackfill } from "./backfillMark.ts";
import { walkOf, type KeyValues } from "./walk.ts";

/** A backfill as single statements with parameters: the same that its migration repeats in one. */
export function workOf({ batches, filling }: Pick<MarkedBackfill, "batches" | "filling">) {
  const walk = walkOf(batches);
  const parameters = (from: number): KeyValues =>
    batches.key.map((_name, index) => Sql.verbatim(`$${from + index}`));
  const [one, other] = [parameters(1), parameters(1 + batches.key.length)];
  return {
    table: batches.table.text,
    first: walk.first().text,
    last: walk.last().text,
    pageEnd: walk.pageEnd(one).text,
    next: walk.next(one, undefined, other).text,
    change: changeOf(batches, filling, walk.within(one, other)).text,
    settings: settingsOf(batches).map(({ text }) => text),
    delay: batches.batchDelay,
    mostTries,
  };
}
