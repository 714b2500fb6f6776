import { Catalog } from "../../catalog/catalog.ts";
import type { Section } from "../../formats/format.ts";
import type { Major } from "../../interpret/target.ts";
import type { FoldedMigration, FoldedSection } from "../history.ts";
import type { PlannedProject } from "../planning.ts";
import type { Refusal } from "../recipe.ts";
import { sendingOf } from "../support/sending.ts";
import { inverseOf, isConcurrent, type InverseManner, type UpSection } from "./inverseOf.ts";
import { DownSection, type Placed } from "./place.ts";
import { scriptOf } from "./script.ts";
import type { Remark, Undo } from "./undo.ts";
import { leftInWords } from "../../catalog/differences/leftInWords.ts";
import { verifyInverse, type Failing, type Verified } from "./verifyInverse.ts";

/**
 * - `reversible`: up and down end where they began;
 * - `lossy`: the catalog does, but data that the up destroyed does not come back;
 * - `irreversible`: something of the catalog stays other than it was.
 */
export type Grade = "reversible" | "lossy" | "irreversible";

/** What undoes a migration, written from the catalogs before and after each of its statements. */
export interface WrittenDown {
  readonly grade: Grade;
  /** The text of the down section. */
  readonly script: string;
  /** In the order in which they run. */
  readonly statements: readonly string[];
  readonly remarks: readonly Remark[];
  /** The project's files with it; undefined where the tool has no place for it, or where there is a down already. */
  readonly placed: Placed | undefined;
}

/** Writes the down of a migration, and verifies by the interpreter that up and down end at the catalog before. */
export function downFor(migration: FoldedMigration, planned: PlannedProject): WrittenDown | Refusal {
  const ups = migration.sections.filter(({ direction }) => direction === "up");
  const [major] = planned.options.majors;
  const [first] = ups;
  if (first === undefined || major === undefined) return { refused: "This migration has no up section." };
  if (migration.migration.repeatable === true)
    return { refused: "A repeatable migration has no down: it is run again whenever it changes." };
  return new Attempts(migration, ups, first, planned, major).best();
}

/** Whether a migration has a down section with statements in it. */
export function goesBack({ sections }: FoldedMigration): boolean {
  return sections.some(({ direction, statements }) => direction === "down" && statements.length > 0);
}

class Attempts {
  readonly #migration: FoldedMigration;
  readonly #first: FoldedSection;
  readonly #planned: PlannedProject;
  readonly #up: UpSection;

  constructor(
    migration: FoldedMigration,
    ups: readonly FoldedSection[],
    first: FoldedSection,
    planned: PlannedProject,
    major: Major,
  ) {
    this.#migration = migration;
    this.#first = first;
    this.#planned = planned;
    const at = planned.migrations.findIndex((each) => each.migration === migration.migration);
    const before = planned.migrations.slice(0, Math.max(at, 0)).flatMap(({ sections }) => sections);
    const entriesOf = (sections: readonly FoldedSection[]) =>
      sections.flatMap(({ direction, timelines }) =>
        direction === "up" ? (timelines.get(major)?.entries ?? []) : [],
      );
    const timelines = ups.flatMap((each) => timelineOf(each, major));
    const empty = timelines[0]?.start ?? Catalog.empty;
    this.#up = {
      entries: entriesOf(ups),
      earlier: entriesOf(before),
      start: migration.before.get(major) ?? empty,
      end: migration.after.get(major) ?? empty,
      target: {
        major,
        timeZone: planned.options.timeZone,
        inTransaction: false,
        assumesMissing: planned.options.beginning === undefined,
      },
    };
  }

  /** The first way that runs: as short as can be, then as long as it takes. */
  best(): WrittenDown {
    const concurrent = this.#up.entries.some(({ statement }) => isConcurrent(statement.node));
    const manners: InverseManner[] = [
      ...(concurrent
        ? [
            { brief: true, concurrently: true },
            { brief: false, concurrently: true },
          ]
        : []),
      { brief: true, concurrently: false },
      { brief: false, concurrently: false },
    ];
    for (const manner of manners) {
      const undos = inverseOf(this.#up, manner, this.#planned.grammar);
      const found = this.#written(undos, manner.concurrently);
      if (found.verified.failing.length === 0) return this.#told(found);
    }
    const undos = inverseOf(this.#up, { brief: false, concurrently: false }, this.#planned.grammar);
    return this.#told(this.#withoutFailing(undos));
  }

  /** What fails is left out, and said. */
  #withoutFailing(undos: readonly Undo[]): Written {
    let left = undos;
    for (;;) {
      const found = this.#written(left, false);
      const [failing] = found.verified.failing;
      const next = left.map((each) => (each.sql?.text === failing?.text ? demoted(each, failing) : each));
      if (failing === undefined || next.every((each, index) => each === left[index])) return found;
      left = next;
    }
  }

  #written(undos: readonly Undo[], autocommit: boolean): Written {
    const { options, grammar } = this.#planned;
    const { lockTimeout } = options;
    const place = goesBack(this.#migration)
      ? undefined
      : new DownSection(this.#planned, this.#migration.migration);
    let script = scriptOf(undos, { sending: sendingOf(this.#first), autocommit, lockTimeout });
    let placed = place?.filled(script, autocommit);
    let section = placed === undefined ? undefined : place?.sentAs(placed);
    if (place !== undefined && section !== undefined && sendingOf(section) !== sendingOf(this.#first)) {
      script = scriptOf(undos, { sending: sendingOf(section), autocommit, lockTimeout });
      placed = place.filled(script, autocommit);
      section = placed === undefined ? undefined : place.sentAs(placed);
    }
    const text =
      placed === undefined || section === undefined ? script : (place?.text(placed, section.path) ?? script);
    const manner = { timeZone: options.timeZone, assumesMissing: options.beginning === undefined };
    const verified = verifyInverse(section ?? this.#alone(script), text, this.#migration, manner, grammar);
    return { undos, script, placed: section === undefined ? undefined : placed, verified };
  }

  /** A section that the tool does not have, sent as the up is. */
  #alone(script: string): Section {
    const { transaction, path } = this.#first;
    return { direction: "down", path, span: { start: 0, end: script.length }, transaction, splits: false };
  }

  #told({ undos, script, placed, verified }: Written): WrittenDown {
    const remarks = [
      ...new Map(undos.flatMap((each) => each.remarks).map((each) => [each.words, each])).values(),
    ];
    const more = verified.differences
      .filter(({ name }) => !remarks.some(({ kind, words }) => kind === "left" && words.includes(name)))
      .map((each): Remark => ({ kind: "left", words: leftInWords(each) }));
    const all = [...remarks, ...more];
    const statements = undos.flatMap(({ sql }) => sql?.text ?? []);
    return { grade: gradeOf(all), script, statements, remarks: all, placed };
  }
}

interface Written {
  readonly undos: readonly Undo[];
  readonly script: string;
  readonly placed: Placed | undefined;
  readonly verified: Verified;
}

function timelineOf({ timelines }: FoldedSection, major: Major) {
  const found = timelines.get(major);
  return found === undefined ? [] : [found];
}

function demoted({ sql, remarks }: Undo, failing: Failing | undefined): Undo {
  if (sql === undefined || failing === undefined) return { remarks };
  const when = failing.ifRows ? " where there are rows" : "";
  return {
    remarks: [...remarks, { kind: "left", words: `this fails${when} (${failing.why}): ${sql.text};` }],
  };
}

function gradeOf(remarks: readonly Remark[]): Grade {
  if (remarks.some(({ kind }) => kind === "left")) return "irreversible";
  return remarks.some(({ kind }) => kind === "lost") ? "lossy" : "reversible";
}
