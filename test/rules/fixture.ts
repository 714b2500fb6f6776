import { analyseProject } from "../../server/src/analysis/analyse.ts";
import type { Finding, MigrationAnalysis, ProjectAnalysis } from "../../server/src/analysis/analysis.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { dbmate } from "../../server/src/formats/dbmate.ts";
import { formatById } from "../../server/src/formats/detect.ts";
import type { Direction, Migration, TransactionMode } from "../../server/src/formats/format.ts";
import type { Major } from "../../server/src/interpret/target.ts";
import { readStatements, StatementCache } from "../../server/src/sql/parse.ts";
import { asking, options } from "../support/analyse.ts";

/*
 * A fixture is SQL that psql could run, with what is found in it as comments below the line:
 *
 *     -- migration                 begins a migration, sent in one transaction
 *     -- migration: autocommit     or as that TransactionMode says; `assumed` is one string, by guess
 *     ALTER TABLE users ADD COLUMN country text NOT NULL;
 *     -- ^ warning[adds-required-column] `ADD COLUMN country text NOT NULL`
 *     -- | The message, whole.
 *     -- down                      begins the down section of the migration
 *
 * A first line `-- tool: goose` says that the tool is another one than dbmate, and `-- asks: RULE` that
 * a rule is asked which is off by default.
 * The words in backquotes are what is underlined, `…` standing for their middle where they are long or go over lines;
 * `#2` behind them says that they are the second of these words in the statement. A statement without such lines is
 * one in which nothing is found.
 */

const path = "fixture.sql";
const majors: readonly Major[] = [14, 15, 16, 17, 18];
const expectation = /^-- [\^|] /u;
const boundary = /^-- (?:migration(?:: (?<mode>[\w-]+))?|(?<down>down))$/u;
const modes: readonly TransactionMode[] = ["single", "implicit", "autocommit", "pipeline", "all-pending"];

/** A fixture's SQL without what it expects, analysed. */
export interface Fixture {
  readonly text: string;
  readonly analysis: ProjectAnalysis;
}

export async function analyseFixture(annotated: string): Promise<Fixture> {
  const text = annotated
    .split("\n")
    .filter((line) => !expectation.test(line))
    .join("\n");
  const grammar = await loadGrammar();
  const cache = new StatementCache();
  const format = formatById(/^-- tool: (\S+)\n/u.exec(text)?.[1] ?? "") ?? dbmate;
  const analysis = analyseProject({
    format,
    project: { format: format.id, migrations: migrationsOf(text), problems: [] },
    options: { ...options, ...asking(/^-- asks: (\S+)\n/u.exec(text)?.slice(1) ?? []), majors },
    text: () => text,
    read: (_path, whole, span) => {
      const { statements, splitProblems, pieces } = readStatements(whole, span, grammar, cache);
      return { statements, problems: splitProblems, pieces };
    },
  });
  return { text, analysis };
}

function migrationsOf(text: string): readonly Migration[] {
  const migrations: Migration[] = [];
  let mode: TransactionMode = "single";
  let assumed = false;
  for (const { match, span } of parts(text)) {
    const direction: Direction = match.groups?.["down"] === undefined ? "up" : "down";
    const named = match.groups?.["mode"];
    if (direction === "up") {
      assumed = named === "assumed";
      mode = assumed ? "implicit" : (modes.find((one) => one === named) ?? "single");
    }
    const section = { direction, path, span, transaction: mode, splits: false, assumed };
    const last = migrations.at(-1);
    if (direction === "up" || last === undefined)
      migrations.push({
        version: String(migrations.length + 1),
        name: "",
        sections: [section],
        paths: [path],
      });
    else migrations[migrations.length - 1] = { ...last, sections: [...last.sections, section] };
  }
  return migrations;
}

function parts(text: string) {
  const found: { readonly match: RegExpExecArray; readonly span: { start: number; end: number } }[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const match = boundary.exec(line);
    const last = found.at(-1);
    if (match !== null) {
      if (last !== undefined) last.span.end = start;
      found.push({ match, span: { start: start + line.length + 1, end: text.length } });
    }
    start += line.length + 1;
  }
  return found;
}

/** The fixture with all that is found in it. */
export function annotate({ text, analysis }: Fixture): string {
  const below = new Map<number, string[]>();
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length - 1;
  const add = (line: number, findings: readonly string[]): void => {
    if (findings.length > 0) below.set(line, [...(below.get(line) ?? []), ...findings]);
  };
  for (const migration of analysis.migrations) {
    const up = migration.sections[0]?.span.start ?? 0;
    add(
      lineOf(up) - 1,
      migration.findings.flatMap((finding) => shown(finding, "")),
    );
    for (const { statement, span, findings } of statementsOf(migration))
      add(
        lineOf(span.end),
        findings.flatMap((finding) => shown(finding, wordsOf(finding, statement.text))),
      );
  }
  return text
    .split("\n")
    .flatMap((line, index) => [line, ...(below.get(index) ?? [])])
    .join("\n");
}

export function statementsOf({ sections }: MigrationAnalysis) {
  return sections.flatMap(({ statements }) => statements);
}

function shown({ severity, rule, message, majors: on }: Finding, words: string): readonly string[] {
  const where = on.length === majors.length ? "" : ` on ${on.join(", ")}`;
  return [`-- ^ ${severity}[${rule}]${where}${words === "" ? "" : ` ${words}`}`, `-- | ${message}`];
}

/** What is underlined: the words themselves, shortened where they do not fit into a line. */
function wordsOf({ span }: Finding, text: string): string {
  const whole = text.slice(span.start, span.end);
  const before = text.slice(0, span.start).split(whole).length;
  const short =
    whole.length <= 90 && !whole.includes("\n")
      ? whole
      : `${whole.slice(0, 40).split("\n")[0]?.trimEnd() ?? ""} … ${whole.slice(-30).split("\n").at(-1)?.trimStart() ?? ""}`;
  return `\`${short}\`${before > 1 ? ` #${before}` : ""}`;
}
