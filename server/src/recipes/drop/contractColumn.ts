import { ident, literal, sql } from "../../sql/fragment.ts";
import type { PendingPhase, RecipeFacts, Refusal, Step } from "../recipe.ts";
import { guarded, validateOnce } from "../support/guarded.ts";
import { readByNoView } from "../support/readByViews.ts";
import { waysBack } from "../support/waysBack.ts";
import { columnFills } from "./fillsBack.ts";
import { dropCheck, viewsOn, type Hanging } from "./hanging.ts";
import { inPhases } from "./inPhases.ts";
import type { Partings } from "./parting.ts";
import type { Relaxed } from "./expandColumn.ts";
import { nameOfColumn, type ColumnTarget } from "./targetColumn.ts";

/** The end: what hangs on the column goes one by one, under the least lock for each, and then the column. */
export function contractColumn(
  target: ColumnTarget,
  { partings: hanging, checks }: Hanging,
  relaxed: Relaxed,
  partings: Partings,
  facts: RecipeFacts,
): PendingPhase | Refusal {
  const { table, column } = target;
  const { spelling } = partings;
  const name = spelling.name(table);
  const left = checks.filter((each) => !relaxed.checks.includes(each));
  const drops = left.map((check) => dropCheck(table, check, partings));
  const dropColumn = sql`ALTER TABLE ${name} DROP COLUMN IF EXISTS ${ident(column.name)}`.text;
  const bare = [...relaxed.bare, ...hanging.map((each) => each.bare), ...drops, dropColumn];
  const back = waysBack(facts, bare).at(-1);
  if (back === undefined || "refused" in back)
    return { refused: `${nameOfColumn(target)} could not be brought back: ${back?.refused ?? "unknown"}.` };
  const again = left.map((check) => partings.again(table, check));
  const unknown = again.find((each) => "refused" in each);
  if (unknown !== undefined) return unknown;
  const finish: Step = {
    phase: "contract",
    title: `Drop ${nameOfColumn(target)}; its values do not come back`,
    suffix: "finish",
    transaction: "own",
    up: [...drops, `-- lockkeeper-ignore drops-column: no running version uses it any more\n${dropColumn}`],
    down: [...back.statements, ...again.flatMap((each) => ("add" in each ? [guarded(each.add)] : []))],
  };
  const proofs = left.flatMap((check) => (check.valid ? [validateOnce(name, check.name)] : []));
  return inPhases({
    what: nameOfColumn(target),
    partings: hanging,
    // Before what is proven of it.
    fills: columnFills(table, column.name, facts).map(({ text }) => text),
    proofs,
    finish,
    deployBefore: `a version of the application that neither reads nor writes ${nameOfColumn(target)}, everywhere`,
    stop: relaxed.precondition,
    preconditions: [
      {
        label: `${nameOfColumn(target)} is there`,
        query:
          sql`SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass(${literal(name.text)}) AND attname = ${literal(column.name)} AND NOT attisdropped)`
            .text,
      },
      readByNoView(
        name,
        [column.name],
        nameOfColumn(target),
        viewsOn(target).map((view) => spelling.name(view)),
      ),
    ],
  });
}
