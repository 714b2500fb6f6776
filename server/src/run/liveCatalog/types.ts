import type { DomainConstraint, Type } from "../../catalog/types.ts";
import type { ConstraintRow } from "./rows/constraints.ts";
import type { Live } from "./live.ts";
import type { TypeRow } from "./rows/types.ts";

/** The user's types that have names of their own; array and row types have none in the model. */
export function liveTypes(live: Live): readonly Type[] {
  return live.rows.types.flatMap((row) => liveType(live, row, live.domainConstraintsOf(row.oid)));
}

function liveType(live: Live, row: TypeRow, constraints: readonly ConstraintRow[]): readonly Type[] {
  if (!row.own || row.element !== null) return [];
  const { schema, name } = row;
  const id = live.names.type(row.oid);
  const named = { id, schema, name };
  if (!row.defined) return [{ ...named, kind: "shell" }];
  switch (row.kind) {
    case "e":
      return [{ ...named, kind: "enum", values: row.labels }];
    case "d":
      return [{ ...named, kind: "domain", ...domainParts(live, row, constraints) }];
    case "r":
    case "m":
      return row.subtype === null
        ? []
        : [
            {
              ...named,
              kind: row.kind === "r" ? "range" : "multirange",
              subtype: live.names.typeRef(row.subtype, -1, null),
              ...(row.partner === null ? {} : { partner: live.names.type(row.partner) }),
            },
          ];
    case "c":
      return row.relation === null || row.relkind !== "c"
        ? []
        : [{ ...named, kind: "composite", relation: live.names.relation(row.relation) }];
    default:
      return [{ ...named, kind: "base" }];
  }
}

function domainParts(live: Live, row: TypeRow, constraints: readonly ConstraintRow[]) {
  const uses = live.dependencies.uses("pg_type", row.oid);
  return {
    base: live.names.typeRef(row.base, row.modifier, row.spelled),
    ...(row.default === null ? {} : { default: live.expression(row.default, undefined, uses) }),
    constraints: domainConstraints(live, row, constraints),
  };
}

/** Before 17 a domain's NOT NULL had no constraint to it; the model has one always. */
function domainConstraints(
  live: Live,
  row: TypeRow,
  constraints: readonly ConstraintRow[],
): readonly DomainConstraint[] {
  const listed = constraints.map(({ oid, name, kind, validated, expression }): DomainConstraint => {
    const uses = live.dependencies.uses("pg_constraint", oid);
    return {
      name,
      kind: kind === "n" ? "not-null" : "check",
      valid: validated,
      ...(expression === null || kind === "n"
        ? {}
        : { expression: live.expression(expression, undefined, uses) }),
    };
  });
  if (!row.notnull || listed.some(({ kind }) => kind === "not-null")) return listed;
  return [...listed, { name: `${row.name}_not_null`, kind: "not-null", valid: true }];
}
