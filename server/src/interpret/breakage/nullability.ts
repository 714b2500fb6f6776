import type { Catalog } from "../../catalog/catalog.ts";
import type { CatalogEdit } from "../../catalog/edit.ts";
import type { Column, Table } from "../../catalog/relations.ts";
import type { DomainType, TypeRef } from "../../catalog/types.ts";
import { checkRefusesNull } from "../expressions/proofs.ts";
import { isBuiltin } from "../types/typeRefs.ts";

/** Where a column's types are looked up: the catalog before a statement, or after it. */
type Types = Pick<Catalog, "get"> | Pick<CatalogEdit, "get">;

/** Whether a new row may not have NULL there: by NOT NULL, by its domain, or by a CHECK, validated or not. */
export function refusesNull(types: Types, table: Table, column: Column): boolean {
  return (
    column.notNull ||
    domainsOf(types, column.type).some(({ constraints }) =>
      constraints.some(({ kind, expression }) => kind === "not-null" || isNotNullValue(expression)),
    ) ||
    table.constraints.some(
      (one) => one.kind === "check" && one.enforced && checkRefusesNull(one.expression.node, column.name),
    )
  );
}

/** Whether an INSERT that leaves the column out fails. */
export function mustBeWritten(types: Types, table: Table, column: Column): boolean {
  const isFilled =
    column.default !== undefined ||
    column.identity !== undefined ||
    column.generated !== undefined ||
    domainsOf(types, column.type).some((domain) => domain.default !== undefined);
  return !isFilled && refusesNull(types, table, column);
}

/** The domain that a type is, and those below it. */
export function domainsOf(types: Types, type: TypeRef): readonly DomainType[] {
  const found = type.array || isBuiltin(type) ? undefined : types.get("type", type.id);
  return found?.kind === "domain" ? [found, ...domainsOf(types, found.base)] : [];
}

function isNotNullValue(expression: DomainType["default"]): boolean {
  return expression !== undefined && checkRefusesNull(expression.node, "value");
}
