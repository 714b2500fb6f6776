import type { RangeVar } from "@pgsql/types";
import type { Catalog } from "../../catalog/catalog.ts";
import type { Column, Table } from "../../catalog/relations.ts";
import { dollarQuoted, ident, literal, qualified, sql, Sql } from "../../sql/fragment.ts";
import { ofRollouts } from "../../timeline/madeAgain.ts";
import { notNullSteps } from "../not-null-through-check.ts";
import type { RecipeFacts, Step } from "../recipe.ts";
import { fillInBatches } from "../rename/backfill.ts";
import { ownTriggersOf } from "../rename/ownTriggers.ts";
import { prefixAfter } from "../rename/stateOf.ts";
import { backfillStep } from "../rename/steps.ts";
import { copying } from "../rename/synchronise.ts";
import { FreeNames } from "../support/freeName.ts";
import { holdsValue } from "../support/holdsValue.ts";
import { nameOfRelation, schemaOfRelation } from "../support/subject.ts";
import { typeSql } from "../support/typeSql.ts";
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
  const keeper = ownTriggers === "restored" ? keeperOf(filled, facts, names) : { made: [], dropped: [] };
  const steps: Step[] = [
    {
      phase: "expand",
      title: `Add ${column.name} empty; new rows get its default from here on`,
      transaction: "own",
      up: [
        alter(sql`ADD COLUMN IF NOT EXISTS ${name} ${columnType(filled)}`),
        ...(sequence === undefined
          ? []
          : [
              sql`CREATE SEQUENCE IF NOT EXISTS ${sequence.name} AS ${sequence.type} OWNED BY ${on}.${name}`
                .text,
            ]),
        alter(sql`ALTER COLUMN ${name} SET DEFAULT ${value}`),
        ...keeper.made,
      ],
      down: [...keeper.dropped, alter(sql`DROP COLUMN IF EXISTS ${name}`)],
    },
    backfillStep(
      { to: column.name, ownTriggers },
      fillInBatches(
        { table: on, key, ownTriggers, batchSize: facts.batchSize, batchDelay: facts.batchDelay },
        { set: sql`${name} = DEFAULT`, missing: sql`k.${name} IS NOT DISTINCT FROM NULL` },
      ),
    ),
  ];
  if (keeper.dropped.length > 0)
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
  const last = steps.length - 1;
  const deployAfter = `a version of the application that writes ${column.name} itself; until then a NULL in it is taken for a row that is not filled`;
  return steps.map((step, index) => (index === last ? { ...step, deployAfter } : step));
}

function columnType({ column, catalog }: FilledColumn): Sql {
  const type = typeSql(catalog, column.type)?.text ?? "";
  return Sql.verbatim(
    column.collation === undefined ? type : `${type} COLLATE ${ident(column.collation).text}`,
  );
}

function keeperOf({ relation, table, column }: FilledColumn, facts: RecipeFacts, names: FreeNames): Keeper {
  const on = nameOfRelation(facts, relation);
  const base = `lockkeeper_${table.name}_${column.name}_filled`;
  const own = qualified(schemaOfRelation(facts, relation), names.choose(base, "", { of: "function" }));
  const trigger = ident(
    names.choose(`${prefixAfter(table)}${ofRollouts}${column.name}`, "_filled", { of: "trigger", table }),
  );
  const set = sql`NEW.${ident(column.name)}`;
  const body = sql`
DECLARE
  lockkeeper_filled ${on}.${ident(column.name)}%TYPE := ${set};
BEGIN
  IF pg_catalog.current_setting(${literal(copying)}, true) = 'on' THEN
    NEW := OLD;
    ${set} := lockkeeper_filled;
  END IF;
  RETURN NEW;
END
`;
  return {
    made: [
      sql`CREATE OR REPLACE FUNCTION ${own}() RETURNS trigger LANGUAGE plpgsql AS ${dollarQuoted(body.text)}`
        .text,
      sql`CREATE OR REPLACE TRIGGER ${trigger} BEFORE UPDATE ON ${on}
  FOR EACH ROW EXECUTE FUNCTION ${own}()`.text,
    ],
    dropped: [
      sql`DROP TRIGGER IF EXISTS ${trigger} ON ${on}`.text,
      sql`DROP FUNCTION IF EXISTS ${own}()`.text,
    ],
  };
}
