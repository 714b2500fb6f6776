import type { Catalog } from "../catalog/catalog.ts";
import type { CollectionName, Patch } from "../catalog/collections.ts";
import { isNone, sizeOf } from "../catalog/delta.ts";
import type { Major } from "../interpret/target.ts";
import { driftFrom, noteDrift } from "../timeline/drifts.ts";
import type { LeftByMajor } from "../timeline/leftBehind.ts";
import { Shifts, type Shift } from "../timeline/shifted.ts";
import type { MigrationAnalysis, SectionAnalysis } from "./analysis.ts";
import type { Catalogs } from "./input.ts";
import { looksAt } from "./looksAt.ts";
import { originOf, shiftedSection } from "./shiftedSection.ts";

/** Entries by which catalogs may differ from known ones before they are built anew. */
const longestDelta = 1024;

/** What belongs to the session or the transaction, and so goes other ways than through the catalogs. */
const ofSessions: readonly CollectionName[] = ["setting", "localSetting", "prepared"];

/** What comes to a migration from those before it. */
interface Given {
  readonly before: Catalogs;
  readonly left: LeftByMajor;
  readonly goesDown: boolean;
}

/**
 * The migrations behind an edit that it does not concern: nothing that they look at is another. Their analysis is what
 * it was, on catalogs that have changed around it and are made when somebody asks for them.
 */
export class PassedBy {
  readonly #known = new WeakSet<MigrationAnalysis>();
  #shifts = new Map<Major, Shifts>();

  has(migration: MigrationAnalysis): boolean {
    return this.#known.has(migration);
  }

  /** Undefined where the migration must be analysed. */
  pass(previous: MigrationAnalysis, given: Given): MigrationAnalysis | undefined {
    const passed = isSameRun(previous, given) ? this.#passed(previous, given.before) : undefined;
    if (passed === undefined) this.#shifts = new Map();
    else this.#known.add(passed);
    return passed;
  }

  #passed(previous: MigrationAnalysis, before: Catalogs): MigrationAnalysis | undefined {
    const deltas = deltasBetween(previous.before, before);
    if (deltas === undefined) return undefined;
    const isConcerned = ({ delta }: Drift): boolean =>
      previous.sections.some((section) => looksAt(originOf(section).origin, delta));
    if ([...deltas.values()].some(isConcerned)) return undefined;
    let now = before;
    let after = before;
    const sections = new Map<SectionAnalysis, SectionAnalysis>();
    for (const direction of ["up", "down"] as const)
      for (const section of previous.sections) {
        if (section.direction !== direction) continue;
        const { passed, ends } = this.#section(section, now, deltas);
        sections.set(section, passed);
        now = ends;
        if (direction === "up") after = ends;
      }
    const { migration, findings, risk, left, goesDown } = previous;
    const all = previous.sections.map((section) => sections.get(section) ?? section);
    return { migration, sections: all, findings, risk, before, after, left, goesDown };
  }

  #section(
    section: SectionAnalysis,
    now: Catalogs,
    deltas: ReadonlyMap<Major, Drift>,
  ): { readonly passed: SectionAnalysis; readonly ends: Catalogs } {
    const { origin, shifts, ends: known } = originOf(section);
    const own = new Map<Major, Shift>();
    const ends = new Map<Major, Catalog>();
    for (const [major, catalog] of now) {
      const start = origin.start.get(major);
      const end = known.get(major);
      const drift = deltas.get(major);
      const last = origin.timelines.get(major)?.end;
      if (start === undefined || end === undefined || last === undefined || drift === undefined) continue;
      const shift = this.#shiftsOf(drift.like).after(shifts.get(major), drift.delta, () => [start, catalog]);
      shift?.note(start, catalog);
      if (shift !== undefined) own.set(major, shift);
      const next = shift?.of(last) ?? last;
      noteDrift(end, next, drift.delta);
      ends.set(major, next);
    }
    return { passed: own.size === 0 ? origin : shiftedSection(origin, own, ends), ends };
  }

  #shiftsOf(major: Major): Shifts {
    const known = this.#shifts.get(major) ?? new Shifts();
    this.#shifts.set(major, known);
    return known;
  }
}

/** Settings that are carried from file to file are held against catalogs as a whole, so those are left alone. */
function isSameRun(previous: MigrationAnalysis, { left, goesDown }: Given): boolean {
  return previous.goesDown === goesDown && isEmpty(left) && isEmpty(previous.left.before);
}

function isEmpty(left: LeftByMajor): boolean {
  for (const each of left.values()) if (each.size > 0) return false;
  return true;
}

/** How a major's catalog has changed, and the first major of which that is so too. */
interface Drift {
  readonly delta: Patch;
  readonly like: Major;
}

/** Undefined where that is not known, or where it is so much that new maps are the better way. */
function deltasBetween(then: Catalogs, now: Catalogs): ReadonlyMap<Major, Drift> | undefined {
  const found = new Map<Major, Drift>();
  for (const [major, catalog] of now) {
    const before = then.get(major);
    const twin = [...found.keys()].find((other) => now.get(other) === catalog && then.get(other) === before);
    const known = twin === undefined ? undefined : found.get(twin);
    const delta = known?.delta ?? (before === undefined ? undefined : driftFrom(before, catalog));
    if (delta === undefined || sizeOf(delta) > longestDelta || isNone(delta)) return undefined;
    if (ofSessions.some((collection) => delta[collection] !== undefined)) return undefined;
    found.set(major, known ?? { delta, like: major });
  }
  return found;
}
