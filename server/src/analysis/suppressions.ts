import type { Section } from "../formats/format.ts";
import { rules } from "../rules/index.ts";
import type { Span } from "../sql/span.ts";
import type { Accepted, Finding, SectionAnalysis, StatementAnalysis } from "./analysis.ts";
import type { AnalysisInput, FindingFacts } from "./input.ts";
import { activeRules } from "./ruleSettings.ts";
import { mentionsPeers, peerComments } from "./peerComments.ts";

/** `-- lockkeeper-ignore RULE[, RULE]: reason` as it stands in a file, or what another linter has for it. */
interface Suppression {
  readonly rules: readonly string[];
  readonly reason: string;
  /** In the file, UTF-16. */
  readonly span: Span;
  /** Another linter's: nothing is wrong with it whatever it says. */
  readonly isPeers?: true;
  used: boolean;
}

/** Of migrations as a whole: no statement has findings of these. */
const ofMigrations: ReadonlySet<string> = new Set(
  rules.filter(({ migration }) => migration !== undefined).map(({ id }) => id),
);

/** The placeholder of the editor's action, which is no reason. */
export const placeholder = "say why this is fine here";

const pattern = /^[ \t]*--[ \t]*lockkeeper-ignore(-file)?\b([^:\r\n]*)(?::([^\r\n]*))?/gm;

/**
 * Takes away the findings that a comment above the statement, or a `-file` comment anywhere between the statements,
 * accepts with a reason. A comment without a reason, with an unknown rule, or that accepts nothing is itself reported,
 * on the statement below it, or on the last one where none follows.
 */
export function suppress(
  text: string,
  statements: readonly StatementAnalysis[],
  section: Section,
  facts: FindingFacts,
): readonly StatementAnalysis[] {
  const last = statements.at(-1);
  if (last === undefined) return statements;
  const front = inFront(section, facts);
  if (!mentions(text, front) && !mentionsBetween(text, section.span, statements)) return statements;
  const gaps = statements.map(({ span }, index) => ({
    start: statements[index - 1]?.span.end ?? section.span.start,
    end: span.start,
  }));
  const end = { start: last.span.end, end: section.span.end };
  const everywhere = [front, ...gaps, end];
  const behind = find(text, end, undefined);
  const wholeFile = everywhere.flatMap((gap) => find(text, gap, "-file"));
  const done = statements.map((statement, index) => {
    const gap = gaps[index];
    const above = gap === undefined ? [] : find(text, gap, undefined);
    const { kept, accepted } = without(statement.findings, [...above, ...wholeFile]);
    const about = above.flatMap((suppression) => complaints(suppression, statement, facts));
    return {
      ...statement,
      findings: [...kept, ...about],
      ...(accepted.length === 0 ? {} : { accepted }),
    };
  });
  return withMore(done, [...behind, ...aboutFile(wholeFile, section, facts)], facts);
}

/** As long as the shortest comment that accepts something: `-- eugene:`. */
const shortest = "--eugene:".length;

/**
 * Whether a comment between statements may accept something. Asked at every keystroke for each gap of a file, nearly all
 * of which are a line's end: to search the whole text took a tenth of the answer.
 */
function mentions(text: string, { start, end }: Span): boolean {
  if (end - start < shortest) return false;
  const gap = text.slice(start, end);
  return gap.includes("lockkeeper-ignore") || mentionsPeers(gap);
}

/** The same of what stands before, between and behind the statements of a part of the text. */
function mentionsBetween(text: string, within: Span, statements: readonly StatementAnalysis[]): boolean {
  let { start } = within;
  for (const { span } of statements) {
    if (mentions(text, { start, end: span.start })) return true;
    start = span.end;
  }
  return mentions(text, { start, end: within.end });
}

/**
 * Takes away the findings of a migration as a whole that a comment in its first section accepts: one for the file, or
 * one above its first statement.
 */
export function suppressWhole(
  findings: readonly Finding[],
  {
    text,
    span,
    statements,
    ...section
  }: Pick<SectionAnalysis, "text" | "span" | "statements" | "path" | "direction">,
  { options }: Pick<AnalysisInput, "options">,
): { readonly findings: readonly Finding[]; readonly accepted: readonly Accepted[] } {
  if (!mentionsBetween(text, { start: 0, end: text.length }, statements)) return { findings, accepted: [] };
  const gaps = [0, ...statements.map(({ span: { end } }) => end)].map((start, index) => ({
    start,
    end: statements[index]?.span.start ?? text.length,
  }));
  const [top = span] = gaps;
  const found = [...find(text, top, undefined), ...gaps.flatMap((gap) => find(text, gap, "-file"))];
  const { kept, accepted } = without(findings, found);
  const idle = found.filter(
    ({ rules: names, used, reason, isPeers }) =>
      !used &&
      isPeers !== true &&
      !isNoReason(reason) &&
      names.every((name) => ofMigrations.has(name)) &&
      areAsked(names, section, options),
  );
  const about = idle.map(({ span: at }) => ({
    ...{ rule: "unused-suppression", severity: "warning" as const, message: unused, recipes: [] },
    ...{ span: { start: at.start - span.start, end: at.end - span.start }, majors: options.majors },
  }));
  return { findings: [...kept, ...about], accepted };
}

const unused = "Nothing here needs this any more; the comment can go.";

function isNoReason(reason: string): boolean {
  return reason === "" || reason === placeholder;
}

/** What stands in front of the file's first section, where a comment for the whole file usually stands. */
function inFront({ path }: Section, { migration }: FindingFacts): Span {
  const starts = migration.sections.filter((each) => each.path === path).map(({ span }) => span.start);
  return { start: 0, end: Math.min(...starts) };
}

/** Those that its sections must answer for: a section alone cannot tell that a comment for all is of no use. */
function aboutFile(
  found: readonly Suppression[],
  section: Section,
  { migration }: FindingFacts,
): readonly Suppression[] {
  const sections = migration.sections.filter(({ path }) => path === section.path);
  const [first] = sections;
  if (first?.span.start !== section.span.start) return [];
  return found.map((each) => (sections.length > 1 ? { ...each, used: true } : each));
}

/** Adds what is wrong with comments that stand above no statement of their own. */
function withMore(
  statements: readonly StatementAnalysis[],
  suppressions: readonly Suppression[],
  facts: FindingFacts,
): readonly StatementAnalysis[] {
  return statements.map((statement, index) => {
    if (index < statements.length - 1) return statement;
    const more = suppressions.flatMap((suppression) => complaints(suppression, statement, facts));
    return more.length === 0 ? statement : { ...statement, findings: [...statement.findings, ...more] };
  });
}

function find(text: string, within: Span, scope: "-file" | undefined): Suppression[] {
  if (!mentions(text, within)) return [];
  const slice = text.slice(within.start, within.end);
  const peers = peerComments(text, within)
    .filter((each) => (each.scope === "file") === (scope === "-file"))
    .map(({ rules: names, reason, span }) => ({
      ...{ rules: names, reason, span, isPeers: true as const, used: false },
    }));
  return [...own(slice, within.start, scope), ...peers];
}

function own(slice: string, offset: number, scope: "-file" | undefined): Suppression[] {
  return [...slice.matchAll(pattern)]
    .filter((match) => match[1] === scope)
    .map((match) => {
      const start = offset + match.index;
      return {
        rules: (match[2] ?? "").split(/[\s,]+/).filter((word) => word !== ""),
        reason: (match[3] ?? "").trim(),
        span: { start, end: start + match[0].length },
        used: false,
      };
    });
}

function without(findings: readonly Finding[], suppressions: readonly Suppression[]) {
  const accepted: Accepted[] = [];
  const kept = findings.filter((finding) => {
    const by = suppressions.find(
      ({ rules: names, reason }) => !isNoReason(reason) && names.includes(finding.rule),
    );
    if (by === undefined) return true;
    by.used = true;
    accepted.push({ finding, by: "comment", reason: by.reason });
    return false;
  });
  return { kept, accepted };
}

function complaints(
  suppression: Suppression,
  { span }: StatementAnalysis,
  facts: FindingFacts,
): readonly Finding[] {
  const say = (rule: string, message: string): Finding[] => [
    {
      rule,
      severity: "warning",
      message,
      span: { start: suppression.span.start - span.start, end: suppression.span.end - span.start },
      recipes: [],
      majors: facts.input.options.majors,
    },
  ];
  if (suppression.isPeers === true) return [];
  if (isNoReason(suppression.reason)) {
    return say(
      "suppression-without-reason",
      "Say why after a colon: `-- lockkeeper-ignore RULE: reason`. Until then it has no effect.",
    );
  }
  const unknown = suppression.rules.find((name) => !rules.some(({ id }) => id === name));
  if (unknown !== undefined) return say("unknown-rule", `There is no rule \`${unknown}\`.`);
  // Whether something is said of the migration as a whole is not known here.
  const isElsewhere = suppression.rules.some((name) => ofMigrations.has(name));
  const isIdle = !suppression.used && !isElsewhere;
  if (isIdle && areAsked(suppression.rules, facts.section, facts.input.options))
    return say("unused-suppression", unused);
  return [];
}

/** Of a rule that is off here nobody can tell whether it would find something: a preset may ask it again. */
function areAsked(
  names: readonly string[],
  { path, direction }: Pick<Section, "path" | "direction">,
  options: AnalysisInput["options"],
): boolean {
  const asked = activeRules(options, path, direction);
  return names.every((name) => asked.some(({ rule }) => rule.id === name));
}
