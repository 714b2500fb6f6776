import type { Expression } from "../../catalog/expression.ts";
import type { DomainType, TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";

/** The domain that a type is, or undefined. */
export function domainOf(execution: Execution, type: TypeRef): DomainType | undefined {
  if (type.array) return undefined;
  const found = execution.edit.get("type", type.id);
  return found?.kind === "domain" ? found : undefined;
}

/** Whether values of the type are checked by a domain, also one below it (DomainHasConstraints). */
export function domainConstrains(execution: Execution, type: TypeRef): boolean {
  const domain = domainOf(execution, type);
  if (domain === undefined) return false;
  return domain.constraints.length > 0 || domainConstrains(execution, domain.base);
}

/** The default that a column without one takes from its domain. */
export function domainDefault(execution: Execution, type: TypeRef): Expression | undefined {
  const domain = domainOf(execution, type);
  return domain === undefined ? undefined : (domain.default ?? domainDefault(execution, domain.base));
}

/** The type below all domains, with the modifiers that hold there. */
export function baseType(execution: Execution, type: TypeRef): TypeRef {
  const domain = domainOf(execution, type);
  return domain === undefined ? type : baseType(execution, domain.base);
}

/** The domain of a type, or one below it, that is NOT NULL. */
export function domainThatRefusesNull(execution: Execution, type: TypeRef): DomainType | undefined {
  const domain = domainOf(execution, type);
  if (domain === undefined) return undefined;
  const refuses = domain.constraints.some(({ kind }) => kind === "not-null");
  return refuses ? domain : domainThatRefusesNull(execution, domain.base);
}
