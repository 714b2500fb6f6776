import { enumerateFew } from "../../timeline/words/lists.ts";
import { stops } from "../../timeline/words/locks.ts";
import { quotedStart } from "../../timeline/words/quoted.ts";
import { plain } from "../../timeline/words/style.ts";
import { breakageWords, destructionWords, objectBreakageWords } from "../../timeline/words/losses.ts";
import { sizeWords, workPredicate } from "../../timeline/words/work.ts";
import { codeSpan, markdownEscaped, markdownMessage } from "../markdownEscape.ts";
import type { RunbookStatement, RunbookSubject } from "./subject.ts";

/** What will happen: statement by statement, whom it breaks, what is lost. */
export function happens(subject: RunbookSubject): readonly string[] {
  const { statements } = subject;
  return [
    "## What will happen",
    "",
    sentBy(subject),
    "",
    "| Line | Statement | Locks | Work under them | Risk |",
    "| ---: | --- | --- | --- | --- |",
    ...statements.map((each) => row(each, subject)),
    "",
    ...list("Found by Lockkeeper:", statements.flatMap(findings)),
    ...list("The application:", statements.flatMap(breaks)),
    ...list("Gone afterwards:", statements.flatMap(losses)),
  ];
}

function sentBy({ commitsEach, migration, reported, statements }: RunbookSubject): string {
  const tool = reported.format.label;
  const how = commitsEach
    ? "not as one transaction: what is through stays, whatever becomes of the rest"
    : "in one transaction: each lock is held until the last statement is through, and all of it or nothing stays";
  const many = statements.length === 1 ? "one statement" : `${statements.length} statements`;
  return markdownEscaped(`${tool} sends ${many} of migration ${migration.migration.version} ${how}.`);
}

function row({ line, analysis, entry }: RunbookStatement, { reported }: RunbookSubject): string {
  const { effects } = entry;
  const locks = effects.locks
    .filter(({ relation }) => !relation.kind.endsWith("index"))
    .map(({ mode, relation }) => `${mode} on ${relation.name} (${stops(mode)} wait)`);
  const { statistics } = reported.options;
  const work = effects.work.map(
    (each) => `${each.relation.name} ${workPredicate(each)} (${sizeWords(each, statistics)})`,
  );
  const notAnalysed = analysis.notAnalysed === undefined ? [] : [`not analysed: ${analysis.notAnalysed}`];
  const cells = [
    `${line}`,
    codeSpan(quotedStart(analysis.statement.text).slice(1, -1)).replaceAll("|", "\\|"),
    markdownEscaped([...notAnalysed, enumerateFew(locks)].join("; ") || "none on what is there"),
    markdownEscaped(enumerateFew(work) || "none"),
    markdownEscaped(analysis.because === "" ? analysis.risk : `${analysis.risk}: ${analysis.because}`),
  ];
  return `| ${cells.join(" | ")} |`;
}

function findings({ line, analysis }: RunbookStatement): readonly string[] {
  return analysis.findings.map(
    ({ message, rule }) => `line ${line}: ${markdownMessage(message)} (${codeSpan(rule)})`,
  );
}

function breaks({ line, entry: { effects } }: RunbookStatement): readonly string[] {
  return [
    ...effects.breaks.map((each) => breakageWords(each, plain)),
    ...(effects.breaksObjects ?? []).map((each) => objectBreakageWords(each, plain)),
  ].map((words) => `line ${line} breaks ${markdownEscaped(words)}`);
}

function losses({ line, entry: { effects } }: RunbookStatement): readonly string[] {
  return effects.destroys.map((each) => `line ${line}: ${markdownEscaped(destructionWords(each, plain))}`);
}

function list(heading: string, items: readonly string[]): readonly string[] {
  const once = [...new Set(items)];
  return once.length === 0 ? [] : [heading, "", ...once.map((item) => `- ${item}`), ""];
}
