import type { MigrationAnalysis, SectionAnalysis, StatementAnalysis } from "../analysis/analysis.ts";
import { toldTogether, type Told } from "../analysis/together.ts";
import type { Effects, Failure, Lock, RelationName, Unguarded, Work } from "../interpret/effects.ts";
import { remarkOn } from "../interpret/target.ts";
import type { TimelineEntry } from "../timeline/entry.ts";
import { LineIndex, type LinePosition } from "../sql/offsets.ts";
import { shift, type Span } from "../sql/span.ts";
import { assumedWords } from "../timeline/words/assumed.ts";
import { Later, Written } from "./jsonPieces.ts";
import { baselineOf, historyOf, type Reported } from "./reported.ts";
import type { Tally } from "./tally.ts";

/** The result of `check --format json`, for `jsonPieces`; INTERFACES.md fixes its shape. */
export function jsonReport(
  reported: readonly Reported[],
  majors: readonly number[],
  tally: Tally,
  more: Readonly<Record<string, unknown>> = {},
): unknown {
  return {
    version: 1,
    postgres: majors,
    postgresRemarks: Object.fromEntries(
      majors.flatMap((major) => {
        const remark = remarkOn(major);
        return remark === undefined ? [] : [[String(major), remark]];
      }),
    ),
    migrations: new Written(() => jsonSections(reported, tally)),
    summary: new Later(() => summaryOf(tally, reported)),
    problems: reported.flatMap(({ problems, display, text }) =>
      problems.map(({ path, code, message, span, refuses }) => ({
        path: display(path),
        code,
        severity: refuses === undefined ? "warning" : "error",
        message,
        range: rangeOf(new LineIndex(text(path)), span),
      })),
    ),
    ...more,
  };
}

function* jsonSections(reported: readonly Reported[], tally: Tally) {
  for (const project of reported)
    for (const migration of tally.counted(project.migrations, project.display))
      for (const section of migration.sections) yield jsonSection(project, migration, section);
}

function summaryOf(
  { migrations, statements, analysed, inBaseline, risks: byRisk }: Tally,
  reported: readonly Reported[],
) {
  const history = historyOf(reported);
  const baseline = baselineOf(reported, inBaseline);
  return {
    migrations,
    ...(history === undefined ? {} : { history }),
    ...(baseline === undefined ? {} : { baseline }),
    statements,
    analysed,
    risk: Object.fromEntries(byRisk),
  };
}

function jsonSection(
  { format, display, text }: Reported,
  { migration, findings, rollback }: MigrationAnalysis,
  section: SectionAnalysis,
) {
  const lines = new LineIndex(text(section.path));
  const first = section.path === migration.paths[0] && migration.sections[0]?.direction === section.direction;
  return {
    path: display(section.path),
    tool: format.id,
    migration: migration.version,
    name: migration.name,
    section: section.direction,
    transaction: section.transaction,
    ...(section.assumed === true ? { transactionAssumed: true } : {}),
    ...(section.because === undefined ? {} : { transactionBecause: section.because }),
    ...(first && rollback !== undefined ? { rollback } : {}),
    statements: new Written(() => jsonStatements(section, lines)),
    problems: section.problems.map(({ code, message, span }) => ({
      code,
      message,
      range: rangeOf(lines, span),
    })),
    hazards: first
      ? findings.map(({ rule, severity, message, recipes }) => ({
          rule,
          severity,
          message,
          range: rangeOf(lines, { start: section.span.start, end: section.span.start }),
          recipes,
        }))
      : [],
  };
}

function* jsonStatements({ statements }: SectionAnalysis, lines: LineIndex) {
  const told = toldTogether(statements, (offset) => lines.position(offset).line);
  for (const [index, statement] of statements.entries()) yield jsonStatement(statement, told(index), lines);
}

function jsonStatement(statement: StatementAnalysis, { findings, again }: Told, lines: LineIndex) {
  const { span } = statement;
  return {
    range: rangeOf(lines, span),
    sql: statement.statement.text,
    kind: statement.statement.kind,
    analysed: statement.notAnalysed === undefined,
    ...(statement.notAnalysed === undefined ? {} : { notAnalysed: statement.notAnalysed }),
    risk: statement.risk,
    ...(statement.accepted === undefined ? {} : { accepted: jsonAccepted(statement.accepted) }),
    effects: jsonByMajor(statement.entries),
    ...(again.length === 0 ? {} : { toldBefore: again.map(({ rule }) => rule) }),
    hazards: findings.map(({ rule, severity, message, recipes, related, span: at }) => ({
      rule,
      severity,
      message,
      range: rangeOf(lines, shift(at, span.start)),
      recipes,
      ...(related === undefined
        ? {}
        : {
            related: related.map((each) => ({
              message: each.message,
              range: rangeOf(lines, shift(each.span, span.start)),
            })),
          }),
    })),
  };
}

function jsonAccepted(accepted: NonNullable<StatementAnalysis["accepted"]>) {
  return accepted.map(({ finding: { rule, severity, message }, by, reason }) => ({
    ...{ rule, severity, message, by, reason },
  }));
}

/** What a statement does alike on majors in a row is put into words once. */
function jsonByMajor(entries: StatementAnalysis["entries"]): Readonly<Record<string, JsonEffects>> {
  const all: Record<string, JsonEffects> = {};
  let last: { readonly entry: TimelineEntry; readonly json: JsonEffects } | undefined;
  for (const [major, entry] of entries) {
    if (last === undefined || !isSaidAlike(last.entry, entry)) last = { entry, json: jsonEffects(entry) };
    all[String(major)] = last.json;
  }
  return all;
}

type JsonEffects = ReturnType<typeof jsonEffects>;

function isSaidAlike(one: TimelineEntry, other: TimelineEntry): boolean {
  return one.effects === other.effects && one.held === other.held && one.ifTogether === other.ifTogether;
}

function jsonEffects(entry: TimelineEntry) {
  const { effects, held, ifTogether } = entry;
  const assumes = assumedWords(entry);
  return {
    locks: effects.locks.filter(isNamed).map(jsonLock),
    work: effects.work.filter(isNamed).map(jsonWork),
    held: held.filter(isNamed).map(jsonLock),
    breaks: [...effects.breaks, ...(effects.breaksObjects ?? [])].map(({ code }) => code),
    destroys: effects.destroys.map(({ code, name }) => `${code} ${name}`),
    waits: effects.waits.map(({ code, relation }) =>
      relation === undefined ? code : `${code} ${nameOf(relation)}`,
    ),
    ...jsonFailure(effects.fails),
    ...(ifTogether === undefined ? {} : { failsAsOneString: { ...ifTogether } }),
    spared: effects.spared,
    ...(effects.unguards === undefined ? {} : { unguards: effects.unguards.map(jsonUnguarded) }),
    ...(assumes.length === 0 ? {} : { assumes }),
    ...jsonUnnamed(effects),
  };
}

interface OnRelation {
  readonly relation: RelationName;
}

function jsonLock({ relation, mode, ifRows }: Lock) {
  return { relation: relation.name, mode, ...(ifRows === undefined ? {} : { ifRows }) };
}

function jsonWork({ relation, kind, ifRows }: Work) {
  return { relation: relation.name, kind, ...(ifRows === undefined ? {} : { ifRows }) };
}

/** `foreign-keys public.orders`, `triggers public.orders.touched`, `session`. */
function jsonUnguarded({ code, relation, part }: Unguarded): string {
  const of = relation === undefined ? [] : [relation.name, ...(part === undefined ? [] : [part])];
  return [code, ...(of.length === 0 ? [] : [of.join(".")])].join(" ");
}

function isNamed({ relation }: OnRelation): boolean {
  return relation.unnamed !== true;
}

/** What happens to tables that no statement names, e.g. to the one of an index that no migration creates. */
function jsonUnnamed({ locks, work }: Effects) {
  const unnamed = {
    locks: locks.filter((lock) => !isNamed(lock)).map(jsonLock),
    work: work.filter((each) => !isNamed(each)).map(jsonWork),
  };
  return unnamed.locks.length + unnamed.work.length === 0 ? {} : { unnamed };
}

function nameOf(relation: RelationName): string {
  return relation.name;
}

function rangeOf(lines: LineIndex, span: Span): { readonly start: LinePosition; readonly end: LinePosition } {
  return { start: lines.position(span.start), end: lines.position(span.end) };
}

/** What depends on the rows' values is kept apart: `fails` is for what the statement itself makes certain. */
function jsonFailure(failure: Failure | undefined) {
  if (failure === undefined) return { fails: null };
  if (failure.when !== "if-violated") return { fails: { ...failure } };
  return { fails: null, mayFail: { sqlstate: failure.sqlstate, message: failure.message } };
}
