import type { RangeVar } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Column, Table } from "../../catalog/relations.ts";
import { ident, sql, Sql } from "../../sql/fragment.ts";
import { notNullSteps } from "../not-null-through-check.ts";
import type { RecipeFacts, Step } from "../recipe.ts";
import { fillInBatches } from "../transition/backfill.ts";
import { ownTriggersOf } from "../transition/ownTriggers.ts";
import { columnType } from "../transition/columnSql.ts";
import { lastTrigger } from "../transition/lastTrigger.ts";
import { backfillStep } from "../transition/backfillStep.ts";
import { tableOf } from "../transition/state.ts";
import { keepInStep, leaveStep } from "../transition/triggers.ts";
import { FreeNames } from "../support/freeName.ts";
import { holdsValue } from "../support/holdsValue.ts";
import { nameOfRelation, schemaOfRelation } from "../support/subject.ts";
import { identityStep } from "./identity.ts";
import type { FilledValue } from "./value.ts";

/** A column that is added, and whose old rows are to get a value each. */
export interface FilledColumn extends FilledValue {
  readonly relation: RangeVar;
  /** Before the statement. */
  readonly table: Table;
  readonly column: Column;
  readonly key: readonly string[];
  readonly catalog: Catalog;
}

/** Puts back what triggers of the table change in a row that is only filled. */
interface Keeper {
  readonly function: string;
  readonly made: readonly string[];
  readonly dropped: readonly string[];
}

export function fillingSteps(filled: FilledColumn, facts: RecipeFacts): readonly Step[] {
  const { relation, table, column, catalog, key, value, sequence } = filled;
  const on = nameOfRelation(facts, relation);
  const name = ident(column.name);
  const names = new FreeNames(facts);
  const alter = (action: Sql): string => sql`ALTER TABLE ${on} ${action}`.text;
  const ownTriggers = ownTriggersOf(table, catalog);
  const keeper = ownTriggers === "restored" ? keeperOf(filled, facts, names) : undefined;
  const steps: Step[] = [
    {
      phase: "expand",
      title: `Add ${column.name} empty; new rows get its default from here on`,
      transaction: "own",
      up: [
        alter(sql`ADD COLUMN IF NOT EXISTS ${name} ${Sql.verbatim(columnType(catalog, column) ?? "")}`),
        ...(sequence === undefined
          ? []
          : [
              sql`CREATE SEQUENCE IF NOT EXISTS ${sequence.name} AS ${sequence.type} ${sequence.options ?? sql``} OWNED BY ${on}.${name}`.text.replace(
                /  OWNED BY/,
                " OWNED BY",
              ),
            ]),
        alter(sql`ALTER COLUMN ${name} SET DEFAULT ${value}`),
        ...(keeper?.made ?? []),
      ],
      down: [...(keeper?.dropped ?? []), alter(sql`DROP COLUMN IF EXISTS ${name}`)],
    },
    backfillStep(
      { to: column.name, ownTriggers },
      fillInBatches(
        {
          table: on,
          key,
          ownTriggers,
          function: keeper?.function,
          batchSize: facts.batchSize,
          batchDelay: facts.batchDelay,
        },
        { set: sql`${name} = DEFAULT`, missing: sql`k.${name} IS NOT DISTINCT FROM NULL` },
      ),
    ),
  ];
  if (keeper !== undefined)
    steps.push({
      phase: "migrate",
      title: "Let the table's own triggers alone again",
      suffix: "filled",
      transaction: "own",
      up: keeper.dropped,
      down: keeper.made,
    });
  if (column.notNull) {
    const check = names.choose(`${table.name}_${column.name}`, "_not_null_check", {
      of: "constraint",
      table,
    });
    const [refuse, ...rest] = notNullSteps(
      on,
      column.name,
      check,
      holdsValue(column.name, column.type, catalog),
    );
    if (refuse !== undefined) steps.push({ ...refuse, suffix: "refuse_null" }, ...rest);
  }
  if (filled.identity !== undefined) steps.push(identityStep(on, column.name, filled.identity));
  const last = steps.length - 1;
  const deployAfter = `a version of the application that writes ${column.name} itself; until then a NULL in it is taken for a row that is not filled`;
  return steps.map((step, index) => (index === last ? { ...step, deployAfter } : step));
}

function keeperOf({ relation, table, column }: FilledColumn, facts: RecipeFacts, names: FreeNames): Keeper {
  const name = ident(column.name);
  const words = `${table.name}_${column.name}_filled`;
  const schema = schemaOfRelation(facts, relation);
  const owner = {
    ...(schema === undefined ? {} : { schema }),
    table: table.name,
    function: names.choose(`lockkeeper_${words}`, "", { of: "function" }),
    ownTriggers: "restored" as const,
  };
  const trigger = lastTrigger(table, column.name, "_filled", names);
  const kept = {
    declared: sql`lockkeeper_filled ${tableOf(owner)}.${name}%TYPE := NEW.${name};`,
    copied: sql`NEW.${name} := lockkeeper_filled;`,
    written: sql``,
  };
  return {
    function: owner.function,
    made: keepInStep(owner, [{ name: trigger, events: sql`UPDATE` }], kept),
    dropped: leaveStep(owner, [trigger]),
  };
}
