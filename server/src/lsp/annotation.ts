import type { Finding, StatementAnalysis } from "../analysis/analysis.ts";
import type { Lock } from "../interpret/effects.ts";
import { lockModes } from "../interpret/locks.ts";
import { asWritten, placeholderNames } from "../sql/placeholderNames.ts";
import { shortName } from "../timeline/words/locks.ts";

/** A line above or behind a statement: what becomes of others while it runs, in one line. */
export interface Annotation {
  readonly text: string;
  /** Some recipe or edit may help. */
  readonly hasFix: boolean;
}

/** Characters of a finding's first sentence above a line: its risk and its buttons stand behind it, and are to be seen. */
const longest = 80;

/** Undefined for what is no risk, and for what the grammar cannot read, of which the problem is told. */
export function annotationOf(statement: StatementAnalysis): Annotation | undefined {
  const { risk, notAnalysed, findings } = statement;
  if (statement.statement.node === undefined) return undefined;
  const hasFix = findings.some(({ recipes }) => recipes.length > 0);
  const gravest = gravestOf(findings);
  if (gravest !== undefined) {
    const ending = risk === "none" ? "" : ` · ${risk} risk`;
    return { text: `${consequenceOf(gravest)}${ending}`, hasFix };
  }
  if (notAnalysed !== undefined) return { text: "Not analysed: what it locks is not known", hasFix };
  if (risk === "none") return undefined;
  const text = asWritten(`${quietly(statement)} · ${risk} risk`, placeholderNames([statement]));
  return { text, hasFix };
}

/** The first of the worst severity; what is only told has no line of its own. */
function gravestOf(findings: readonly Finding[]): Finding | undefined {
  return (
    findings.find(({ severity }) => severity === "error") ??
    findings.find(({ severity }) => severity === "warning")
  );
}

/** The first sentence, which says what happens to others, without the lock behind a colon and without placeholders. */
export function consequenceOf({ message }: Pick<Finding, "message">): string {
  const [first = ""] = message.split(/(?<=[\p{L}\p{N})`"'])\.(?=\s|$)|: (?=[A-Z]{3,} )/u);
  const plain = first.replaceAll("`", "").replaceAll(/\bpublic\.|\{\{[^}]*\}\}\./g, "");
  if (plain.length <= longest) return plain;
  const clause = plain.lastIndexOf(", ", longest);
  const end = clause > longest / 2 ? clause : plain.lastIndexOf(" ", longest - 1);
  return `${plain.slice(0, end > 0 ? end : longest - 1)}…`;
}

/** `ACCESS EXCLUSIVE on orders +1`, with what it comes to; no finding says anything of it. */
function quietly(statement: StatementAnalysis): string {
  const locks = strongestLocks(statement);
  const [strongest] = locks;
  const because = statement.because.replace(/^it /, "");
  if (strongest === undefined) return capital(because);
  const more = locks.length > 1 ? ` +${String(locks.length - 1)}` : "";
  return `${strongest.mode} on ${shortName(strongest.relation)}${more}: ${because}`;
}

/** The strongest lock on each relation over all majors, strongest first. */
function strongestLocks({ entries }: StatementAnalysis): readonly Lock[] {
  const byRelation = new Map<string, Lock>();
  for (const { effects } of entries.values()) {
    for (const lock of effects.locks) {
      const known = byRelation.get(lock.relation.id);
      if (known === undefined || strength(lock) > strength(known)) byRelation.set(lock.relation.id, lock);
    }
  }
  return [...byRelation.values()].sort((one, other) => strength(other) - strength(one));
}

function strength({ mode }: Lock): number {
  return lockModes.indexOf(mode);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
