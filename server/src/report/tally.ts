import { isAccepted } from "../analysis/accepted.ts";
import type { Accepted, MigrationAnalysis, StatementAnalysis } from "../analysis/analysis.ts";
import type { Direction } from "../formats/format.ts";
import type { Rollback } from "../recipes/inverse/rollback.ts";
import { LineIndex } from "../sql/offsets.ts";
import { risks, worse, type Risk } from "../timeline/risk.ts";

/** What a report says of all migrations together, counted as they go by. */
export class Tally {
  migrations = 0;
  statements = 0;
  readonly risks = new Map<Risk, number>(risks.map((risk) => [risk, 0]));
  /** How often each reason was met why a statement is not analysed. */
  readonly notAnalysed = new Map<string, number>();
  /** How many findings a baseline accepts. */
  inBaseline = 0;
  /** Migrations whose down was graded. */
  readonly rollbacks: { readonly path: string; readonly rollback: Rollback }[] = [];
  /** Whether a text cannot be read. */
  broken = false;
  /** Statements that are risky though nothing is found there: no rule says it, or the one that does is off. */
  readonly unsaid: {
    readonly path: string;
    readonly line: number;
    readonly risk: Risk;
    readonly because: string;
  }[] = [];
  /**
   * The worst risk that a run meets and nobody has accepted. Of a down section only what is certain to fail counts: that it drops what the up
   * section made is its purpose.
   */
  worst: Risk = "none";

  /** The same migrations, each counted once it has been taken. */
  *counted(
    migrations: Iterable<MigrationAnalysis>,
    display: (path: string) => string = (path) => path,
  ): Generator<MigrationAnalysis, void, undefined> {
    for (const migration of migrations) {
      this.#add(migration, display);
      yield migration;
    }
  }

  get analysed(): number {
    return [...this.notAnalysed.values()].reduce((left, count) => left - count, this.statements);
  }

  #add({ sections, accepted = [], rollback }: MigrationAnalysis, display: (path: string) => string): void {
    const path = sections[0]?.path;
    if (rollback !== undefined && path !== undefined) this.rollbacks.push({ path: display(path), rollback });
    this.migrations++;
    this.inBaseline += byBaseline(accepted);
    for (const { direction, statements, problems, accepted: known = [], text, path: file } of sections) {
      this.inBaseline += byBaseline(known);
      if (problems.length > 0) this.broken = true;
      for (const statement of statements)
        if (this.#addStatement(statement, direction)) this.#leaveUnsaid(statement, display(file), text);
    }
  }

  #leaveUnsaid({ span, risk, because }: StatementAnalysis, path: string, text: string): void {
    const { line } = new LineIndex(text).position(span.start);
    this.unsaid.push({ path, line, risk, because });
  }

  /** Whether its risk counts and no finding says so. */
  #addStatement(statement: StatementAnalysis, direction: Direction): boolean {
    const { risk, notAnalysed } = statement;
    this.statements++;
    this.risks.set(risk, (this.risks.get(risk) ?? 0) + 1);
    if (notAnalysed !== undefined)
      this.notAnalysed.set(notAnalysed, (this.notAnalysed.get(notAnalysed) ?? 0) + 1);
    this.inBaseline += byBaseline(statement.accepted ?? []);
    if (isAccepted(statement)) return false;
    // What is said of the text around it already is not said again of the statement.
    if (statement.statement.problem !== undefined && statement.findings.length > 0) this.broken = true;
    if (direction !== "up" && !isCertainToFail(statement)) return false;
    this.worst = worse(this.worst, risk);
    return statement.findings.length === 0 && risks.indexOf(risk) > risks.indexOf("low");
  }
}

function byBaseline(accepted: readonly Accepted[]): number {
  return accepted.filter(({ by }) => by === "baseline").length;
}

function isCertainToFail({ entries }: StatementAnalysis): boolean {
  return [...entries.values()].some(({ effects }) => effects.fails?.when === "always");
}
