import { isAssumed, isOlder } from "../../catalog/ids.ts";
import type { Assumed, Effects, RelationName } from "../../interpret/effects.ts";
import type { Statement } from "../../sql/statement.ts";
import type { TimelineEntry } from "../entry.ts";
import { enumerate, enumerateFew } from "./lists.ts";

/**
 * What is said of a statement rests on this, since no migration of the project tells: clauses that complete
 * "Assumed: …". Empty where the history tells all.
 */
export function assumedWords(entry: Pick<TimelineEntry, "effects" | "statement">): readonly string[] {
  return clauses(
    entry,
    `, of unknown size and with unknown parts${passesOver(entry.statement) ? " (where not, IF EXISTS passes over it)" : ""}`,
  );
}

/** The same, as briefly as a finding allows. */
export function assumedBriefly(entry: Pick<TimelineEntry, "effects" | "statement">): readonly string[] {
  return clauses(entry, "");
}

function clauses({ effects }: Pick<TimelineEntry, "effects">, unknown: string): readonly string[] {
  const touched = [...effects.locks, ...effects.work].map(({ relation }) => relation);
  const named = touched.filter(isUnknown);
  const older = new Set(touched.filter(({ id }) => isOlder(id)).map(({ name }) => name));
  const names = [...new Set(named.map(({ name }) => name))];
  const exist =
    names.length === 0
      ? []
      : [
          `${unknown === "" ? enumerateFew(names) : enumerate(names)} ${names.length === 1 ? "exists" : "exist"}${unknown}`,
        ];
  const wereThere = [...older].map((name) => `${name} is older than its CREATE TABLE IF NOT EXISTS`);
  const others = othersThere(effects);
  return [...exist, ...wereThere, ...others, ...new Set((effects.assumes ?? []).map(words))];
}

/** That there are tables which are only described, where that is not said by what depends on something. */
function othersThere({ locks, work, breaks, assumes = [] }: Effects): readonly string[] {
  const said = new Set(assumes.map(({ about }) => about));
  const names = [...locks, ...work, ...breaks].flatMap(({ relation }) =>
    relation.unnamed === true && !said.has(relation.name) ? [relation.name] : [],
  );
  const described = [...new Set(names)].flatMap((name) => {
    const [, what, which] = /^each (table|view|sequence) (.*)$/u.exec(name) ?? [];
    return what === undefined || which === undefined ? [] : [`${what}s ${which}`];
  });
  return described.length === 0 ? [] : [`there are ${enumerate(described)}`];
}

/** Whether a statement says IF EXISTS of what it names. */
export function passesOver({ node }: Pick<Statement, "node">): boolean {
  const [body]: readonly unknown[] = node === undefined ? [] : Object.values(node);
  return typeof body === "object" && body !== null && "missing_ok" in body && body.missing_ok === true;
}

/** A relation that a statement names, and of which no migration of the project tells. */
export function isUnknown({ id, unnamed }: RelationName): boolean {
  return isAssumed(id) && !isOlder(id) && unnamed !== true;
}

function words({ kind, about }: Assumed): string {
  switch (kind) {
    case "old-type":
      return `the type of ${about} is not only widened, which would need no rewrite`;
    case "constraint":
      return `${about} may be a foreign key, and then the other table is locked too`;
    case "key":
      return `${about} may be a key that upserts rely on`;
    case "dependents":
      return "other objects depend on it";
    case "new-value":
      return `${about} is of the enum that has got the value`;
    case "volatile":
      return `${about} is volatile`;
    case "domain":
      return `${about} is a domain with constraints`;
    case "not-null":
      return `${about} is NOT NULL`;
    case "triggers":
      return `${about} has triggers or foreign keys`;
    case "policies":
      return `${about} has row security`;
    case "exists":
      return `the ${about} exists`;
    case "run-time-name":
      return `what is executed is \`${about}\`, with names that are known at run time alone`;
    case "fits":
      return "what is not known here lets the statement run";
    default:
      return kind satisfies never;
  }
}
