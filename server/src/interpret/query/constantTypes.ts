import type { A_Expr, CaseExpr, FuncCall, Node, TypeCast } from "@pgsql/types";
import { functionSignatures, operatorSignatures, type Signature } from "../../catalog/builtins/signatures.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { baseType, domainOf } from "../types/domainOf.ts";
import type { Execution } from "../execution.ts";
import { splitName } from "../names/lookup.ts";
import { itemsOf, stringOf } from "../nodes.ts";
import { typeOf } from "../types/lookup.ts";
import { isBuiltin, sameBase } from "../types/typeRefs.ts";
import { walk } from "../walk.ts";
import { ownRoutines, type GivenTypes } from "./callTypes.ts";
import { commonType, isLiteral } from "./commonType.ts";
import { candidatesFor } from "./overloads.ts";
import { resultOf } from "./polymorphic.ts";
import type { Reading } from "./reading.ts";
import type { Scope } from "./scope.ts";
import { openType } from "./typeOf.ts";
import { fieldsOf } from "./types.ts";

/**
 * Notes the user's types that an expression depends on beside its columns and functions: those of its constants and of
 * its casts (find_expr_references_walker, dependency.c). `wanted`: the type that the place of the expression gives it.
 */
export function noteTypes(reading: Reading, node: Node, scope: Scope, wanted?: TypeRef): void {
  if (reading.usedTypes !== undefined) new TypeWalk(reading, scope).take(node, wanted);
}

/** Notes the type that a value of another is brought to; a literal is of it from the beginning. */
export function noteCoercion(
  { execution, usedTypes }: Reading,
  from: TypeRef | undefined,
  to: TypeRef | undefined,
): void {
  if (usedTypes === undefined || from === undefined || to === undefined) return;
  for (let type = to; !sameBase(from, type);) {
    if (!isBuiltin(type)) usedTypes.add(type.id);
    const domain = domainOf(execution, type);
    if (domain === undefined) return;
    type = domain.base;
  }
}

class TypeWalk {
  readonly #reading: Reading;
  readonly #execution: Execution;
  readonly #scope: Scope;

  constructor(reading: Reading, scope: Scope) {
    this.#reading = reading;
    this.#execution = reading.execution;
    this.#scope = scope;
  }

  take(node: Node, wanted?: TypeRef): void {
    if ("TypeCast" in node) this.#cast(node.TypeCast);
    else if ("A_ArrayExpr" in node) {
      this.#alike(node.A_ArrayExpr.elements ?? [], element(this.#execution, wanted));
      // Its elements are made of the type that is wanted, the array itself is not cast.
      if (wanted?.array === true) return;
    } else if ("RowExpr" in node) this.#row(node.RowExpr.args ?? [], wanted);
    else if ("A_Expr" in node) this.#operation(node.A_Expr);
    else if ("FuncCall" in node) this.#call(node.FuncCall);
    else if ("CaseExpr" in node) this.#case(node.CaseExpr);
    else if ("CoalesceExpr" in node) this.#alike(node.CoalesceExpr.args ?? []);
    else if ("MinMaxExpr" in node) this.#alike(node.MinMaxExpr.args ?? []);
    else if ("SubLink" in node) this.#subLink(node.SubLink.testexpr, node);
    else this.#below(node);
    if (wanted !== undefined && !isBuiltin(wanted)) noteCoercion(this.#reading, this.#type(node), wanted);
  }

  #type(node: Node): TypeRef | undefined {
    return openType(this.#reading, node, this.#scope);
  }

  /** The expressions right below a node of no interest by itself. */
  #below(node: Node): void {
    walk(Object.values(node), (at) => {
      if (!("SelectStmt" in at)) this.take(at);
      return "skip";
    });
  }

  #cast({ arg, typeName }: TypeCast): void {
    if (arg === undefined || typeName === undefined || typeName.pct_type === true) return;
    const type = typeOf(this.#execution, typeName);
    this.take(arg, type);
    // Of a value whose type is not known the cast is one.
    if (!isBuiltin(type) && !("A_ArrayExpr" in arg) && this.#type(arg) === undefined)
      this.#reading.usedTypes?.add(type.id);
  }

  /** A row is made of the composite type that is wanted, and each field of its own. */
  #row(fields: readonly Node[], wanted: TypeRef | undefined): void {
    const types = fieldsOf(this.#execution, wanted);
    fields.forEach((field, position) => {
      this.take(field, types?.[position]?.type);
    });
  }

  /** Values that take one type between them. */
  #alike(nodes: readonly Node[], wanted?: TypeRef): void {
    const common =
      wanted ??
      (nodes.some(isOpen)
        ? commonType(
            this.#execution,
            nodes.map((node) => this.#type(node)),
          )
        : undefined);
    for (const node of nodes) this.take(node, common !== undefined && isLiteral(common) ? undefined : common);
  }

  #case({ arg, args, defresult }: CaseExpr): void {
    const whens = (args ?? []).flatMap((node) => ("CaseWhen" in node ? [node.CaseWhen] : []));
    const results = whens.flatMap(({ result }) => result ?? []);
    this.#alike(defresult === undefined ? results : [...results, defresult]);
    for (const { expr } of whens) {
      if (expr === undefined) continue;
      if (arg === undefined) this.take(expr);
      else this.#pair("=", arg, expr);
    }
  }

  #operation({ kind = "AEXPR_OP", name, lexpr, rexpr }: A_Expr): void {
    const operator = stringOf(name?.at(-1)) ?? "";
    const right = rexpr === undefined ? [] : "List" in rexpr ? itemsOf(rexpr) : [rexpr];
    if (lexpr === undefined) {
      for (const node of right) this.take(node);
      return;
    }
    for (const node of right)
      if (kind === "AEXPR_OP_ANY" || kind === "AEXPR_OP_ALL") this.#withArray(lexpr, node);
      else if ("RowExpr" in lexpr && "RowExpr" in node)
        lexpr.RowExpr.args?.forEach((field, position) => {
          const other = node.RowExpr.args?.[position];
          if (other !== undefined) this.#pair(operator, field, other);
        });
      else this.#pair(kind === "AEXPR_OP" ? operator : "=", lexpr, node);
  }

  /** `x = ANY (array)`: a literal takes the array's element type, or is an array of the other's type. */
  #withArray(one: Node, array: Node): void {
    const elements = isOpen(one) ? element(this.#execution, this.#type(array)) : undefined;
    const type = isOpen(array) ? this.#type(one) : undefined;
    this.take(one, elements);
    this.take(array, type === undefined ? undefined : { ...baseType(this.#execution, type), array: true });
  }

  /** A literal beside a value takes the type that the operator has there. */
  #pair(operator: string, one: Node, other: Node): void {
    const nodes = [one, other];
    if (isOpen(one) === isOpen(other)) {
      for (const node of nodes) this.take(node);
      return;
    }
    const given = nodes.map((node) => this.#type(node));
    const written = operator === "!=" ? "<>" : operator;
    const signatures = operatorSignatures(written, this.#execution.server);
    const known = given.find((type) => type !== undefined && !isLiteral(type));
    // Comparisons take two of a kind, and so does what an extension or a user has made for a type of its own.
    const isOfAKind = signatures.some(({ parameters }) => parameters === undefined);
    const alike = known !== undefined && (isOfAKind || this.#isBase(known)) ? known : undefined;
    nodes.forEach((node, position) => {
      if (!isOpen(node)) this.take(node);
      else if (alike === undefined) this.take(node, this.#parameter(signatures, given, position));
      else this.take(node, baseType(this.#execution, alike));
    });
  }

  #isBase(type: TypeRef): boolean {
    return !type.array && this.#execution.edit.get("type", type.id)?.kind === "base";
  }

  #call(call: FuncCall): void {
    const args = call.args ?? [];
    const given = args.map((arg) => this.#type(arg));
    const own = ownRoutines(this.#execution, call, given);
    const signatures =
      own === undefined ? functionSignatures(splitName(call.funcname).name, this.#execution.server) : [];
    args.forEach((arg, position) => {
      const [first, ...others] = (own ?? []).map((routine) => routine.arguments[position]);
      const isTold =
        first !== undefined && others.every((type) => type !== undefined && sameBase(type, first));
      const named = "NamedArgExpr" in arg;
      if (own !== undefined) this.take(arg, isTold && !named ? first : undefined);
      else this.take(arg, isOpen(arg) ? this.#parameter(signatures, given, position) : undefined);
    });
    for (const node of [call.agg_filter, ...(call.agg_order ?? []), call.over?.partitionClause].flat())
      if (node !== undefined) this.#below(node);
  }

  /** The type of one parameter of the overloads that may be meant, where that is one of the user's types. */
  #parameter(signatures: readonly Signature[], given: GivenTypes, position: number): TypeRef | undefined {
    const types = candidatesFor(this.#execution, signatures, given).flatMap((candidate) => {
      const wanted = candidate.parameters[position];
      if (wanted === undefined) return [];
      const result = `${wanted.array ? "_" : ""}${wanted.id.replace("type:pg_catalog.", "")}`;
      return [
        resultOf(this.#execution, { ...candidate, signature: { ...candidate.signature, result } }, given),
      ];
    });
    const [first] = types;
    return first !== undefined && types.every((type) => type?.id === first.id) ? first : undefined;
  }

  /** A literal looked for among the rows of a query; the query itself is read elsewhere. */
  #subLink(test: Node | undefined, node: Node): void {
    if (test === undefined || !("SubLink" in node)) return;
    const { subselect } = node.SubLink;
    const rows: Node | undefined =
      isOpen(test) && subselect !== undefined
        ? { SubLink: { subLinkType: "EXPR_SUBLINK", subselect } }
        : undefined;
    this.take(test, rows === undefined ? undefined : this.#type(rows));
  }
}

/** A string or NULL that its surroundings give a type. */
function isOpen(node: Node): boolean {
  return "A_Const" in node && (node.A_Const.sval !== undefined || node.A_Const.isnull === true);
}

function element(execution: Execution, type: TypeRef | undefined): TypeRef | undefined {
  const base = type === undefined ? undefined : baseType(execution, type);
  return base?.array === true ? { ...base, array: false, modifiers: [] } : undefined;
}
