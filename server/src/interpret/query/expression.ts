import type { ColumnRef, Node, SubLink } from "@pgsql/types";
import type { TypeRef } from "../../catalog/types.ts";
import { requireClassConstant } from "../expressions/classConstants.ts";
import { systemColumns } from "../expressions/systemColumns.ts";
import { isStar, stringsOf } from "../nodes.ts";
import { refuseLiteralsAt } from "../types/literals.ts";
import { walk } from "../walk.ts";
import { noteTypes } from "./constantTypes.ts";
import type { Reading } from "./reading.ts";
import { lookUp, type Scope } from "./scope.ts";
import { readSelect } from "./select.ts";
import { typeOfExpression } from "./types.ts";
import { assumeInQuery } from "../openWorld/queries.ts";

export function readExpressions(
  reading: Reading,
  nodes: readonly (Node | undefined)[] | undefined,
  scope: Scope,
): void {
  for (const node of nodes ?? []) if (node !== undefined) readExpression(reading, node, scope);
}

/**
 * Notes what an expression reads: columns, subqueries, function calls, types. Fails on names that mean nothing. `wanted`:
 * the type that its place gives it.
 */
export function readExpression(reading: Reading, node: Node, scope: Scope, wanted?: TypeRef): void {
  readNames(reading, node, scope);
  noteTypes(reading, node, scope, wanted);
}

function readNames(reading: Reading, node: Node, scope: Scope): void {
  walk(node, (at) => {
    requireClassConstant(reading.execution, at);
    if ("ColumnRef" in at) readColumn(reading, at.ColumnRef, scope);
    else if ("FuncCall" in at) reading.call(at.FuncCall, scope);
    else if ("A_Expr" in at || "TypeCast" in at)
      refuseLiteralsAt(reading.execution, at, (side) => typeOfExpression(reading, side, scope));
    else if ("SubLink" in at) {
      readSubLink(reading, at.SubLink, scope);
      return "skip";
    }
    return undefined;
  });
}

function readSubLink(reading: Reading, { testexpr, subselect }: SubLink, scope: Scope): void {
  // Its constants' types are noted with the whole expression.
  if (testexpr !== undefined) readNames(reading, testexpr, scope);
  if (subselect !== undefined && "SelectStmt" in subselect) readSelect(reading, subselect.SelectStmt, scope);
}

function readColumn(reading: Reading, reference: ColumnRef, scope: Scope): void {
  const { execution } = reading;
  const parts = stringsOf(reference.fields);
  // A row as a whole is no dependency on any of its columns (find_expr_references_walker).
  if (isStar(reference.fields)) return;
  const name = parts.at(-1) ?? "";
  const found = lookUp(scope, parts);
  switch (found.kind) {
    case "column":
      if (found.column.source !== undefined)
        reading.column(found.column.source.relation, found.column.source.number);
      return;
    case "row":
      return;
    case "unknown": {
      const source = assumeInQuery(execution, scope, parts);
      if (source === undefined) reading.opaque = true;
      else reading.column(source.relation, source.number);
      return;
    }
    case "ambiguous":
      return execution.fail("42702", `column reference "${name}" is ambiguous`);
    case "missing-column":
      if (systemColumns.some((system) => system === name)) return;
      return execution.fail(
        "42703",
        `column ${parts.length === 1 ? `"${name}"` : parts.join(".")} does not exist`,
      );
    case "missing-entry":
      return execution.fail("42P01", `missing FROM-clause entry for table "${parts.at(-2) ?? ""}"`);
  }
}
