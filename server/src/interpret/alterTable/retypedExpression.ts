import type { A_Expr, CoalesceExpr, FuncCall, Node } from "@pgsql/types";
import { binaryOperators } from "../../catalog/builtins/operands.ts";
import { functionSignatures, type Signature } from "../../catalog/builtins/signatures.ts";
import { builtinType } from "../../catalog/builtins/types.ts";
import type { Column, Table } from "../../catalog/relations.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { bareColumn } from "../expressions/bareColumn.ts";
import { routinesNamed, splitName } from "../names/lookup.ts";
import { stringOf } from "../nodes.ts";
import { typeOfCall, typeOfOperator } from "../query/callTypes.ts";
import { commonType, isLiteral, literal } from "../query/commonType.ts";
import { castsImplicitly } from "../query/implicitCasts.ts";
import { candidatesFor, typeNamed, type Candidate } from "../query/overloads.ts";
import { elementIn, isConsistent } from "../query/polymorphic.ts";
import { baseType } from "../types/domainOf.ts";
import { formatType } from "../types/formatType.ts";
import { builtin, typeOf } from "../types/lookup.ts";
import { builtinName, isBuiltin, sameBase } from "../types/typeRefs.ts";
import { walk } from "../walk.ts";

/** The type that a part of an expression had before the change, and the one that it has when it is parsed again. */
interface Retyped {
  readonly was: TypeRef;
  readonly now: TypeRef;
}

/**
 * A stored expression over columns that have other types now. It was printed with the casts that it had got, and literals
 * with the types that they had got: the operators and functions in it are looked up for what that makes of their operands.
 */
export class RetypedExpression {
  readonly #execution: Execution;
  readonly #table: Table;
  readonly #before: ReadonlyMap<number, Column>;
  readonly #known = new WeakMap<object, Retyped | undefined>();

  constructor(execution: Execution, table: Table, before: ReadonlyMap<number, Column>) {
    this.#execution = execution;
    this.#table = table;
    this.#before = before;
  }

  /** Fails with 42883 or 42804 where something in it no longer fits. */
  check(node: Node): void {
    walk(node, (at) => {
      this.#typed(at);
    });
  }

  #typed(node: Node): Retyped | undefined {
    if (!this.#known.has(node)) this.#known.set(node, this.#find(node));
    return this.#known.get(node);
  }

  #find(node: Node): Retyped | undefined {
    if ("ColumnRef" in node) return this.#ofColumn(node);
    if ("A_Const" in node) return constant(node);
    if ("TypeCast" in node && node.TypeCast.typeName !== undefined)
      return same(typeOf(this.#execution, node.TypeCast.typeName));
    if ("A_Expr" in node) return this.#ofOperator(node.A_Expr);
    if ("FuncCall" in node) return this.#ofCall(node.FuncCall);
    return "CoalesceExpr" in node ? this.#ofCoalesce(node.CoalesceExpr) : undefined;
  }

  #ofColumn(node: Node): Retyped | undefined {
    const name = bareColumn(node);
    const column = this.#table.columns.find((one) => one.name === name);
    if (column === undefined) return undefined;
    return { was: this.#before.get(column.number)?.type ?? column.type, now: column.type };
  }

  #ofOperator(operation: A_Expr): Retyped | undefined {
    const { kind, name, lexpr, rexpr } = operation;
    if (kind !== "AEXPR_OP" || lexpr === undefined || rexpr === undefined) return undefined;
    const written = stringOf(name?.at(-1)) ?? "";
    const operator = written === "!=" ? "<>" : written;
    const operands = [this.#typed(lexpr), this.#typed(rexpr)];
    const given = this.#settled(binaryOperators(operator, this.#execution.server), operands);
    if (given === undefined) return undefined;
    if (!this.#isFound(binaryOperators(operator, this.#execution.server), given)) {
      const [left, right] = given.map(({ now }) => formatType(this.#execution, now));
      this.#execution.fail("42883", `operator does not exist: ${left ?? ""} ${written} ${right ?? ""}`);
    }
    const result = (types: readonly TypeRef[]): TypeRef | undefined =>
      typeOfOperator(this.#execution, operation, types);
    return both(result(given.map(({ was }) => was)), result(given.map(({ now }) => now)));
  }

  #ofCall(call: FuncCall): Retyped | undefined {
    const { schema, name } = splitName(call.funcname);
    const args = (call.args ?? []).map((arg) => this.#typed(arg));
    const signatures = this.#signaturesOf(call);
    const given = signatures === undefined ? undefined : this.#settled(signatures, args);
    if (signatures === undefined || given === undefined) return undefined;
    if (!this.#isFound(signatures, given)) {
      const types = given.map(({ now }) => formatType(this.#execution, now)).join(", ");
      const full = schema === undefined ? name : `${schema}.${name}`;
      this.#execution.fail("42883", `function ${full}(${types}) does not exist`);
    }
    const result = (types: readonly TypeRef[]): TypeRef | undefined =>
      typeOfCall(this.#execution, call, types);
    return both(result(given.map(({ was }) => was)), result(given.map(({ now }) => now)));
  }

  /** Undefined where it is not known what all of that name take. */
  #signaturesOf(call: FuncCall): readonly Signature[] | undefined {
    const { name } = splitName(call.funcname);
    const own = routinesNamed(this.#execution, call.funcname);
    if (own.length === 0) {
      const known = functionSignatures(name, this.#execution.server);
      return known.length > 0 && known.every(({ parameters }) => parameters !== undefined)
        ? known
        : undefined;
    }
    const plain = own.every(({ arguments: types }) => types.every((type) => isBuiltin(type) && !type.array));
    if (!plain || functionSignatures(name, this.#execution.server).length > 0) return undefined;
    return own.map(({ arguments: types }) => ({
      kind: "function",
      returnsSet: false,
      result: "unknown",
      parameters: types.map((type) => builtinName(type) ?? ""),
      variadic: false,
      defaults: 0,
      columns: [],
    }));
  }

  /** What the operands are given as; undefined where nothing changes, or it cannot be told what they were taken as. */
  #settled(
    signatures: readonly Signature[],
    operands: readonly (Retyped | undefined)[],
  ): readonly Retyped[] | undefined {
    const known = operands.flatMap((operand) => operand ?? []);
    if (known.length < operands.length || known.every(({ was, now }) => sameBase(was, now))) return undefined;
    if (!known.every(({ was, now }) => this.#isTold(was) && this.#isTold(now))) return undefined;
    const types = known.map(({ was }) => baseType(this.#execution, was));
    const [only, second] = this.#meant(signatures, types);
    if (only === undefined || second !== undefined) return undefined;
    return known.map((operand, at) => this.#taken(operand, only.parameters[at], types));
  }

  /** A literal beside a value is first taken for one of the same type (binary_oper_exact). */
  #meant(signatures: readonly Signature[], types: readonly TypeRef[]): readonly Candidate[] {
    const [first, other] = types.filter((type) => !isLiteral(type));
    const alike =
      first === undefined || other !== undefined || types.length !== 2
        ? []
        : signatures.filter(({ parameters }) =>
            parameters?.every((name) => sameBase(typeNamed(name), first)),
          );
    return candidatesFor(this.#execution, alike.length > 0 ? alike : signatures, types).filter((candidate) =>
      isConsistent(this.#execution, candidate, types),
    );
  }

  #taken({ was, now }: Retyped, wanted: TypeRef | undefined, types: readonly TypeRef[]): Retyped {
    const isAny = wanted === undefined || (builtinName(wanted) ?? "").startsWith("any");
    const base = baseType(this.#execution, was);
    if (isLiteral(was)) {
      const given = isAny ? elementIn(this.#execution, wanted, types) : wanted;
      return same(given ?? builtin("text"));
    }
    if (!isAny && !sameBase(base, wanted)) return same(wanted);
    return base === was ? { was, now: baseType(this.#execution, now) } : same(base);
  }

  #isFound(signatures: readonly Signature[], given: readonly Retyped[]): boolean {
    const types = given.map(({ now }) => now);
    return candidatesFor(this.#execution, signatures, types).some((candidate) =>
      isConsistent(this.#execution, candidate, types),
    );
  }

  /** Types of extensions and those that C functions define have operators of their own. */
  #isTold(type: TypeRef): boolean {
    if (isBuiltin(type))
      return (
        isLiteral(type) || builtinType(builtinName(type) ?? "text", this.#execution.server) !== undefined
      );
    const kind = this.#execution.edit.get("type", type.id)?.kind;
    return kind === "enum" || kind === "range" || kind === "domain";
  }

  #ofCoalesce({ args = [] }: CoalesceExpr): Retyped | undefined {
    const types = args.map((arg) => this.#typed(arg));
    const known = types.flatMap((type) => type ?? []);
    if (known.length < types.length || known.every(({ was, now }) => sameBase(was, now))) return undefined;
    const common = commonType(
      this.#execution,
      known.map(({ was }) => was),
    );
    if (common === undefined || !known.every(({ now }) => this.#isTold(now))) return undefined;
    const now = known.map((type) => (isLiteral(type.was) ? common : type.now));
    const [first, ...others] = now;
    const other = others.find((type) => first !== undefined && !this.#mayMeet(first, type));
    if (first !== undefined && other !== undefined)
      this.#execution.fail(
        "42804",
        `COALESCE types ${formatType(this.#execution, first)} and ${formatType(this.#execution, other)} cannot be matched`,
      );
    return both(common, commonType(this.#execution, now));
  }

  #mayMeet(one: TypeRef, other: TypeRef): boolean {
    return (
      sameBase(one, other) ||
      castsImplicitly(this.#execution, one, other) ||
      castsImplicitly(this.#execution, other, one)
    );
  }
}

function same(type: TypeRef): Retyped {
  return { was: type, now: type };
}

function both(was: TypeRef | undefined, now: TypeRef | undefined): Retyped | undefined {
  return was === undefined || now === undefined ? undefined : { was, now };
}

function constant({
  A_Const: { ival, fval, boolval, sval, isnull },
}: Extract<Node, { A_Const: unknown }>): Retyped | undefined {
  if (isnull === true) return undefined;
  if (sval !== undefined) return same(literal);
  if (boolval !== undefined) return same(builtin("bool"));
  if (ival !== undefined) return same(builtin("int4"));
  return fval === undefined ? undefined : same(builtin("numeric"));
}
