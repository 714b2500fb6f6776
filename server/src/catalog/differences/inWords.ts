import type { Catalog } from "../catalog.ts";
import {
  displayName,
  isFunctionId,
  isRelationId,
  relationOfRowType,
  type ConstraintId,
  type FunctionId,
  type ObjectId,
  type RelationId,
} from "../ids.ts";
import { isTable } from "../relations.ts";
import { spelledTypes } from "../spelledTypes.ts";
import type { TypeRef } from "../types.ts";

/** Objects by the names that they have now: two catalogs need not give the same ids to the same things. */
export class Words {
  readonly #catalog: Catalog;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  relation(id: RelationId | undefined): string {
    const relation = id === undefined ? undefined : this.#catalog.get("relation", id);
    return relation === undefined ? (id ?? "none") : displayName(relation);
  }

  column(relation: RelationId, number: number): string {
    const found = this.#catalog.get("relation", relation);
    const columns = found !== undefined && "columns" in found && !("method" in found) ? found.columns : [];
    return columns.find((column) => column.number === number)?.name ?? `column ${number}`;
  }

  columns(relation: RelationId, numbers: readonly number[]): string {
    return numbers.map((number) => this.column(relation, number)).join(", ");
  }

  /** As the server writes it: `character varying(50)[]`, `public.mood`. */
  type({ id, modifiers, fields, array }: TypeRef): string {
    const name = this.#typeName(id);
    // numeric(5) is numeric(5,0).
    const all = name === "numeric" && modifiers.length === 1 ? [...modifiers, 0] : modifiers;
    const shown = all.length === 0 ? "" : `(${all.join(",")})`;
    const [start = name, ...rest] = name.split(" with");
    const whole = rest.length === 0 ? `${name}${shown}` : `${start}${shown} with${rest.join("")}`;
    return `${whole}${fields === undefined ? "" : ` fields ${fields}`}${array ? "[]" : ""}`;
  }

  routine(id: FunctionId | undefined): string {
    const routine = id === undefined ? undefined : this.#catalog.get("function", id);
    if (routine === undefined) return "a built-in function";
    return `${displayName(routine)}(${routine.arguments.map((type) => this.type(type)).join(", ")})`;
  }

  constraint(table: RelationId, id: ConstraintId | undefined): string {
    const found = this.#catalog.get("relation", table);
    const constraint = isTable(found) ? found.constraints.find((each) => each.id === id) : undefined;
    return constraint?.name ?? "none";
  }

  object(id: ObjectId): string {
    if (isRelationId(id)) return this.relation(id);
    if (id.startsWith("type:")) return this.#typeName(id);
    if (isFunctionId(id)) return this.routine(id);
    if (id.startsWith("constraint:")) return this.#anyConstraint(id);
    const other = this.#catalog.get("other", id);
    return other === undefined ? id : `${other.kind} ${other.name}`;
  }

  /** A constraint of which the table is not known. */
  #anyConstraint(id: ObjectId): string {
    for (const [, relation] of this.#catalog.all("relation")) {
      const found = isTable(relation) ? relation.constraints.find((each) => each.id === id) : undefined;
      if (found !== undefined) return `constraint ${found.name} of ${displayName(relation)}`;
    }
    return id;
  }

  #typeName(id: string): string {
    const builtin = /^type:pg_catalog\.(.*)$/u.exec(id)?.[1];
    if (builtin !== undefined) return spelledTypes[builtin] ?? builtin;
    const row = relationOfRowType(id);
    const named = row === undefined ? this.#catalog.get("type", id) : this.#catalog.get("relation", row);
    return named === undefined ? id.replace(/^type:\??/u, "") : displayName(named);
  }
}
