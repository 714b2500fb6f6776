import type { Migration } from "../../formats/format.ts";
import type { RunFailure } from "../../protocol.ts";
import type { VerifiedMigration, VerifyFailure } from "../../protocol/verify.ts";
import type { Bench } from "./bench.ts";
import { goesBack } from "./goesBack.ts";
import { lostBetween } from "./rows.ts";
import { leftInWords } from "../../catalog/differences/leftInWords.ts";
import { differencesBetween, type State } from "./state.ts";

export interface Tried {
  readonly verdict: VerifiedMigration;
  /** With the migration applied and rows in the tables; undefined where it cannot be applied at all. */
  readonly end: State | undefined;
}

type Outcome = Partial<Pick<VerifiedMigration, "lost" | "left" | "failure">> &
  Pick<VerifiedMigration, "badge">;

/** One migration: up, rows, down, up. Whatever it comes to, the database is left with it applied. */
export class Trial {
  readonly #bench: Bench;
  readonly #migration: Migration;
  /** The one before, with which the database is made anew. */
  readonly #previous: Migration | undefined;
  readonly #notes: string[] = [];

  constructor(bench: Bench, migration: Migration, previous: Migration | undefined) {
    this.#bench = bench;
    this.#migration = migration;
    this.#previous = previous;
  }

  async run(before: State): Promise<Tried> {
    const failure = await this.#up();
    if (failure !== undefined) return this.#withoutRows(before, failure);
    return this.#back(before, true);
  }

  /** The up has failed with rows in the tables. Without any it may pass, and rows written then fit both schemas. */
  async #withoutRows(before: State, failure: RunFailure): Promise<Tried> {
    await this.#bench.rebuild(this.#previous);
    const empty = await this.#bench.look();
    const alone = await this.#up();
    if (alone !== undefined)
      return this.#told({ badge: "broken", failure: failureOf(alone, "up") }, undefined);
    if (!hangsOnValues(failure, before)) {
      this.#notes.push("With empty tables it passes.");
      return this.#told({ badge: "broken", failure: failureOf(failure, "up") }, await this.#filled());
    }
    this.#notes.push(`Rows may stand in the way of the up: with ours it fails. ${reasonOf(failure)}`);
    if (!this.#goesBack()) return this.#noDown(await this.#filled());
    await this.#bench.fill();
    if ((await this.#down()) === undefined) {
      const fitting = await this.#bench.look();
      const same = this.#left(before, fitting).length === 0;
      if (same && (await this.#up()) === undefined) return this.#back(fitting, true);
    }
    await this.#bench.rebuild(this.#previous);
    await this.#up();
    return this.#back(empty, false);
  }

  /** From the migration applied: down and up again. `writes`: rows that only the new version could write come first. */
  async #back(before: State, writes: boolean): Promise<Tried> {
    if (!this.#goesBack()) return this.#noDown(await this.#filled());
    const after = await this.#bench.look();
    const written = writes && (await this.#bench.fill(this.#changedTables(before, after))).wrote;
    // What our rows have set off, such as triggers, is no loss of the migration's.
    const touched = written ? lostBetween(after.tables, await this.#bench.rows()) : [];
    const failure = await this.#down();
    if (failure !== undefined) return this.#downFailed(failure, written);
    const back = await this.#bench.look();
    const left = this.#left(before, back);
    const lost = lostBetween(before.tables, back.tables);
    if (lost.some((each) => touched.includes(each))) return this.#withOldRows();
    const again = await this.#up();
    if (again !== undefined) return this.#secondUpFailed(again, { left, lost });
    const end = await this.#bench.look();
    const others = differencesBetween(after, end, this.#bench.grammar).map(leftInWords);
    if (others.length === 0) return this.#told(graded(left, lost), await this.#filled());
    if (left.length === 0) this.#notes.push(`The second up does not come to the same: ${others.join("; ")}`);
    return this.#told(graded(left, lost), await this.#anew());
  }

  /** The down has failed. What the new version has written may be why, and old rows alone go back. */
  async #downFailed(failure: RunFailure, written: boolean): Promise<Tried> {
    if (!written || !hangsOnValues(failure))
      return this.#told({ badge: "broken", failure: failureOf(failure, "down") }, await this.#anew());
    await this.#bench.rebuild(this.#previous);
    await this.#bench.fill();
    const before = await this.#bench.look();
    if ((await this.#up()) !== undefined)
      return this.#told({ badge: "broken", failure: failureOf(failure, "down") }, await this.#anew());
    this.#notes.push(`The down fails once the new version has written rows. ${reasonOf(failure)}`);
    return this.#back(before, false);
  }

  /** Where the down has left another schema, that is why. Else rows of ours may be: what fails without any is broken. */
  async #secondUpFailed(
    failure: RunFailure,
    found: Pick<VerifiedMigration, "left" | "lost">,
  ): Promise<Tried> {
    if (found.left.length > 0) {
      this.#notes.push(`So a second up fails. ${reasonOf(failure)}`);
      return this.#told(graded(found.left, found.lost), await this.#anew());
    }
    const broken: Outcome = { badge: "broken", ...found, failure: failureOf(failure, "second up") };
    if (!hangsOnValues(failure)) return this.#told(broken, await this.#anew());
    await this.#bench.rebuild(this.#previous);
    const alone = (await this.#up()) ?? (await this.#down()) ?? (await this.#up());
    if (alone !== undefined) return this.#told(broken, await this.#anew());
    this.#notes.push(`Rows may stand in the way of the second up: with ours it fails. ${reasonOf(failure)}`);
    return this.#told(graded(found.left, found.lost), await this.#filled());
  }

  /** Once more, and nothing is written between up and down. */
  async #withOldRows(): Promise<Tried> {
    await this.#bench.rebuild(this.#previous);
    await this.#bench.fill();
    const before = await this.#bench.look();
    const failure = await this.#up();
    return failure === undefined ? this.#back(before, false) : this.#withoutRows(before, failure);
  }

  #noDown(end: State): Tried {
    return this.#told({ badge: "irreversible", left: ["there is no down section"] }, end);
  }

  #up(): Promise<RunFailure | undefined> {
    return this.#bench.run("up", this.#migration);
  }

  #down(): Promise<RunFailure | undefined> {
    return this.#bench.run("down");
  }

  #goesBack(): boolean {
    return goesBack(this.#bench.options.project, this.#migration);
  }

  async #filled(): Promise<State> {
    await this.#bench.fill();
    return this.#bench.look();
  }

  /** Where it is not known what a failed run left. */
  async #anew(): Promise<State> {
    await this.#bench.rebuild(this.#migration);
    return this.#filled();
  }

  #left(before: State, now: State): readonly string[] {
    return differencesBetween(before, now, this.#bench.grammar).map(leftInWords);
  }

  /** By what of them the schema names differently now; a type may be that of any column. */
  #changedTables(before: State, after: State): ReadonlySet<string> {
    const differences = differencesBetween(before, after, this.#bench.grammar);
    const tables = after.tables.map(({ table }) => table);
    if (differences.some(({ kind }) => /type|enum|domain/.test(kind))) return new Set(tables);
    return new Set(
      tables.filter((table) =>
        differences.some(({ name }) => name === table || name.startsWith(`${table}.`)),
      ),
    );
  }

  #told({ badge, lost = [], left = [], failure }: Outcome, end: State | undefined): Tried {
    const { version, name, paths } = this.#migration;
    return {
      verdict: {
        migration: version,
        name,
        path: paths[0] ?? "",
        badge,
        down: this.#goesBack() ? "written" : "missing",
        lost,
        left,
        notes: this.#notes,
        ...(failure === undefined ? {} : { failure }),
      },
      end,
    };
  }
}

function graded(left: readonly string[], lost: readonly string[]): Outcome {
  const badge = left.length > 0 ? "irreversible" : lost.length > 0 ? "lossy" : "reversible";
  return { badge, left, lost };
}

/**
 * Whether other values in the rows might pass: keys, checks, references, what cannot be read as another type. Ours fill
 * every column that there was when they were written, so a NULL that is refused (23502) is one in a column that was added
 * since, which its users may have filled, or there with any row: in a column that the migration itself adds.
 */
function hangsOnValues({ code, message }: RunFailure, before?: State): boolean {
  if (code !== "23502") return /^(?:22|23503|23505|23514|23P01|P0001)/.test(code);
  const [, column, table] = /column "(.+)" of relation "(.+)" contains null values/.exec(message) ?? [];
  return (
    before?.tables.some(
      ({ table: name, rows }) =>
        name.endsWith(`.${table ?? ""}`) && rows.some((row) => column !== undefined && row[column] === null),
    ) === true
  );
}

function failureOf(
  { uri, range, code, message, reason }: RunFailure,
  during: VerifyFailure["during"],
): VerifyFailure {
  return { during, uri, range, code, message: reason ?? message };
}

function reasonOf({ message, reason }: RunFailure): string {
  return reason ?? message;
}
