import type { Severity } from "../rules/rule.ts";
import type { Found } from "./found.ts";

const columns: readonly Severity[] = ["error", "warning", "info"];

/** How often each rule has found something, by severity. */
export class RuleTable {
  readonly #counts = new Map<string, Record<Severity, number>>();

  add({ rule, severity }: Found): void {
    const known = this.#counts.get(rule) ?? { error: 0, warning: 0, info: 0 };
    known[severity]++;
    this.#counts.set(rule, known);
  }

  /** The rules with their counts, the gravest and most frequent first. */
  rows(): readonly (readonly [string, Readonly<Record<Severity, number>>])[] {
    const weight = (counts: Readonly<Record<Severity, number>>): readonly number[] =>
      columns.map((severity) => counts[severity]);
    return [...this.#counts].sort(([one, mine], [other, theirs]) => {
      const [a, b] = [weight(mine), weight(theirs)];
      const at = a.findIndex((count, index) => count !== b[index]);
      return at < 0 ? one.localeCompare(other, "en") : (b[at] ?? 0) - (a[at] ?? 0);
    });
  }

  total(severity: Severity): number {
    return [...this.#counts.values()].reduce((sum, counts) => sum + counts[severity], 0);
  }

  /** As a table in text; nothing where nothing was found. */
  lines(): readonly string[] {
    if (this.#counts.size === 0) return [];
    const line = (cells: readonly string[], rule: string): string =>
      `${cells.map((cell, index) => cell.padStart((columns[index] ?? "").length + 3)).join("")}   ${rule}`;
    const cellsOf = (count: (severity: Severity) => number) =>
      columns.map((severity) => (count(severity) === 0 ? "-" : String(count(severity))));
    return [
      line(
        columns.map((severity) => `${severity}s`),
        "rule",
      ),
      ...this.rows().map(([rule, counts]) =>
        line(
          cellsOf((severity) => counts[severity]),
          rule,
        ),
      ),
      line(
        cellsOf((severity) => this.total(severity)),
        "together",
      ),
    ];
  }
}
