import * as z from "zod";
import { ident, join, literal, qualified, sql, type Sql } from "../../sql/fragment.ts";
import type { Step } from "../recipe.ts";
import { dropIndexAtTheEnd } from "../support/dropIndex.ts";
import { allAtOnce } from "../support/givingWay.ts";
import { addConstraintOnce, newConstraint, validateOnce, type Guarded } from "../support/guarded.ts";
import type { Carried } from "./carried.ts";
import { dropKey } from "./dropKey.ts";
import { tableOf, type Transition } from "./state.ts";

const part = z.object({ name: z.string(), sql: z.string() });

/** What is made again for old columns on the way down, under its own name. */
export const again = z.object({
  /** `sql`: CREATE INDEX CONCURRENTLY; `sure`: the same where each statement is sent by itself. */
  indexes: z.array(part.extend({ sure: z.array(z.string()), key: z.boolean() })),
  /** `sql`: what follows ADD CONSTRAINT name. */
  constraints: z.array(part.extend({ valid: z.boolean() })),
  keys: z.array(part),
});

export type Again = z.infer<typeof again>;

type Owner = Pick<Transition, "schema" | "table">;

/** An old column that is NOT NULL. */
interface Required {
  readonly name: string;
  /** The CHECK that proves it, and what proves it behind the column's name. */
  readonly check: string;
  readonly holds: string;
}

export function againOf({ indexes, constraints }: Carried): Again {
  const keys = constraints.filter(({ byValidation }) => !byValidation);
  return {
    indexes: indexes.map(({ name, build, original }) => ({
      name,
      sql: build.once.join(";\n"),
      sure: [...build.again],
      key: original.constraint !== undefined,
    })),
    constraints: constraints
      .filter(({ byValidation }) => byValidation)
      .map(({ name, definition, original }) => ({ name, sql: definition, valid: original.valid })),
    keys: keys.map(({ name, definition }) => ({ name, sql: definition })),
  };
}

/** Foreign keys of columns that go, before these and by themselves: they lock the tables, too, to which they refer. */
export function foreignKeySteps(
  owner: Owner,
  { constraints }: Again,
  columns: readonly string[],
): readonly Step[] {
  const table = tableOf(owner);
  const keys = constraints.filter(isForeignKey);
  if (keys.length === 0) return [];
  return [
    {
      phase: "contract",
      title: `Drop the foreign keys of ${columns.join(" and ")} by themselves: the tables to which they refer are locked with ${owner.table}`,
      suffix: "drop_foreign_keys",
      transaction: "own",
      up: [allAtOnce(keys.map(({ name }) => dropOf(table, name, columns)))],
      down: [allAtOnce(keys.map(({ name, sql: definition }) => newConstraint(table, name, definition)))],
    },
  ];
}

function isForeignKey({ sql: definition }: { readonly sql: string }): boolean {
  return definition.startsWith("FOREIGN KEY");
}

/** Once the columns are gone, others may have the names. */
function dropOf(table: Sql, name: string, columns: readonly string[]): Guarded {
  const names = join(columns.map((column) => literal(column)));
  return {
    when: [
      "EXISTS (",
      "  SELECT FROM pg_catalog.pg_constraint AS k",
      "  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)",
      sql`  WHERE k.conrelid = pg_catalog.to_regclass(${literal(table.text)})`.text,
      sql`    AND k.conname = ${literal(name)} AND a.attname IN (${names})`.text,
      ")",
    ],
    statement: sql`ALTER TABLE ${table} DROP CONSTRAINT ${ident(name)}`.text,
  };
}

/** On the way down, what new rows are asked at once, before the old ones are filled; foreign keys have a step. */
export function askAgain(
  owner: Owner,
  { constraints }: Again,
  required: readonly Required[],
): readonly string[] {
  const table = tableOf(owner);
  const checked = ({ name, holds }: Required): string => `CHECK (${ident(name).text} ${holds}) NOT VALID`;
  return [
    ...constraints
      .filter((each) => !isForeignKey(each))
      .map(({ name, sql: definition }) => addConstraintOnce(table, name, definition)),
    ...required.map((each) => addConstraintOnce(table, each.check, checked(each))),
  ];
}

/** The last of the down: what is there again is proven, and keys take their indexes over. */
export function proveAgain(
  owner: Owner,
  { constraints, keys }: Again,
  required: readonly Pick<Required, "name" | "check">[],
): readonly string[] {
  const table = tableOf(owner);
  const alter = (action: Sql): string => sql`ALTER TABLE ${table} ${action}`.text;
  return [
    ...constraints
      .filter(({ valid }) => valid)
      .map(({ name }) => alter(sql`VALIDATE CONSTRAINT ${ident(name)}`)),
    ...required.flatMap(({ name, check }) => [
      validateOnce(table, check),
      alter(sql`ALTER COLUMN ${ident(name)} SET NOT NULL`),
      alter(sql`DROP CONSTRAINT IF EXISTS ${ident(check)}`),
    ]),
    ...keys.map(({ name, sql: definition }) => addConstraintOnce(table, name, definition)),
  ];
}

/** Indexes of old columns go before those, so that the down can build them again while reads and writes go on. */
export function dropIndexSteps(owner: Owner, { indexes }: Again, whose: string): readonly Step[] {
  return indexes.map(({ name, sql: build, sure, key }, number) => {
    const drop = sql`DROP INDEX CONCURRENTLY IF EXISTS ${qualified(owner.schema, name)}`.text;
    const ofKey = `-- lockkeeper-ignore drops-key: no running version uses it any more, and the other column has its like\n${dropKey(owner, name)}`;
    const up = [key ? ofKey : dropIndexAtTheEnd(drop, build)];
    return {
      phase: "contract",
      title: `Drop ${name} of ${whose}. The down builds it again; if that fails, ${drop} before the next try.`,
      suffix: `drop_index_${number + 1}`,
      transaction: "none",
      up,
      down: [build],
      repeatable: { up, down: sure },
    };
  });
}
