import type { ObjectBreakage } from "../interpret/effects.ts";
import type { Major } from "../interpret/target.ts";
import { shift, type SqlProblem } from "../sql/span.ts";
import type { Migration } from "../formats/format.ts";
import type {
  AnalysedSection,
  AnalysedStatement,
  Report,
  Rule,
  RuleContext,
  SectionReport,
} from "../rules/rule.ts";
import { isStep } from "../recipes/support/readHeader.ts";
import { rules } from "../rules/index.ts";
import type { Finding, MigrationAnalysis, SectionAnalysis, StatementAnalysis } from "./analysis.ts";
import { inOuter, withInner } from "./innerFindings.ts";
import { innerStatements, isInner } from "./innerStatements.ts";
import { objectExistedIn, relationExistedIn } from "./existence.ts";
import { brief } from "./brief.ts";
import { goesDown, runsNothingDown } from "./downs.ts";
import { leftByDown } from "./leftByDown.ts";
import { keeps } from "./inRun.ts";
import { activeRules, type ActiveRule } from "./ruleSettings.ts";
import { suppressWhole } from "./suppressions.ts";
import type { AnalysisInput, Catalogs, FindingFacts } from "./input.ts";
import { assumedBriefly } from "../timeline/words/assumed.ts";

/** What the rules that look at one statement say of it, and its syntax error where it has one. */
export function statementFindings(statement: AnalysedStatement, facts: FindingFacts): readonly Finding[] {
  const { problem } = statement.statement;
  if (problem !== undefined) {
    const known = syntaxFindings(statement, facts);
    if (known.length > 0) return known;
    const { later } = statement.statement;
    const { majors } = facts.input.options;
    const refusing = majors.filter((major) => later === undefined || major < later.since);
    return [
      ...(later === undefined ? [] : ofRules(since(statement, later.since), facts)),
      ...(refusing.length === 0 ? [] : [refusal(problem, refusing)]),
    ];
  }
  return ofRules(statement, facts);
}

/** On the majors that can read it. */
function since(statement: AnalysedStatement, first: number): AnalysedStatement {
  return { ...statement, entries: new Map([...statement.entries].filter(([major]) => major >= first)) };
}

function refusal({ code, message, span }: SqlProblem, majors: readonly Major[]): Finding {
  return { rule: code, severity: "error", message, span, recipes: [], majors };
}

function ofRules(statement: AnalysedStatement, facts: FindingFacts): readonly Finding[] {
  return withInner(askRules(statement, facts), statement, (inner) => askRules(inner, facts));
}

function askRules(statement: AnalysedStatement, facts: FindingFacts): readonly Finding[] {
  const context = contextIn(facts);
  const found: Finding[] = [];
  for (const active of activeRules(facts.input.options, facts.section.path, facts.section.direction)) {
    const reports = active.rule.statement?.(statement, context) ?? [];
    for (const report of reports) found.push(toFinding(active, report, statement, facts.input));
  }
  return found;
}

/** The same for all statements of a section. */
const contexts = new WeakMap<FindingFacts, RuleContext>();

function contextIn(facts: FindingFacts): RuleContext {
  const known = contexts.get(facts);
  if (known !== undefined) return known;
  const context = contextOf({ ...facts.section, endsSession: facts.endsSession }, [], facts);
  contexts.set(facts, context);
  return context;
}

function syntaxFindings(statement: AnalysedStatement, { input, section }: FindingFacts): readonly Finding[] {
  return activeRules(input.options, section.path, "up").flatMap((active) =>
    (active.rule.syntax?.(statement.statement) ?? []).map((report) =>
      toFinding(active, report, statement, input),
    ),
  );
}

/** What the rules that look at a whole section say, by the statement it is about. */
export function sectionFindings(
  section: SectionAnalysis,
  facts: FindingFacts,
): ReadonlyMap<StatementAnalysis, readonly Finding[]> {
  const found = new Map<StatementAnalysis, Finding[]>();
  const all = [...facts.earlier, section];
  const context = contextOf(section, section.statements, {
    ...{ ...facts, ...ofWhole(all, facts.before) },
    waitIsTold: (statement, majors) => waitIsTold(statement, majors, section.statements),
  });
  const concerned = byRule(section.statements);
  for (const active of activeRules(facts.input.options, facts.section.path, facts.section.direction)) {
    const about = active.rule.concerns === undefined ? section.statements : concerned.get(active.rule);
    if (active.rule.section === undefined || about === undefined) continue;
    // Who has made a remark graver wants to read it beside what tells the same.
    const asked = active.severity === "info" ? context : { ...context, waitIsTold: () => false };
    for (const report of active.rule.section(asked, about)) {
      const statement = beginningAt(
        section.statements,
        (report.statement.outer ?? report.statement).span.start,
      );
      if (statement === undefined) continue;
      const own = toFinding(active, report, report.statement, facts.input);
      const finding = withRelated(inOuter(own, report.statement), report, statement);
      found.set(statement, [...(found.get(statement) ?? []), finding]);
    }
  }
  return found;
}

/** Those who wait for a lock, a rule of this group has told of, unless it is but a remark. */
const waits = new Set(
  rules.filter(({ group, severity }) => group === "locking" && severity !== "info").map(({ id }) => id),
);

function waitIsTold(
  statement: AnalysedStatement,
  majors: readonly Major[],
  statements: readonly StatementAnalysis[],
): boolean {
  const { own = [] } = beginningAt(statements, (statement.outer ?? statement).span.start) ?? {};
  const { start, end } = isInner(statement) ? statement.place : { start: 0, end: Infinity };
  const about = own.filter(({ rule, span }) => waits.has(rule) && start <= span.start && span.start < end);
  return majors.every((major) => about.some((finding) => finding.majors.includes(major)));
}

/** The statement that begins there, UTF-16 in the file; they stand in the file's order. */
function beginningAt(statements: readonly StatementAnalysis[], start: number): StatementAnalysis | undefined {
  let [low, high] = [0, statements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.span.start ?? start) < start) low = middle + 1;
    else high = middle;
  }
  return statements[low]?.span.start === start ? statements[low] : undefined;
}

const ofSections = rules.filter(({ section }) => section !== undefined);

/** The rules that look at a statement together with the rest of its section. */
export function rulesConcerned(statement: AnalysedStatement): readonly Rule[] {
  const all = [statement, ...(statement.inner ?? [])];
  const found = ofSections.filter(({ concerns }) => all.some((each) => concerns?.(each) === true));
  return found.length === 0 ? noRules : found;
}

const noRules: readonly Rule[] = [];

function byRule(statements: readonly StatementAnalysis[]): ReadonlyMap<Rule, readonly AnalysedStatement[]> {
  const found = new Map<Rule, AnalysedStatement[]>();
  for (const statement of statements) {
    if (statement.concerned.length === 0) continue;
    for (const rule of statement.concerned) {
      let about = found.get(rule);
      if (about === undefined) found.set(rule, (about = []));
      if (statement.runsBodies) about.push(...concernedIn(statement, rule));
      else about.push(statement);
    }
  }
  return found;
}

/** The statements of its bodies that a rule is about, or itself where there are none. */
function concernedIn(statement: StatementAnalysis, rule: Rule): readonly AnalysedStatement[] {
  const about = innerStatements(statement).filter((each) => rule.concerns?.(each) === true);
  return about.length === 0 ? [statement] : about;
}

/** What the rules that look at a migration as a whole say; spans are relative to its first section. */
export function migrationFindings(
  migration: Migration,
  sections: readonly SectionAnalysis[],
  input: AnalysisInput,
): Required<Pick<MigrationAnalysis, "findings" | "accepted">> {
  const [first] = sections;
  if (first === undefined) return { findings: [], accepted: [] };
  const existed = (id: string): boolean => relationExistedIn(first.start, id);
  const wasThere = (object: ObjectBreakage): boolean => objectExistedIn(first.start, object);
  const inOrder = [...sections].sort((one, other) => rank(one) - rank(other));
  const whole = ofWhole(inOrder, inOrder[0]?.start ?? first.start);
  const facts = { migration, input, inSameSession: undefined, existed, objectExisted: wasThere, ...whole };
  const context = contextOf(first, first.statements, facts);
  const found: Finding[] = [];
  for (const active of activeRules(input.options, first.path, first.direction)) {
    const reports = active.rule.migration?.(context);
    for (const report of reports ?? []) found.push(toFinding(active, report, undefined, input));
  }
  return suppressWhole(found, first, input);
}

function rank({ direction }: SectionAnalysis): number {
  return direction === "up" ? 0 : 1;
}

type OfWhole = Pick<RuleContext, "leftByDown" | "runsNothingDown" | "isRolloutStep">;

/** What only all sections of a migration can tell, given in the order of up and down. */
function ofWhole(sections: readonly SectionAnalysis[], before: Catalogs): OfWhole {
  return {
    leftByDown: () => leftByDown(sections, before),
    runsNothingDown: () => runsNothingDown(sections),
    isRolloutStep: () => sections.some(({ text, span }) => isStep(text.slice(span.start, span.end))),
  };
}

const ofNone: OfWhole = { leftByDown: () => [], runsNothingDown: () => false, isRolloutStep: () => false };

function contextOf(
  section: Omit<AnalysedSection, "statements">,
  statements: readonly AnalysedStatement[],
  facts: Pick<FindingFacts, "migration" | "input" | "inSameSession" | "existed" | "objectExisted"> &
    Partial<OfWhole & Pick<RuleContext, "waitIsTold">>,
): RuleContext {
  const { format, options, project } = facts.input;
  const { id, label, hasDown, canAutocommit, ledger } = format;
  const { direction, path, span, transaction, because, assumed, endsSession } = section;
  return {
    section: { direction, path, span, transaction, because, assumed, endsSession, statements },
    migration: facts.migration,
    tool: {
      ...{ id, label, hasDown, canAutocommit },
      keeps: (setting) => keeps(format, setting),
      tableBySearchPath: ledger.bySearchPath === true ? ledger.table : undefined,
    },
    inSameSession: facts.inSameSession,
    goesDown: () => goesDown(project),
    statistics: options.statistics,
    lockTimeout: options.lockTimeout,
    timeZoneIsKnown: options.timeZoneIsKnown === true,
    leftByDown: facts.leftByDown ?? ofNone.leftByDown,
    runsNothingDown: facts.runsNothingDown ?? ofNone.runsNothingDown,
    isRolloutStep: facts.isRolloutStep ?? ofNone.isRolloutStep,
    waitIsTold: facts.waitIsTold ?? (() => false),
    existed: (relation) => facts.existed(relation),
    objectExisted: (object) => facts.objectExisted(object),
  };
}

function toFinding(
  { rule, severity, isGiven }: ActiveRule,
  report: Report,
  statement: AnalysedStatement | undefined,
  { options }: AnalysisInput,
): Finding {
  const message = brief(
    `${fill(rule.messages[report.message] ?? rule.summary, report.data ?? {})}${insideBody(rule, report, statement)}${assumption(rule, report, statement)}`,
    (statement?.outer ?? statement)?.statement,
  );
  // With sizes known, a message is about its own table.
  const alike = options.statistics.size === 0 ? report.message : message;
  return {
    rule: rule.id,
    severity: isGiven ? severity : (report.severity ?? severity),
    message,
    span: report.at ?? { start: 0, end: statement === undefined ? 0 : statement.statement.text.length },
    recipes: rule.recipes,
    majors: report.majors ?? options.majors,
    ...(rule.together === true ? { alike } : {}),
  };
}

function withRelated(
  finding: Finding,
  { related = [] }: SectionReport,
  statement: AnalysedStatement,
): Finding {
  if (related.length === 0) return finding;
  const places = related.map(({ statement: { span }, message }) => ({
    message,
    span: shift(span, -statement.span.start),
  }));
  return { ...finding, related: places };
}

/** What a statement of a body cannot be told to do there. */
function insideBody(
  { outsideBodies = [] }: Rule,
  { message }: Report,
  statement: AnalysedStatement | undefined,
): string {
  const isAdvised = statement?.outer !== undefined && outsideBodies.includes(message);
  return isAdvised ? " A body cannot do that: write it outside." : "";
}

/** A finding says what it assumes, unless that is all it says, or there is nothing grave in it. */
function assumption(
  { id, severity: own }: Rule,
  { severity = own }: Report,
  statement: AnalysedStatement | undefined,
): string {
  const [entry] = statement?.entries.values() ?? [];
  const clauses =
    entry === undefined || id === "unknown-relation" || severity === "info" ? [] : assumedBriefly(entry);
  return clauses.length === 0 ? "" : ` Assumed: ${clauses.join("; ")}.`;
}

function fill(template: string, data: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => data[key] ?? whole);
}
