import { analyseProject, updateFile } from "../../server/src/analysis/analyse.ts";
import type { AnalysisInput } from "../../server/src/analysis/input.ts";
import type { AnalysisOptions, ProjectAnalysis } from "../../server/src/analysis/analysis.ts";
import { StatementReader } from "../../server/src/analysis/statementReader.ts";
import type { FileTree, Format } from "../../server/src/formats/format.ts";
import type { Grammar } from "../../server/src/sql/grammar.ts";
import { StatementCache } from "../../server/src/sql/parse.ts";
import { options } from "../support/analyse.ts";

export const settings: AnalysisOptions = { ...options, majors: [14, 18] };

/** A project that is edited, with the memory of all edits before, and what a fresh start would make of it. */
export class Workbench {
  readonly files: Map<string, string>;
  readonly #format: Format;
  readonly #grammar: Grammar;
  readonly #reader: StatementReader;
  readonly #cache = new StatementCache();
  #options: AnalysisOptions = settings;
  #analysis: ProjectAnalysis;

  /** `isOpen`: whether somebody is typing in a file. */
  constructor(
    files: ReadonlyMap<string, string>,
    grammar: Grammar,
    format: Format,
    isOpen?: (path: string) => boolean,
  ) {
    this.files = new Map(files);
    this.#format = format;
    this.#grammar = grammar;
    this.#reader = new StatementReader(grammar, this.#cache, isOpen);
    this.#analysis = analyseProject(this.#input(this.#reader));
  }

  /** As the editor does: where a file decides how the folder is read, the whole folder is read again. */
  edit(path: string, text: string): void {
    this.files.set(path, text);
    const input = this.#input(this.#reader);
    const decides = this.#format.watches?.some((name) => path.endsWith(name)) ?? false;
    this.#analysis = decides
      ? analyseProject(input, this.#analysis)
      : updateFile(this.#analysis, path, input);
  }

  configure(given: AnalysisOptions): void {
    this.#options = given;
    this.#analysis = analyseProject(this.#input(this.#reader), this.#analysis);
  }

  get analysis(): ProjectAnalysis {
    return this.#analysis;
  }

  remembered(): unknown {
    return plainly(this.#analysis);
  }

  fresh(): unknown {
    return plainly(this.analysedAfresh());
  }

  analysedAfresh(): ProjectAnalysis {
    // Statements are known by their text, so that a cache of them remembers nothing of the edits.
    return analyseProject(this.#input(new StatementReader(this.#grammar, this.#cache)));
  }

  #input(reader: StatementReader): AnalysisInput {
    const texts = this.files;
    const tree: FileTree = { paths: [...texts.keys()], text: (path) => texts.get(path) };
    return {
      format: this.#format,
      project: this.#format.read(tree),
      options: this.#options,
      text: (path) => texts.get(path),
      read: (path, text, span) => {
        const { statements, splitProblems, pieces } = reader.read(path, text, span);
        return { statements, problems: splitProblems, pieces };
      },
    };
  }
}

/** Everything that users see, as plain data. */
function plainly({ migrations }: ProjectAnalysis): unknown {
  return migrations.map(({ migration, sections, findings, risk }) => ({
    version: migration.version,
    risk,
    findings,
    sections: sections.map(({ path, span, transaction, statements, problems, risk: worst }) => ({
      path,
      span,
      transaction,
      problems,
      worst,
      statements: statements.map((each) => ({
        text: each.statement.text,
        span: each.span,
        risk: each.risk,
        because: each.because,
        notAnalysed: each.notAnalysed,
        findings: each.findings,
        entries: [...each.entries].map(
          ([
            major,
            {
              effects,
              held,
              transaction: { open },
            },
          ]) => ({
            major,
            effects,
            held,
            open,
          }),
        ),
      })),
    })),
  }));
}
