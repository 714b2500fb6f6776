import type { AnalysedStatement } from "../rules/rule.ts";
import { rules } from "../rules/index.ts";
import { shift } from "../sql/span.ts";
import type { Finding } from "./analysis.ts";
import { isInner } from "./innerStatements.ts";

/*
 * What rules say of the statements that a body runs, at the place where they stand in the one that runs it.
 */

/** What is found in a statement together with what is found in the bodies that it runs; the same is told once. */
export function withInner(
  own: readonly Finding[],
  outer: AnalysedStatement,
  ask: (inner: AnalysedStatement) => readonly Finding[],
): readonly Finding[] {
  const inner = (outer.inner ?? []).flatMap((each) => ask(each).map((finding) => inOuter(finding, each)));
  if (inner.length === 0) return own;
  const told = new Set(inner.flatMap(({ rule }) => [rule, ...(isLocking(rule) ? locking : [])]));
  return [...own.filter(({ rule }) => !told.has(rule)), ...once(inner)];
}

/** What a body locks is told of its statements or else of the whole. */
const locking = rules.filter(({ group }) => group === "locking").map(({ id }) => id);

function isLocking(rule: string): boolean {
  return locking.includes(rule);
}

/** Of what one step runs again and again, as with names that differ, the first. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, span }) => {
    const key = `${rule} ${span.start} ${span.end}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A finding in a statement of a body, as one in the statement that runs it. */
export function inOuter(finding: Finding, statement: AnalysedStatement): Finding {
  if (!isInner(statement)) return finding;
  const { place, isWritten } = statement;
  const span = isWritten ? shift(finding.span, place.start) : place;
  return { ...finding, span };
}
