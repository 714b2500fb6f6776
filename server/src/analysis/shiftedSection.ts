import type { Catalog } from "../catalog/catalog.ts";
import type { Major } from "../interpret/target.ts";
import type { Timeline } from "../timeline/entry.ts";
import { ShiftedEntry, type Shift } from "../timeline/shifted.ts";
import type { SectionAnalysis, StatementAnalysis } from "./analysis.ts";
import type { Catalogs } from "./input.ts";
import { entriesAt } from "./reuse.ts";

type ShiftByMajor = ReadonlyMap<Major, Shift>;

/** A section as it was analysed, how its catalogs have changed since, and those behind it. */
interface Origin {
  readonly origin: SectionAnalysis;
  readonly shifts: ShiftByMajor;
  readonly ends: Catalogs;
}

const origins = new WeakMap<SectionAnalysis, Origin>();

const noShifts: ShiftByMajor = new Map();

export function originOf(section: SectionAnalysis): Origin {
  const known = origins.get(section);
  if (known !== undefined) return known;
  const ends = new Map<Major, Catalog>();
  for (const [major, { end }] of section.timelines) ends.set(major, end);
  const own = { origin: section, shifts: noShifts, ends };
  origins.set(section, own);
  return own;
}

/** A section that does what it did, on catalogs that have changed around it: those are made when asked for. */
class ShiftedSection implements SectionAnalysis {
  readonly #origin: SectionAnalysis;
  readonly #shifts: ShiftByMajor;
  #start: Catalogs | undefined;
  #timelines: SectionAnalysis["timelines"] | undefined;
  #statements: SectionAnalysis["statements"] | undefined;

  constructor(origin: SectionAnalysis, shifts: ShiftByMajor) {
    this.#origin = origin;
    this.#shifts = shifts;
  }

  get start(): Catalogs {
    const shifted = ([major, then]: [Major, Catalog]): [Major, Catalog] => [
      major,
      this.#shifts.get(major)?.of(then) ?? then,
    ];
    return (this.#start ??= new Map([...this.#origin.start].map(shifted)));
  }

  get timelines(): SectionAnalysis["timelines"] {
    return (this.#timelines ??= shiftedTimelines(this.#origin.timelines, this.#shifts));
  }

  get statements(): SectionAnalysis["statements"] {
    return (this.#statements ??= this.#origin.statements.map((each, index) =>
      shiftedStatement(each, index, () => this.timelines),
    ));
  }

  get direction(): SectionAnalysis["direction"] {
    return this.#origin.direction;
  }

  get path(): SectionAnalysis["path"] {
    return this.#origin.path;
  }

  get span(): SectionAnalysis["span"] {
    return this.#origin.span;
  }

  get transaction(): SectionAnalysis["transaction"] {
    return this.#origin.transaction;
  }

  get because(): SectionAnalysis["because"] {
    return this.#origin.because;
  }

  get assumed(): SectionAnalysis["assumed"] {
    return this.#origin.assumed;
  }

  get endsSession(): SectionAnalysis["endsSession"] {
    return this.#origin.endsSession;
  }

  get text(): SectionAnalysis["text"] {
    return this.#origin.text;
  }

  get splits(): SectionAnalysis["splits"] {
    return this.#origin.splits;
  }

  get substitutesEnvironment(): SectionAnalysis["substitutesEnvironment"] {
    return this.#origin.substitutesEnvironment;
  }

  get left(): SectionAnalysis["left"] {
    return this.#origin.left;
  }

  get problems(): SectionAnalysis["problems"] {
    return this.#origin.problems;
  }

  get risk(): SectionAnalysis["risk"] {
    return this.#origin.risk;
  }
}

/** `ends`: the catalogs behind it, per major. */
export function shiftedSection(
  origin: SectionAnalysis,
  shifts: ShiftByMajor,
  ends: Catalogs,
): SectionAnalysis {
  const section = new ShiftedSection(origin, shifts);
  origins.set(section, { origin, shifts, ends });
  return section;
}

function shiftedStatement(
  origin: StatementAnalysis,
  index: number,
  timelines: () => ReadonlyMap<Major, Timeline>,
): StatementAnalysis {
  let entries: StatementAnalysis["entries"] | undefined;
  return {
    ...origin,
    get entries() {
      entries ??= entriesAt(timelines(), index);
      return entries;
    },
  };
}

/** Majors that share a timeline go on sharing it. */
function shiftedTimelines(
  origins: ReadonlyMap<Major, Timeline>,
  shifts: ShiftByMajor,
): ReadonlyMap<Major, Timeline> {
  const made: { readonly origin: Timeline; readonly shift: Shift; readonly timeline: Timeline }[] = [];
  const found = new Map<Major, Timeline>();
  for (const [major, origin] of origins) {
    const shift = shifts.get(major);
    const twin = made.find((each) => each.origin === origin && each.shift === shift);
    const timeline = twin?.timeline ?? (shift === undefined ? origin : shiftedTimeline(origin, shift));
    if (shift !== undefined && twin === undefined) made.push({ origin, shift, timeline });
    found.set(major, timeline);
  }
  return found;
}

function shiftedTimeline({ mode, start, end, entries, settings }: Timeline, shift: Shift): Timeline {
  const shifted = entries.map((entry) => new ShiftedEntry(entry, shift));
  return { mode, start: shift.of(start), end: shift.of(end), entries: shifted, settings };
}
