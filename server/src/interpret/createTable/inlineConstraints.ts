import type { ColumnDef, Constraint, Node } from "@pgsql/types";
import type { Execution } from "../execution.ts";
import { stringOf, stringsOf, itemsOf } from "../nodes.ts";

/** The constraints of one column definition, sorted by what becomes of them. */
export interface InlineConstraints {
  readonly notNull: { readonly name: string | undefined; readonly noInherit: boolean } | undefined;
  readonly default: Node | undefined;
  readonly identity: { readonly always: boolean; readonly sequenceName: string | undefined } | undefined;
  readonly generated: { readonly kind: "stored" | "virtual"; readonly node: Node } | undefined;
  /** PRIMARY KEY, UNIQUE, CHECK and REFERENCES, written as table constraints. */
  readonly constraints: readonly Constraint[];
}

/** Sorts the inline constraints; contradictions fail with 42601 (transformColumnDefinition, parse_utilcmd.c). */
export function inlineConstraints(
  execution: Execution,
  table: { readonly name: string },
  definition: ColumnDef,
  serial: boolean,
): InlineConstraints {
  const column = definition.colname ?? "";
  const where = `for column "${column}" of table "${table.name}"`;
  const given = withAttributes(definition.constraints);
  const only = (kind: Constraint["contype"], words: string): Constraint | undefined => {
    const [first, second] = given.filter(({ contype }) => contype === kind);
    if (second !== undefined) execution.fail("42601", `${words} ${where}`);
    return first;
  };
  const written = only("CONSTR_DEFAULT", "multiple default values specified");
  const identity = only("CONSTR_IDENTITY", "multiple identity specifications");
  const generated = only("CONSTR_GENERATED", "multiple generation clauses specified");
  const notNull = given.find(({ contype }) => contype === "CONSTR_NOTNULL");
  // The column is NOT NULL before the key is made, so that a new one is not searched for nulls.
  const isKey = given.some(({ contype }) => contype === "CONSTR_PRIMARY");
  const isNull = given.some(({ contype }) => contype === "CONSTR_NULL");
  if (isNull && (notNull !== undefined || serial || identity !== undefined))
    execution.fail("42601", `conflicting NULL/NOT NULL declarations ${where}`);
  if (serial && written !== undefined) execution.fail("42601", `multiple default values specified ${where}`);
  refuseTwo(execution, where, [
    ["default", written ?? (serial ? {} : undefined)],
    ["identity", identity],
    ["generation expression", generated],
  ]);
  return {
    notNull:
      notNull !== undefined || serial || identity !== undefined || isKey
        ? { name: notNull?.conname, noInherit: notNull?.is_no_inherit === true }
        : undefined,
    default: written?.raw_expr,
    identity:
      identity === undefined
        ? undefined
        : { always: identity.generated_when === "a", sequenceName: sequenceName(identity.options) },
    generated: generationOf(execution, generated),
    constraints: given.flatMap((constraint) => tableConstraint(constraint, column)),
  };
}

function refuseTwo(
  execution: Execution,
  where: string,
  given: readonly (readonly [string, Constraint | undefined])[],
): void {
  const [first, second] = given.filter(([, constraint]) => constraint !== undefined);
  if (first !== undefined && second !== undefined)
    execution.fail("42601", `both ${first[0]} and ${second[0]} specified ${where}`);
}

function generationOf(
  execution: Execution,
  generated: Constraint | undefined,
): InlineConstraints["generated"] {
  if (generated?.raw_expr === undefined) return undefined;
  // The keyword may be left out from 18 on, and means VIRTUAL then; before, only STORED is known.
  const kind = generated.generated_kind === "s" ? "stored" : "virtual";
  if (kind === "virtual" && !execution.server.isSince(18))
    execution.fail("42601", `syntax error: virtual generated columns need PostgreSQL 18`);
  return { kind, node: generated.raw_expr };
}

/** DEFERRABLE and the like stand as constraints of their own behind the one they belong to. */
function withAttributes(nodes: readonly Node[] | undefined): Constraint[] {
  const found: Constraint[] = [];
  for (const node of nodes ?? []) {
    if (!("Constraint" in node)) continue;
    const attribute = attributes[node.Constraint.contype ?? ""];
    const last = found.pop();
    if (attribute === undefined) found.push(...(last === undefined ? [] : [last]), node.Constraint);
    else if (last !== undefined) found.push({ ...last, ...attribute });
  }
  return found;
}

const attributes: Readonly<Record<string, Partial<Constraint> | undefined>> = {
  CONSTR_ATTR_DEFERRABLE: { deferrable: true },
  CONSTR_ATTR_NOT_DEFERRABLE: { deferrable: false },
  CONSTR_ATTR_DEFERRED: { deferrable: true, initdeferred: true },
  CONSTR_ATTR_IMMEDIATE: { initdeferred: false },
  CONSTR_ATTR_ENFORCED: { is_enforced: true },
  CONSTR_ATTR_NOT_ENFORCED: { is_enforced: false, skip_validation: true, initially_valid: false },
};

function tableConstraint(constraint: Constraint, column: string): Constraint[] {
  const key: Node = { String: { sval: column } };
  switch (constraint.contype) {
    case "CONSTR_PRIMARY":
    case "CONSTR_UNIQUE":
      return [constraint.keys === undefined ? { ...constraint, keys: [key] } : constraint];
    case "CONSTR_FOREIGN":
      return [{ ...constraint, fk_attrs: [key] }];
    case "CONSTR_CHECK":
      return [constraint];
    default:
      return [];
  }
}

/** GENERATED … AS IDENTITY (SEQUENCE NAME s). */
function sequenceName(options: readonly Node[] | undefined): string | undefined {
  for (const option of options ?? [])
    if ("DefElem" in option && option.DefElem.defname === "sequence_name")
      return stringsOf(itemsOf(option.DefElem.arg)).at(-1) ?? stringOf(option.DefElem.arg);
  return undefined;
}
