import type { Catalog } from "../catalog/catalog.ts";
import { crashMessage, tooDeep } from "../interpret/interpret.ts";
import { isAlone, readingSpans } from "../formats/sending.ts";
import type { Section } from "../formats/format.ts";
import type { Major } from "../interpret/target.ts";
import { lineEnd } from "../sql/lexQuotes.ts";
import type { SqlProblem } from "../sql/span.ts";
import type { PlacedStatement, Statement } from "../sql/statement.ts";
import { worse, riskFacts, riskOf, type Risk } from "../timeline/risk.ts";
import { Across } from "../timeline/across.ts";
import type { Timeline, TimelineEntry, TimelineInput } from "../timeline/entry.ts";
import { foldSection } from "../timeline/timeline.ts";
import { oneForAlike } from "./alike.ts";
import type { Finding, SectionAnalysis, StatementAnalysis } from "./analysis.ts";
import { bounded } from "./bounds.ts";
import { rulesConcerned, sectionFindings, statementFindings } from "./findings.ts";
import { sameCatalogs, type AnalysisInput, type FindingFacts, type SectionInput } from "./input.ts";
import { sameLeft } from "../timeline/leftBehind.ts";
import { objectExistedIn, relationExistedIn } from "./existence.ts";
import { existedAlike } from "./existedAlike.ts";
import { innerStatements, runsBodies } from "./innerStatements.ts";
import { inRun } from "./inRun.ts";
import { asSent } from "./sentText.ts";
import { entriesAt, Reuse } from "./reuse.ts";
import { suppress } from "./suppressions.ts";

/** A statement before its section's rules have spoken. */
export interface StatementFacts {
  readonly placed: PlacedStatement;
  readonly entries: ReadonlyMap<Major, TimelineEntry>;
}

export function analyseSection(given: SectionInput, previous: SectionAnalysis | undefined): SectionAnalysis {
  const { section, start, before, input } = given;
  const text = input.text(section.path) ?? "";
  const part = bounded(readPortions(section, text, input), input.options.mostStatements);
  const { statements, problems } = asSent(part, text, section, input.format);
  if (previous !== undefined && nothingNew(previous, given, text) && standAlike(previous, statements))
    return previous;
  const list = statements.map(({ statement }) => statement);
  const timelines = fold(given, list, previous);
  const { after, difference } = inRun(given, timelines, (major) => timelineInput(given, list, major));
  const facts: FindingFacts = {
    ...given,
    inSameSession: difference,
    existed: (id) => relationExistedIn(before, id),
    objectExisted: (object) => objectExistedIn(before, object),
  };
  const left = { before: given.left, after };
  const shell = { ...section, text, start, timelines, problems, left, endsSession: given.endsSession };
  const isOldAlike = existedAlike(before, given.formerBefore);
  const reuse = new Reuse(previous, timelines, statements.length, isOldAlike);
  const raw = statements.map((placed, index) => {
    const known = reuse.of(placed, index);
    const own = known ?? analyseStatement({ placed, entries: entriesAt(timelines, index) }, facts);
    return settled(own, facts, timelines);
  });
  const analysed: SectionAnalysis = {
    ...shell,
    problems: [...problems, ...raw.filter(({ crash }) => crash !== undefined).flatMap(crashProblem)],
    statements: raw,
    risk: worstOf(raw),
  };
  const bySection = sectionFindings(analysed, facts);
  const complete = suppress(text, withoutEchoes(withFindings(raw, bySection), problems), section, facts);
  return { ...analysed, statements: complete };
}

/** What the tool cuts into parts is read part by part: a statement ends where its part does. */
function readPortions(
  section: Section,
  text: string,
  input: AnalysisInput,
): ReturnType<AnalysisInput["read"]> {
  const parts = readingSpans(text, section).map((span) => input.read(section.path, text, span));
  const [only, more] = parts;
  if (only !== undefined && more === undefined) return only;
  return {
    statements: parts.flatMap(({ statements }) => statements),
    problems: parts.flatMap(({ problems }) => problems),
    pieces: parts.flatMap(({ pieces }) => pieces),
  };
}

function fold(
  given: SectionInput,
  statements: readonly Statement[],
  previous: SectionAnalysis | undefined,
): ReadonlyMap<Major, Timeline> {
  const { section, start } = given;
  const comparable =
    previous?.transaction === section.transaction &&
    previous.assumed === section.assumed &&
    previous.endsSession === given.endsSession;
  const across = new Across();
  return new Map(
    [...start].map(([major, catalog]) => {
      const old = comparable ? previous.timelines.get(major) : undefined;
      return [major, foldSection(catalog, timelineInput(given, statements, major), old, across)];
    }),
  );
}

function timelineInput(
  { section, input, endsSession }: SectionInput,
  statements: readonly Statement[],
  major: Major,
): TimelineInput {
  const { timeZone, beginning } = input.options;
  return {
    ...{ mode: section.transaction, statements, major, timeZone },
    ...{ splits: section.splits, endsSession, assumesMissing: beginning === undefined },
    ...{ assumed: section.assumed === true, alone: ({ text }) => isAlone(text, section) },
  };
}

function analyseStatement(facts: StatementFacts, given: FindingFacts): StatementAnalysis {
  const { placed, entries } = facts;
  const notAnalysed = [...entries.values()].find(({ outcome }) => outcome.notAnalysed !== undefined);
  const { risk, because, own, concerned, crash } = judged(facts, given);
  // Written out, since V8 gives an object that goes on after a spread a hidden class of its own.
  return {
    statement: placed.statement,
    span: placed.span,
    entries,
    risk,
    because,
    notAnalysed: notAnalysed?.outcome.notAnalysed ?? crash,
    crash,
    findings: own,
    own,
    concerned,
    runsBodies: runsBodies(entries),
  };
}

/** The risk of a statement that takes something away depends on whether the section makes that again. */
function settled(
  statement: StatementAnalysis,
  facts: FindingFacts,
  timelines: ReadonlyMap<Major, Timeline>,
): StatementAnalysis {
  if (!takesAway(statement) || statement.crash !== undefined) return statement;
  const { risk, because } = riskOver(statement.entries, facts, timelines);
  if (risk === statement.risk && because === statement.because) return statement;
  return { ...statement, risk, because };
}

/** Asked for every statement at every keystroke. */
function takesAway({ entries }: StatementAnalysis): boolean {
  for (const { effects } of entries.values())
    if ((effects.breaksObjects ?? effects.unguards) !== undefined) return true;
  return false;
}

type Judgement = Pick<StatementAnalysis, "risk" | "because" | "own" | "concerned" | "crash">;

/** What is made of a statement's outcomes. A defect of ours in it is that statement's problem, and no other's. */
function judged({ placed: { statement, span }, entries }: StatementFacts, given: FindingFacts): Judgement {
  const broken = [...entries.values()].find(({ outcome }) => outcome.crashed === true);
  try {
    const own = { statement, span, entries: oneForAlike(entries) };
    const inner = innerStatements(own);
    const analysed = inner.length === 0 ? own : { ...own, inner };
    const found = statementFindings(analysed, given);
    if (statement.instead !== undefined)
      return { risk: "none", because: "", own: found, concerned: [], crash: undefined };
    const concerned = rulesConcerned(analysed);
    return { ...riskOver(entries, given), own: found, concerned, crash: broken?.outcome.notAnalysed };
  } catch (error) {
    return { risk: "none", because: "", own: [], concerned: [], crash: crashMessage(error) };
  }
}

/** Said at the statement's first line. */
function crashProblem({ crash, statement, span }: StatementAnalysis): readonly SqlProblem[] {
  if (crash === undefined) return [];
  const code = crash === tooDeep ? "statement-too-complex" : "internal-error";
  const end = span.start + lineEnd(statement.text, 0, statement.text.length);
  const message = `${crash.charAt(0).toUpperCase()}${crash.slice(1)}.`;
  return [{ code, message, span: { start: span.start, end } }];
}

/** The worst risk over the majors, with its reason. */
function riskOver(
  entries: ReadonlyMap<Major, TimelineEntry>,
  { before, migration, input }: FindingFacts,
  timelines?: ReadonlyMap<Major, Timeline>,
): { readonly risk: Risk; readonly because: string } {
  const irreversible =
    input.format.hasDown && !migration.sections.some(({ direction }) => direction === "down");
  let worst: ReturnType<typeof riskOf> | undefined;
  let last:
    { readonly entry: TimelineEntry; readonly start: Catalog; readonly end: Catalog | undefined } | undefined;
  for (const [major, entry] of entries) {
    const start = before.get(major);
    const end = timelines?.get(major)?.end;
    if (start === undefined || (last?.entry === entry && last.start === start && last.end === end)) continue;
    last = { entry, start, end };
    const own = riskOf(riskFacts(entry, start, input.options, irreversible, end));
    if (worst === undefined || worse(worst.risk, own.risk) !== worst.risk) worst = own;
  }
  return worst ?? { risk: "none", because: "" };
}

function withFindings(
  statements: readonly StatementAnalysis[],
  more: ReadonlyMap<StatementAnalysis, readonly Finding[]>,
): readonly StatementAnalysis[] {
  if (more.size === 0) return statements;
  return statements.map((statement) => {
    const extra = more.get(statement);
    return extra === undefined ? statement : { ...statement, findings: [...statement.findings, ...extra] };
  });
}

/** An unterminated quote is said once, where it begins, not again as the syntax error it leads to. */
function withoutEchoes(
  statements: readonly StatementAnalysis[],
  problems: readonly SqlProblem[],
): readonly StatementAnalysis[] {
  if (problems.length === 0) return statements;
  const said = ({ span }: StatementAnalysis): boolean =>
    problems.some((problem) => problem.span.start < span.end && span.start < problem.span.end);
  return statements.map((statement) =>
    statement.statement.problem !== undefined && said(statement) ? { ...statement, findings: [] } : statement,
  );
}

/** Comments count too: one of them may accept a finding. */
function nothingNew(previous: SectionAnalysis, given: SectionInput, text: string): boolean {
  const { section, start, left, endsSession } = given;
  return (
    previous.text === text &&
    sameEarlier(given) &&
    sameCatalogs(previous.start, start) &&
    previous.span.start === section.span.start &&
    previous.span.end === section.span.end &&
    previous.transaction === section.transaction &&
    previous.splits === section.splits &&
    previous.substitutesEnvironment === section.substitutesEnvironment &&
    previous.endsSession === endsSession &&
    sameLeft(previous.left.before, left) &&
    previous.because === section.because &&
    previous.assumed === section.assumed
  );
}

/** Whether what a down is held against is what it was: the up may end alike and yet do something else. */
function sameEarlier({ earlier, formerEarlier, before, formerBefore }: SectionInput): boolean {
  if (earlier.length === 0) return true;
  if (formerBefore === undefined || !sameCatalogs(formerBefore, before)) return false;
  return earlier.every((each, index) => each === formerEarlier[index]);
}

/** Who closes a file stops typing in it: then nothing stands in for what cannot be read. */
function standAlike({ statements }: SectionAnalysis, now: readonly PlacedStatement[]): boolean {
  return statements.every(({ statement }, index) => statement.instead === now[index]?.statement.instead);
}

function worstOf(statements: readonly { readonly risk: Risk }[]): Risk {
  return statements.reduce<Risk>((risk, statement) => worse(risk, statement.risk), "none");
}
