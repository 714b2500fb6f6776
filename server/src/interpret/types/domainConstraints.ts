import type { DomainConstraint, DomainType } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";

/**
 * The constraint of a domain by its name. NOT NULL is a mark of the domain, which before 17 is no constraint that
 * anybody could name; the catalog has it on all majors.
 */
export function domainConstraintNamed(
  { server }: Pick<Execution, "server">,
  domain: DomainType,
  name: string,
): DomainConstraint | undefined {
  return domain.constraints.find(
    (one) => one.name === name && (one.kind !== "not-null" || server.isSince(17)),
  );
}

/** Fails with 42710 where the domain already has a constraint of that name. */
export function refuseTakenDomainConstraint(execution: Execution, domain: DomainType, name: string): void {
  if (domainConstraintNamed(execution, domain, name) !== undefined)
    execution.fail("42710", `constraint "${name}" for domain "${domain.name}" already exists`);
}
