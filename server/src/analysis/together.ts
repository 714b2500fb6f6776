import { enumerateFew } from "../timeline/words/lists.ts";
import type { Finding, StatementAnalysis } from "./analysis.ts";
import { brief } from "./brief.ts";

/*
 * Seventeen plain CREATE INDEX in one file are one mistake: who reads of it seventeen times reads nothing any more.
 */

/** What a report says of a statement. */
export interface Told {
  /** To be told, with the lines of the others that are the same. */
  readonly findings: readonly Finding[];
  /** Told at an earlier statement already, as they are. */
  readonly again: readonly Finding[];
}

type Statements = readonly Pick<StatementAnalysis, "findings" | "risk" | "span">[];

interface Place {
  /** Of its statement, in the section. */
  readonly index: number;
  readonly finding: Finding;
}

/**
 * The findings of a section's statements as a report says them: of those with one cause and one remedy the first, which
 * names the lines of the others. Asked with the line of an offset in the file, zero-based.
 */
export function toldTogether(
  statements: Statements,
  lineOf: (offset: number) => number,
): (index: number) => Told {
  const groups = [...groupsOf(statements).values()].filter((group) => group.length > 1);
  const heads = new Map<Finding, Finding>();
  const again = new Set<Finding>();
  for (const [head, ...others] of groups) {
    if (head === undefined) continue;
    heads.set(head.finding, headOf(head, others, statements, lineOf));
    for (const { finding } of others) again.add(finding);
  }
  return (index) => {
    const findings = statements[index]?.findings ?? [];
    if (again.size === 0) return { findings, again: [] };
    const kept = findings.filter((finding) => !again.has(finding));
    return {
      findings: kept.map((finding) => heads.get(finding) ?? finding),
      again: kept.length === findings.length ? [] : findings.filter((finding) => again.has(finding)),
    };
  };
}

function groupsOf(statements: Statements): ReadonlyMap<string, readonly Place[]> {
  const groups = new Map<string, Place[]>();
  for (const [index, { findings, risk }] of statements.entries())
    for (const finding of findings) {
      if (finding.alike === undefined) continue;
      const key = [finding.rule, finding.severity, finding.alike, finding.majors.join(), risk].join(" ");
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ index, finding }]);
      else group.push({ index, finding });
    }
  return groups;
}

function headOf(
  { index, finding }: Place,
  others: readonly Place[],
  statements: Statements,
  lineOf: (offset: number) => number,
): Finding {
  const startOf = (at: number): number => statements[at]?.span.start ?? 0;
  const lineAt = (place: Place): number => lineOf(startOf(place.index) + place.finding.span.start);
  const own = lineAt({ index, finding });
  const lines = [...new Set(others.map(lineAt))].filter((line) => line !== own).map((line) => line + 1);
  const related = others.map((other) => {
    const by = startOf(other.index) - startOf(index);
    const { start, end } = other.finding.span;
    return { message: "The same here.", span: { start: start + by, end: end + by } };
  });
  const message = brief(withSentence(finding.message, sentence(lines, others.length)), undefined);
  return { ...finding, message, related: [...(finding.related ?? []), ...related] };
}

/** `The same on lines 7, 10, 13 and 9 more.` */
function sentence(lines: readonly number[], count: number): string {
  if (lines.length === 0) return `The same ${count === 1 ? "once" : `${count} times`} more on this line.`;
  return `The same on line${lines.length === 1 ? "" : "s"} ${enumerateFew(lines.map(String))}.`;
}

/** What is assumed stands last. */
function withSentence(message: string, more: string): string {
  const at = message.indexOf(" Assumed: ");
  return at < 0 ? `${message} ${more}` : `${message.slice(0, at)} ${more}${message.slice(at)}`;
}
