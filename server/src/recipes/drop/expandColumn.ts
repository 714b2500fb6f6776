import type { CheckConstraint } from "../../catalog/relations.ts";
import { ident, literal, sql } from "../../sql/fragment.ts";
import { mayRefuseNulls } from "../inverse/lackingValues.ts";
import type { PendingPhase, RecipeFacts, Refusal, Step } from "../recipe.ts";
import { FreeNames } from "../support/freeName.ts";
import { addConstraintOnce, guarded, validateOnce } from "../support/guarded.ts";
import { holdsValue } from "../support/holdsValue.ts";
import { dropCheck } from "./hanging.ts";
import type { Partings } from "./parting.ts";
import { nameOfColumn, type ColumnTarget } from "./targetColumn.ts";

/** What lets a new version insert rows without the column, while the old one still writes it. */
export interface Relaxed {
  readonly steps: readonly Step[];
  /** The same as bare statements, for folding. */
  readonly bare: readonly string[];
  /** CHECKs that go with it. */
  readonly checks: readonly CheckConstraint[];
  readonly precondition?: PendingPhase["preconditions"][number];
}

/** Whether an INSERT that leaves the column out gives it a value all the same. */
function hasOwnValue({ column }: ColumnTarget): boolean {
  return column.default !== undefined || column.identity !== undefined || column.generated !== undefined;
}

export function relax(
  target: ColumnTarget,
  checks: readonly CheckConstraint[],
  partings: Partings,
  facts: RecipeFacts,
): Relaxed | Refusal {
  const { table, column } = target;
  const refusing = checks.filter((check) => mayRefuseNulls(check, new Map([[column.number, "nothing"]])));
  if (hasOwnValue(target) || (!column.notNull && refusing.length === 0))
    return { steps: [], bare: [], checks: [] };
  const again = refusing.map((check) => partings.again(table, check));
  const refused = again.find((each) => "refused" in each);
  if (refused !== undefined) return refused;
  const name = partings.spelling.name(table);
  const alter = (action: string): string => `ALTER TABLE ${name.text} ${action}`;
  const named = ident(column.name).text;
  const proof = new FreeNames(facts).choose(`${table.name}_${column.name}`, "_not_null_check", {
    of: "constraint",
    table,
  });
  const condition = holdsValue(column.name, column.type, target.catalog);
  const drops = refusing.map((check) => dropCheck(table, check, partings));
  const optional = column.notNull ? [alter(`ALTER COLUMN ${named} DROP NOT NULL`)] : [];
  const dropProof = alter(`DROP CONSTRAINT IF EXISTS ${ident(proof).text}`);
  const required = column.notNull
    ? [validateOnce(name, proof), alter(`ALTER COLUMN ${named} SET NOT NULL`), dropProof]
    : [];
  const asked = [
    ...(column.notNull ? [addConstraintOnce(name, proof, `CHECK (${condition.text}) NOT VALID`)] : []),
    ...again.flatMap((each) => ("add" in each ? [guarded(each.add)] : [])),
  ];
  const relaxing: Step = {
    phase: "expand",
    title: `Let INSERTs leave out ${nameOfColumn(target)}; the down asks new rows for a value first`,
    suffix: "optional",
    transaction: "own",
    up: [...optional, ...(column.notNull ? [dropProof] : []), ...drops],
    down: asked,
    deployAfter: `a version of the application that neither reads nor writes ${nameOfColumn(target)}`,
  };
  const proving: Step = {
    phase: "expand",
    title: `Nothing yet; the down ends here, by proving that each row has a value of ${column.name} again`,
    transaction: "same",
    up: [],
    down: [...refusing.map((each) => validateOnce(name, each.name)), ...required],
  };
  return {
    steps: facts.tool.hasDown ? [proving, relaxing] : [{ ...relaxing, transaction: "same" }],
    bare: [...optional, ...drops],
    checks: refusing,
    ...(column.notNull ? { precondition: isOptional(target, partings) } : {}),
  };
}

function isOptional({ table, column }: ColumnTarget, { spelling }: Partings) {
  const name = spelling.name(table);
  return {
    label: `${column.name} may be left out of an INSERT`,
    query:
      sql`SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass(${literal(name.text)}) AND attname = ${literal(column.name)} AND attnotnull AND NOT atthasdef)`
        .text,
  };
}
