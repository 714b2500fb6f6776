import type { Catalog } from "../../catalog/catalog.ts";
import {
  isTable,
  type CheckConstraint,
  type Constraint,
  type ForeignKeyConstraint,
  type Table,
} from "../../catalog/relations.ts";
import { ident, join, qualified, sql, type Sql } from "../../sql/fragment.ts";
import { referentialActions } from "../support/referentialActions.ts";
import type { Carrier } from "./carrier.ts";
import type { CarriedIndex } from "./indexes.ts";
import { mentions } from "./obstacles.ts";

/** A constraint that takes the place of one on the old column. */
export interface CarriedConstraint {
  readonly original: Constraint;
  /** Its name until the old one is gone. */
  readonly name: string;
  /** What follows ADD CONSTRAINT name; old rows are not read. */
  readonly definition: string;
  /** CHECKs and foreign keys are validated later; the index of a UNIQUE is. */
  readonly byValidation: boolean;
}

/** The constraints on the column with the new one in its place; undefined where one cannot be written down. */
export function carriedConstraints(
  carrier: Carrier,
  indexes: readonly CarriedIndex[],
): readonly CarriedConstraint[] | undefined {
  const { table, column } = carrier.target;
  const all = table.constraints.filter((each) => each.kind !== "not-null" && mentions(each, column.number));
  const known = all.map((each) => carry(each, carrier, indexes)).filter((each) => each !== undefined);
  // The UNIQUE constraint of an index that only includes the column does not mention it, and goes with it.
  const covering = indexes.some(
    ({ original }) => original.constraint !== undefined && !all.some(({ id }) => id === original.constraint),
  );
  return known.length === all.length && !covering ? known : undefined;
}

function carry(
  original: Constraint,
  carrier: Carrier,
  indexes: readonly CarriedIndex[],
): CarriedConstraint | undefined {
  const name = (): string =>
    carrier.nameFor(original.name, { of: "constraint", table: carrier.target.table });
  switch (original.kind) {
    case "check": {
      const definition = checkSql(original, carrier);
      return definition === undefined
        ? undefined
        : { original, name: name(), definition, byValidation: true };
    }
    case "foreign-key": {
      const { target, to } = carrier;
      const renamed = { number: target.column.number, to };
      const definition = foreignKeySql(original, target.catalog, target.table, renamed);
      return definition === undefined
        ? undefined
        : { original, name: name(), definition, byValidation: true };
    }
    case "unique": {
      const index = indexes.find((each) => each.original.id === original.index);
      if (index === undefined) return undefined;
      const definition = `UNIQUE USING INDEX ${ident(index.name).text}${deferral(original)}`;
      return { original, name: index.name, definition, byValidation: false };
    }
    case "primary-key": {
      const index = indexes.find((each) => each.original.id === original.index);
      if (index === undefined) return undefined;
      const definition = `PRIMARY KEY USING INDEX ${ident(index.name).text}${deferral(original)}`;
      return { original, name: index.name, definition, byValidation: false };
    }
    case "exclusion":
    case "not-null":
      return undefined;
    default:
      return original satisfies never;
  }
}

function checkSql(check: CheckConstraint, carrier: Carrier): string | undefined {
  const expression = carrier.expression(check.expression);
  if (expression === undefined) return undefined;
  return `CHECK (${expression.text})${check.noInherit ? " NO INHERIT" : ""} NOT VALID`;
}

/**
 * What follows ADD CONSTRAINT name for a foreign key of a table; old rows are not read.
 *
 * @param renamed a column of the table under another name
 */
export function foreignKeySql(
  key: ForeignKeyConstraint,
  catalog: Catalog,
  table: Table,
  renamed?: { readonly number: number; readonly to: string },
): string | undefined {
  const other = catalog.get("relation", key.references);
  if (!isTable(other)) return undefined;
  const name = (number: number, of: Table): Sql =>
    ident(of.columns.find((each) => each.number === number)?.name ?? "?");
  const own = (numbers: readonly number[]): readonly Sql[] =>
    numbers.map((number) => (number === renamed?.number ? ident(renamed.to) : name(number, table)));
  const referencedColumns = key.referencedColumns.map((number) => name(number, other));
  const referenced = qualified(other.schema === "public" ? undefined : other.schema, other.name);
  const set = own(key.deleteSets ?? []);
  const sets = set.length === 0 ? "" : ` (${join(set).text})`;
  const onUpdate = referentialActions[key.onUpdate];
  const onDelete = referentialActions[key.onDelete];
  return [
    sql`FOREIGN KEY (${join(own(key.columns))}) REFERENCES ${referenced} (${join(referencedColumns)})`.text,
    key.matchFull === true ? " MATCH FULL" : "",
    onUpdate === "" ? "" : ` ON UPDATE ${onUpdate}`,
    onDelete === "" ? "" : ` ON DELETE ${onDelete}${sets}`,
    deferral(key),
    " NOT VALID",
  ].join("");
}

function deferral({ deferrable, initiallyDeferred }: Constraint): string {
  if (!deferrable) return "";
  return initiallyDeferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
}
