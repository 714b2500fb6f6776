import type { Constraint } from "@pgsql/types";
import type { Column, NotNullConstraint, Table } from "../../catalog/relations.ts";
import { columnNamed } from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import type { ColumnDefinition } from "../createTable/columnDefinition.ts";
import type { Copied } from "../createTable/likeClause.ts";
import type { Execution } from "../execution.ts";
import { requireColumn } from "../names/lookup.ts";
import { stringOf, stringsOf } from "../nodes.ts";
import { constraintNamed, isThere, notNullOf } from "./find.ts";
import { updateTable } from "../objects/objects.ts";
import { makeNotNull, plainNotNull } from "./notNull.ts";

/** Where the NOT NULLs of a new table come from. */
interface Sources {
  readonly definitions: readonly ColumnDefinition[];
  /** The constraints of the table, those that are no NOT NULLs among them. */
  readonly constraints: readonly Constraint[];
  readonly copied: readonly Copied[];
}

/**
 * The NOT NULLs of a new table: those written, then the marks that LIKE, OF and parents have brought. Each
 * has a constraint, to be seen from 18 on; what LIKE copies and parents hand down keeps its name (AddRelationNotNullConstraints, heap.c).
 */
export function makeNotNulls(
  alteration: Alteration,
  id: Table["id"],
  sources: Sources,
  parents: readonly Table[],
): void {
  const { copied } = sources;
  for (const [column, { name, noInherit }] of written(alteration.execution, sources)) {
    const table = alteration.table(id);
    if (noInherit && table.kind === "partitioned-table")
      alteration.execution.fail("0A000", "not-null constraints on partitioned tables cannot be NO INHERIT");
    makeNotNull(alteration, table, requireColumn(alteration.execution, table, column), {
      ...plainNotNull,
      ...(name === undefined ? {} : { name }),
      noInherit,
    });
  }
  for (const column of alteration.table(id).columns) {
    if (!column.notNull) continue;
    const table = alteration.table(id);
    const handed = handedDown(parents, column);
    const own = notNullOf(table, column.number);
    if (own === undefined) {
      const name =
        copiedName(copied, column) ??
        handed.find((each) => constraintNamed(alteration.execution, table, each.name) === undefined)?.name;
      const inherited = handed.length > 0;
      makeNotNull(alteration, table, column, {
        ...plainNotNull,
        ...(name === undefined ? {} : { name }),
        inherited,
      });
    } else if (own.noInherit && handed.length > 0 && isThere(alteration.execution, own))
      alteration.execution.fail(
        "42804",
        `cannot define not-null constraint with NO INHERIT on column "${column.name}"`,
      );
    countParents(alteration, id, column, handed.length);
  }
}

type Written = NonNullable<ColumnDefinition["notNull"]>;

/** A column has one NOT NULL, however often it is written: beside it, or among the table's constraints. */
function written(execution: Execution, { definitions, constraints }: Sources): ReadonlyMap<string, Written> {
  const found = new Map<string, Written>();
  const add = (column: string, given: Written): void => {
    const known = found.get(column);
    if (known !== undefined && known.noInherit !== given.noInherit)
      execution.fail(
        "42601",
        `conflicting NO INHERIT declaration for not-null constraint on column "${column}"`,
      );
    const names = [known?.name, given.name].filter((name) => name !== undefined);
    if (new Set(names).size > 1)
      execution.fail("42601", `conflicting not-null constraint names "${names.join('" and "')}"`);
    found.set(column, { name: names[0], noInherit: given.noInherit });
  };
  for (const { column, notNull } of definitions) if (notNull !== undefined) add(column.name, notNull);
  for (const { contype, keys, conname, is_no_inherit } of constraints)
    // The columns of a primary key are written NOT NULL with it (transformIndexConstraint).
    if (contype === "CONSTR_PRIMARY")
      for (const key of stringsOf(keys))
        found.set(key, found.get(key) ?? { name: undefined, noInherit: false });
    else if (contype === "CONSTR_NOTNULL")
      add(stringOf(keys?.[0]) ?? "", { name: conname, noInherit: is_no_inherit === true });
  return found;
}

function copiedName(copied: readonly Copied[], { name }: Column): string | undefined {
  for (const { notNullNames } of copied) {
    const found = notNullNames.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function handedDown(parents: readonly Table[], column: Column): readonly NotNullConstraint[] {
  return parents.flatMap((parent) => {
    const number = columnNamed(parent, column.name)?.number;
    const constraint = number === undefined ? undefined : notNullOf(parent, number);
    return constraint === undefined || constraint.noInherit ? [] : [constraint];
  });
}

function countParents({ execution }: Alteration, id: Table["id"], column: Column, inherited: number): void {
  updateTable(execution.edit, id, (now) => ({
    ...now,
    constraints: now.constraints.map((each) =>
      each.kind === "not-null" && each.column === column.number ? { ...each, inherited } : each,
    ),
  }));
}
