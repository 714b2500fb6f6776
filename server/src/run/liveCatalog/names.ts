import {
  rowTypeId,
  type ConstraintId,
  type FunctionId,
  type PolicyId,
  type RelationId,
  type RuleId,
  type TriggerId,
  type TypeId,
} from "../../catalog/ids.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { ConstraintRow } from "./rows/constraints.ts";
import type { RelationRow } from "./rows/relations.ts";
import type { RoutineRow } from "./rows/routines.ts";
import type { TypeRow } from "./rows/types.ts";

interface Part {
  readonly relation: number;
  readonly name: string;
}

/**
 * Ids for OIDs, made of the names that objects have now, as the interpreter makes them of the names that they are
 * created with.
 */
export class Names {
  readonly #types: ReadonlyMap<number, TypeRow>;
  readonly #relations: ReadonlyMap<number, RelationRow>;
  readonly #routines: ReadonlyMap<number, RoutineRow>;
  readonly #constraints: ReadonlyMap<number, ConstraintRow>;

  constructor(rows: {
    readonly types: readonly TypeRow[];
    readonly relations: readonly RelationRow[];
    readonly routines: readonly RoutineRow[];
    readonly constraints: readonly ConstraintRow[];
  }) {
    this.#types = new Map(rows.types.map((row) => [row.oid, row]));
    this.#relations = new Map(rows.relations.map((row) => [row.oid, row]));
    this.#routines = new Map(rows.routines.map((row) => [row.oid, row]));
    this.#constraints = new Map(rows.constraints.map((row) => [row.oid, row]));
  }

  /** pg_class.relkind; undefined for a relation outside the user's schemas. */
  kindOf(oid: number): string | undefined {
    return this.#relations.get(oid)?.kind;
  }

  relation(oid: number): RelationId {
    return `relation:${this.#relationName(oid)}`;
  }

  /** Of an array, the element's. */
  type(oid: number): TypeId {
    const row = this.#types.get(oid);
    if (row === undefined) return "type:pg_catalog.unknown";
    if (row.element !== null) return this.type(row.element);
    if (row.relation !== null && row.own && row.relkind !== "c")
      return rowTypeId(this.relation(row.relation));
    return `type:${row.schema}.${row.name}`;
  }

  /** Undefined for built-in types. */
  ownType(oid: number): TypeId | undefined {
    const id = this.type(oid);
    return id.startsWith("type:pg_catalog.") ? undefined : id;
  }

  /** `spelled` is the server's own text of it, which has the modifiers as they were written. */
  typeRef(oid: number, modifier: number, spelled: string | null): TypeRef {
    const id = this.type(oid);
    const array = (this.#types.get(oid)?.element ?? null) !== null;
    if (id === "type:pg_catalog.interval") return { id, array, ...intervalParts(modifier) };
    return { id, array, modifiers: modifier < 0 ? [] : modifiersIn(spelled) };
  }

  /** Undefined for built-in functions. */
  ownRoutine(oid: number): FunctionId | undefined {
    return this.#routines.has(oid) ? this.routine(oid) : undefined;
  }

  routine(oid: number): FunctionId {
    const row = this.#routines.get(oid);
    if (row === undefined) return `function:${oid}`;
    const types = row.arguments.map((type) => this.#typeText(type)).join(",");
    return `function:${row.schema}.${row.name}(${types})`;
  }

  constraint({ relation, name }: Pick<ConstraintRow, "relation" | "name">): ConstraintId {
    return `constraint:${this.#relationName(relation)}.${name}`;
  }

  /** Undefined for one outside the user's schemas. */
  ownConstraint(oid: number): ConstraintId | undefined {
    const row = this.#constraints.get(oid);
    return row === undefined ? undefined : this.constraint(row);
  }

  trigger({ relation, name }: Part): TriggerId {
    return `trigger:${this.#relationName(relation)}.${name}`;
  }

  policy({ relation, name }: Part): PolicyId {
    return `policy:${this.#relationName(relation)}.${name}`;
  }

  rule({ relation, name }: Part): RuleId {
    return `rule:${this.#relationName(relation)}.${name}`;
  }

  #relationName(oid: number): string {
    const row = this.#relations.get(oid);
    return row === undefined ? String(oid) : `${row.schema}.${row.name}`;
  }

  #typeText(oid: number): string {
    const { id, array } = this.typeRef(oid, -1, null);
    return `${id.replace("type:", "")}${array ? "[]" : ""}`;
  }
}

/** `numeric(10,2)[]`, `"a (1) name"(3)`, `timestamp(3) with time zone`. */
function modifiersIn(spelled: string | null): readonly number[] {
  const list = /\(([^)]*)\)/u.exec((spelled ?? "").replaceAll(/"(?:[^"]|"")*"/gu, ""))?.[1];
  return (list ?? "").split(",").flatMap((word) => (/^\s*-?\d+\s*$/u.test(word) ? [Number(word)] : []));
}

/** The fields in the upper half, the precision in the lower; all bits set for none (utils/timestamp.h). */
function intervalParts(modifier: number): Pick<TypeRef, "modifiers" | "fields"> {
  if (modifier < 0) return { modifiers: [] };
  const fields = (modifier >> 16) & 0x7fff;
  const precision = modifier & 0xffff;
  return {
    modifiers: precision === 0xffff ? [] : [precision],
    ...(fields === 0x7fff ? {} : { fields }),
  };
}
