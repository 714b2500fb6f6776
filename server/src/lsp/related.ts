import type { DiagnosticRelatedInformation } from "vscode-languageserver-protocol";
import type { MigrationAnalysis, SectionAnalysis, StatementAnalysis } from "../analysis/analysis.ts";
import type { Lock } from "../interpret/effects.ts";
import { blocksWrites } from "../interpret/locks.ts";
import type { Span } from "../sql/span.ts";
import { meanwhile, shortName } from "../timeline/words/locks.ts";
import { markdown } from "../timeline/words/style.ts";

/** The statement that created a relation. */
export interface Definition {
  readonly path: string;
  readonly span: Span;
}

const bySection = new WeakMap<SectionAnalysis, ReadonlyMap<string, Span>>();

/** Where the relations of a section's own making were created. */
function createdIn(section: SectionAnalysis): ReadonlyMap<string, Span> {
  const known = bySection.get(section);
  if (known !== undefined) return known;
  const created = new Map<string, Span>();
  for (const { span, entries } of section.statements) {
    const entry = [...entries.values()].at(-1);
    for (const change of entry?.outcome.changes ?? []) {
      if (change.collection !== "relation" || change.value === undefined) continue;
      if (entry?.before.get("relation", change.key) === undefined) created.set(change.key, span);
    }
  }
  bySection.set(section, created);
  return created;
}

/** Where a relation was created, or undefined where the project does not say. */
export function definitionOf(
  migrations: readonly MigrationAnalysis[],
  relation: string,
): Definition | undefined {
  for (const { sections } of migrations) {
    for (const section of sections) {
      if (section.direction !== "up") continue;
      const span = createdIn(section).get(relation);
      if (span !== undefined) return { path: section.path, span };
    }
  }
  return undefined;
}

/** The other tables that a statement locks against writes, each at the place where it was created before. */
export function relatedTables(
  upTo: () => readonly MigrationAnalysis[],
  statement: StatementAnalysis,
  locate: (definition: Definition) => DiagnosticRelatedInformation["location"] | undefined,
): readonly DiagnosticRelatedInformation[] {
  const entry = [...statement.entries.values()].at(-1);
  const [, ...others] = (entry?.effects.locks ?? []).filter(isBlockedTable);
  return others.flatMap((lock) => {
    const { relation, mode } = lock;
    const definition = definitionOf(upTo(), relation.id);
    const location = definition === undefined ? undefined : locate(definition);
    if (location === undefined) return [];
    const name = markdown.name(shortName(relation));
    return [{ location, message: `${name} is locked too (${mode}): ${meanwhile(lock)}.` }];
  });
}

function isBlockedTable({ relation, mode }: Lock): boolean {
  return blocksWrites(mode) && (relation.kind === "table" || relation.kind === "partitioned-table");
}
