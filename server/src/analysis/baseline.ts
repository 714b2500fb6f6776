import * as z from "zod";
import { risks, type Risk } from "../timeline/risk.ts";
import type { SqlProblem } from "../sql/span.ts";
import type { Accepted, Finding, MigrationAnalysis, SectionAnalysis, StatementAnalysis } from "./analysis.ts";
import { fingerprint } from "./fingerprint.ts";

/** The name that a baseline of findings has where none is given. */
export const baselineFile = "lockkeeper-baseline.json";

const entry = z.strictObject({
  /** Fingerprint of the statement, or of what else is complained of. */
  statement: z.string(),
  /** Its beginning, for whoever reads the file. */
  sql: z.string(),
  risk: z.enum(risks),
  /** What was found there; a rule as often as it was. */
  rules: z.array(z.string()),
});
const shape = z.strictObject({
  lockkeeper: z.literal("findings"),
  version: z.literal(1),
  /** By path, relative to the file. */
  files: z.record(z.string(), z.array(entry)),
});

export type BaselineEntry = z.infer<typeof entry>;
export type BaselineFiles = Readonly<Record<string, readonly BaselineEntry[]>>;

/** Reads a baseline of findings; undefined where the text is something else. */
export function readFindingsBaseline(text: string): BaselineFiles | undefined {
  try {
    const read = shape.safeParse(JSON.parse(text.replace(/^\uFEFF/, "")));
    return read.success ? read.data.files : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a baseline: files by name, a statement on each line, so that a change of it can be read. */
export function writeFindingsBaseline(files: BaselineFiles): string {
  const parts = Object.keys(files)
    .sort()
    .flatMap((path) => {
      const entries = files[path] ?? [];
      if (entries.length === 0) return [];
      return [
        `    ${JSON.stringify(path)}: [\n${entries.map((each) => `      ${JSON.stringify(each)}`).join(",\n")}\n    ]`,
      ];
    });
  const body = parts.length === 0 ? "{}" : `{\n${parts.join(",\n")}\n  }`;
  return `{\n  "lockkeeper": "findings",\n  "version": 1,\n  "files": ${body}\n}\n`;
}

const longest = 80;

function entryOf(text: string, risk: Risk, found: readonly string[]): BaselineEntry {
  const line = text.replace(/\s+/g, " ").trim();
  const sql = line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
  return { statement: fingerprint(text), sql, risk, rules: [...found] };
}

/** What a baseline keeps of a problem of the project, which has no statement. */
export function problemEntry({ code, message }: Pick<SqlProblem, "code" | "message">): BaselineEntry {
  return entryOf(message, "none", [code]);
}

/** What a baseline keeps of a migration, by the path within its project. */
export function baselineEntries({
  sections,
  findings,
}: MigrationAnalysis): readonly (readonly [string, BaselineEntry])[] {
  const [first] = sections;
  const whole = findings.map(({ rule }) => rule);
  const kept: (readonly [string, BaselineEntry])[] = [];
  if (first !== undefined && whole.length > 0) kept.push([first.path, entryOf("", "none", whole)]);
  for (const section of sections) {
    for (const problem of section.problems)
      kept.push([section.path, entryOf(textOf(section, problem), "none", [problem.code])]);
    for (const { findings: own, risk, statement } of section.statements)
      if (own.length > 0 || risk === "high" || risk === "critical")
        kept.push([
          section.path,
          entryOf(
            statement.text,
            risk,
            own.map(({ rule }) => rule),
          ),
        ]);
  }
  return kept;
}

/** A problem of the text between statements as a finding, with its place in the file. */
export function asFinding({ code, message, span }: SqlProblem): Finding {
  return { rule: code, severity: "error", message, span, recipes: [], majors: [] };
}

function textOf({ text }: SectionAnalysis, { span }: SqlProblem): string {
  return text.slice(span.start, span.end);
}

/** A baseline, as it is held against the analysis of one run: each of its entries accepts one statement. */
export class FindingsBaseline {
  readonly #left: ReadonlyMap<string, BaselineEntry[]>;
  readonly #name: string;
  readonly #seen = new Set<string>();

  /** `name`: of the file, as the user sees it. */
  constructor(files: BaselineFiles, name: string) {
    this.#left = new Map(Object.entries(files).map(([path, entries]) => [path, [...entries]]));
    this.#name = name;
  }

  /** The migration without what the baseline accepts. `keyOf` gives the path of a file within the baseline. */
  apply(migration: MigrationAnalysis, keyOf: (path: string) => string): MigrationAnalysis {
    const [first] = migration.sections;
    const whole = first === undefined ? undefined : this.#take(keyOf(first.path), "", "none");
    return {
      ...migration,
      ...(whole === undefined ? {} : this.#ofWhole(migration, whole.rules)),
      sections: migration.sections.map((section) => this.#section(section, keyOf(section.path))),
    };
  }

  /** Whether it accepts a problem of the project. */
  accepts(key: string, problem: Pick<SqlProblem, "code" | "message">): boolean {
    return this.#take(key, problem.message, "none", problem.code) !== undefined;
  }

  /** Entries that accept nothing any more, of the files that were looked at and of those that `isGone`. */
  stale(isGone: (key: string) => boolean): number {
    return [...this.#left].reduce(
      (sum, [key, entries]) => sum + (this.#seen.has(key) || isGone(key) ? entries.length : 0),
      0,
    );
  }

  #ofWhole({ findings, accepted = [] }: MigrationAnalysis, known: readonly string[]) {
    const taken = this.#without(findings, known);
    return { findings: taken.findings, accepted: [...accepted, ...taken.accepted] };
  }

  #section(section: SectionAnalysis, key: string): SectionAnalysis {
    this.#seen.add(key);
    if ((this.#left.get(key) ?? []).length === 0) return section;
    const accepted: Accepted[] = [];
    const problems = section.problems.filter((problem) => {
      if (this.#take(key, textOf(section, problem), "none", problem.code) === undefined) return true;
      accepted.push({ finding: asFinding(problem), by: "baseline", reason: this.#name });
      return false;
    });
    const statements = section.statements.map((statement) => this.#statement(statement, key));
    return { ...section, problems, statements, ...(accepted.length === 0 ? {} : { accepted }) };
  }

  #statement(statement: StatementAnalysis, key: string): StatementAnalysis {
    if (statement.findings.length === 0 && statement.risk === "none") return statement;
    const known = this.#take(key, statement.statement.text, statement.risk);
    if (known === undefined) return statement;
    const { findings, accepted } = this.#without(statement.findings, known.rules);
    return { ...statement, findings, accepted: [...(statement.accepted ?? []), ...accepted] };
  }

  #without(findings: readonly Finding[], known: readonly string[]) {
    const left = [...known];
    const accepted: Accepted[] = [];
    const kept = findings.filter((finding) => {
      const at = left.indexOf(finding.rule);
      if (at < 0) return true;
      left.splice(at, 1);
      accepted.push({ finding, by: "baseline", reason: this.#name });
      return false;
    });
    return { findings: kept, accepted };
  }

  /** An entry of a text, which then accepts nothing else. What has become riskier since is news. */
  #take(key: string, text: string, risk: Risk, rule?: string): BaselineEntry | undefined {
    this.#seen.add(key);
    const entries = this.#left.get(key);
    if (entries === undefined || entries.length === 0) return undefined;
    const wanted = fingerprint(text);
    const at = entries.findIndex(
      (each) =>
        each.statement === wanted &&
        risks.indexOf(each.risk) >= risks.indexOf(risk) &&
        (rule === undefined || each.rules.includes(rule)),
    );
    return at < 0 ? undefined : entries.splice(at, 1)[0];
  }
}
