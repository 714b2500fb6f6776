import type { Relation } from "../../catalog/relations.ts";
import type { Lock } from "../../interpret/effects.ts";
import { atLeast, blocksReads, blocksWrites } from "../../interpret/locks.ts";
import type { Major } from "../../interpret/target.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { Statistics } from "../../timeline/statistics.ts";
import { enumerateFew } from "../../timeline/words/lists.ts";
import { blocks, describeLocks, strongest } from "../../timeline/words/locks.ts";
import { waits, workInWords } from "../../timeline/words/waiting.ts";
import type { AnalysedStatement, Report, RuleContext } from "../rule.ts";

/** The majors on which a statement does something, and what it does on the first of them. */
export interface Affected {
  readonly majors: readonly Major[];
  readonly entry: TimelineEntry;
}

/** Asks each major's timeline entry, one that several have in a row once; undefined where none answers yes. */
export function firstAffected(
  statement: AnalysedStatement,
  test: (entry: TimelineEntry) => boolean,
): Affected | undefined {
  const majors: Major[] = [];
  let first: TimelineEntry | undefined;
  let asked: TimelineEntry | undefined;
  let answer = false;
  for (const [major, entry] of statement.entries) {
    if (entry !== asked) {
      asked = entry;
      answer = test(entry);
    }
    if (!answer) continue;
    majors.push(major);
    first ??= entry;
  }
  return first === undefined ? undefined : { majors, entry: first };
}

/** Whether that holds on any major. */
export function onSome({ entries }: AnalysedStatement, test: (entry: TimelineEntry) => boolean): boolean {
  return [...entries.values()].some(test);
}

/** Locks on relations that existed before the migration; nobody uses newer ones yet. */
export function locksOnOld(entry: TimelineEntry, context: RuleContext): readonly Lock[] {
  return entry.effects.locks.filter(({ relation }) => context.existed(relation.id));
}

/** Work on relations that existed before the migration. */
export function workOnOld(entry: TimelineEntry, context: RuleContext): TimelineEntry["effects"]["work"] {
  return entry.effects.work.filter(({ relation }) => context.existed(relation.id));
}

/** What every message needs: the locks, what they block, for how long, and on which tables. */
export function words({ entry }: Affected, context: RuleContext): Readonly<Record<string, string>> {
  const locks = locksOnOld(entry, context).filter(({ mode }) => atLeast(mode, "SHARE UPDATE EXCLUSIVE"));
  const best = strongest(locks);
  return {
    locks: best === undefined ? "no lock that others wait for" : describeLocks(locks),
    blocks: best === undefined ? "blocks nothing" : blocks(best.mode),
    tables: tablesOf(locks),
    waits: waits({ work: workOnOld(entry, context) }, locks, context.statistics),
    duration: briefly(workOnOld(entry, context), context.statistics),
  };
}

/** `public.users and public.orders`: the tables that are locked. */
export function tablesOf(locks: readonly Lock[]): string {
  const tables = locks.filter(({ relation }) => !isIndex(relation.kind));
  return enumerateFew(
    tables.length > 0
      ? tables.map(({ relation }) => relation.name)
      : locks.map(({ relation }) => `the table of ${relation.name}`),
  );
}

/** How long the locks are held: `while public.users is scanned to check every row`. */
function briefly(work: TimelineEntry["effects"]["work"], statistics: Statistics): string {
  if (work.length === 0) return "but only briefly, once granted";
  return `while ${workInWords(work, statistics)}`;
}

/** A report of what a statement does, with the usual words filled in. */
export function report(
  found: Affected,
  context: RuleContext,
  message: string,
  more: {
    readonly at?: Report["at"] | undefined;
    readonly data?: Readonly<Record<string, string>>;
    readonly severity?: Report["severity"];
  } = {},
): Report {
  return {
    message,
    data: { ...words(found, context), ...more.data },
    majors: found.majors,
    ...(more.at === undefined ? {} : { at: more.at }),
    ...(more.severity === undefined ? {} : { severity: more.severity }),
  };
}

/** Whether the statement works on old relations while locks of its own stop reads, or writes at least. */
export function worksWhile(blocked: "reads" | "writes", entry: TimelineEntry, context: RuleContext): boolean {
  const blocking = blocked === "reads" ? blocksReads : blocksWrites;
  return (
    workOnOld(entry, context).length > 0 && locksOnOld(entry, context).some(({ mode }) => blocking(mode))
  );
}

export function isIndex(kind: Relation["kind"]): boolean {
  return kind === "index" || kind === "partitioned-index";
}
