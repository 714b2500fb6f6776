import type { Section } from "../../formats/format.ts";
import { isAlone } from "../../formats/sending.ts";
import type { Major } from "../../interpret/target.ts";
import type { PlacedStatement, Statement } from "../../sql/statement.ts";
import { Across } from "../../timeline/across.ts";
import type { Timeline, TimelineEntry } from "../../timeline/entry.ts";
import { foldSection } from "../../timeline/timeline.ts";
import type { Catalogs, History } from "../history.ts";

/** A section that is about to be folded. */
export interface Part {
  readonly section: Section;
  readonly statements: readonly PlacedStatement[];
  /** What the same section was when it was folded over another catalog; makes folding it again cheap. */
  readonly previous?: ReadonlyMap<Major, Timeline>;
  /** The last of its migration in its direction: what comes next may run in another session. */
  readonly endsSession: boolean;
}

/** A statement that was folded, with its place. */
export interface Passed extends PlacedStatement {
  readonly section: Section;
  readonly entries: ReadonlyMap<Major, TimelineEntry>;
}

/** Sections folded one after the other. */
export interface Passage {
  readonly passed: readonly Passed[];
  readonly end: Catalogs;
}

/** How all sections of a project are folded. */
export type Manner = Pick<History, "timeZone" | "assumesMissing">;

export function pass(parts: readonly Part[], start: Catalogs, manner: Manner): Passage {
  const passed: Passed[] = [];
  let catalogs = start;
  for (const part of parts) {
    const timelines = foldPart(part, catalogs, manner);
    part.statements.forEach((placed, index) => {
      const entries = new Map<Major, TimelineEntry>();
      for (const [major, { entries: all }] of timelines) {
        const entry = all[index];
        if (entry !== undefined) entries.set(major, entry);
      }
      passed.push({ ...placed, section: part.section, entries });
    });
    catalogs = new Map([...timelines].map(([major, { end }]) => [major, end]));
  }
  return { passed, end: catalogs };
}

function foldPart(
  { section, statements, previous, endsSession }: Part,
  start: Catalogs,
  { timeZone, assumesMissing }: Manner,
): ReadonlyMap<Major, Timeline> {
  const list = statements.map(({ statement }) => statement);
  const { transaction: mode, splits, assumed = false } = section;
  const alone = ({ text }: Statement): boolean => isAlone(text, section);
  const across = new Across();
  return new Map(
    [...start].map(([major, catalog]) => {
      const old = previous?.get(major);
      return [
        major,
        foldSection(
          catalog,
          { mode, statements: list, major, timeZone, splits, endsSession, assumesMissing, assumed, alone },
          old?.mode === mode ? old : undefined,
          across,
        ),
      ];
    }),
  );
}
