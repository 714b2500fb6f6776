import type { Column, NotNullConstraint, Table } from "../../catalog/relations.ts";
import { columnNamed } from "../../catalog/relations.ts";
import type { Alteration } from "../alterTable/alteration.ts";
import type { ColumnDefinition } from "../columnDefinition.ts";
import type { Copied } from "../likeClause.ts";
import { requireColumn } from "../lookup.ts";
import { constraintNamed, notNullOf } from "./find.ts";
import { updateTable } from "../objects.ts";
import { makeNotNull, plainNotNull } from "./notNull.ts";

/** Where the NOT NULLs of a new table come from. */
interface Sources {
  readonly definitions: readonly ColumnDefinition[];
  readonly copied: readonly Copied[];
}

/**
 * The NOT NULLs of a new table: those written, then the marks that LIKE, OF and parents have brought. From 18 on each
 * has a constraint; what LIKE copies and parents hand down keeps its name (AddRelationNotNullConstraints, heap.c).
 */
export function makeNotNulls(
  alteration: Alteration,
  id: Table["id"],
  { definitions, copied }: Sources,
  parents: readonly Table[],
): void {
  for (const { column, notNull } of definitions) {
    if (notNull === undefined) continue;
    const table = alteration.table(id);
    makeNotNull(alteration, table, requireColumn(alteration.execution, table, column.name), {
      ...plainNotNull,
      ...(notNull.name === undefined ? {} : { name: notNull.name }),
      noInherit: notNull.noInherit,
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
        handed.find((each) => constraintNamed(table, each.name) === undefined)?.name;
      const inherited = handed.length > 0;
      makeNotNull(alteration, table, column, {
        ...plainNotNull,
        ...(name === undefined ? {} : { name }),
        inherited,
      });
    } else if (own.noInherit && handed.length > 0)
      alteration.execution.fail(
        "42804",
        `cannot define not-null constraint with NO INHERIT on column "${column.name}"`,
      );
    countParents(alteration, id, column, handed.length);
  }
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
