import { effectivePath } from "../interpret/names/searchPath.ts";
import type { Failure } from "../interpret/effects.ts";
import type { Outcome } from "../interpret/interpret.ts";
import type { Major } from "../interpret/target.ts";
import { isAssumed } from "../catalog/ids.ts";
import type { Settings } from "./session.ts";
import type { Timeline, TimelineInput } from "./entry.ts";
import { foldInSession } from "./timeline.ts";

/** A setting that an earlier migration of the run left in the session. */
export interface LeftSetting {
  readonly value: string;
  /** The file that set it. */
  readonly by: string;
}

/** By the name of the setting. */
export type LeftBehind = ReadonlyMap<string, LeftSetting>;

/** What the first statement of a section that does something else does in the same session as migrations before it. */
export interface SessionDifference {
  /** Position of the statement in its section. */
  readonly index: number;
  readonly majors: readonly Major[];
  /** The settings that make the difference. */
  readonly settings: readonly (LeftSetting & { readonly name: string })[];
  /** How it fails there; undefined where it does something else. */
  readonly fails: Failure | undefined;
  /** True where it fails in a session of its own. */
  readonly relies: boolean;
}

/** A section in the session that the migrations before it leave behind, on one major. */
export interface InSession {
  /** What the next file of the same run finds. */
  readonly left: LeftBehind;
  readonly difference: Omit<SessionDifference, "majors"> | undefined;
}

const nothing: LeftBehind = new Map();

/** `path`: the section's file; `stays`: whether the tool leaves a setting as it is for the next file. */
export function inSession(
  fresh: Timeline,
  input: TimelineInput,
  before: LeftBehind,
  path: string,
  stays: (setting: string) => boolean,
): InSession {
  const settings = settingsThatCount(before, fresh);
  if (settings.size === 0) return { left: leftBy(fresh, before, path, stays), difference: undefined };
  const carried = foldInSession(fresh, input, settings);
  const index = carried.entries.findIndex(({ outcome }, at) => differs(outcome, fresh.entries[at]?.outcome));
  if (index < 0) return { left: leftBy(carried, before, path, stays), difference: undefined };
  const outcome = carried.entries[index]?.outcome;
  const own = fresh.entries[index]?.outcome;
  const strict = foldInSession(fresh, { ...input, assumesMissing: false }, settings);
  const fails = certain(outcome) ?? certain(strict.entries[index]?.outcome);
  const relies = certain(own) !== undefined && fails === undefined;
  const read = new Set(
    outcome?.reads.flatMap(({ collection, key }) => (collection === "setting" ? [key] : [])),
  );
  const made = [...before].filter(([name]) => settings.has(name) && read.has(name));
  return {
    // A run that fails ends here; where something else was made, what follows is another story.
    left: leftBy(fresh, nothing, path, stays),
    difference: { index, fails, relies, settings: made.map(([name, left]) => ({ name, ...left })) },
  };
}

/** A search path that finds what the default one finds makes no difference, nor does what the section's start has too. */
function settingsThatCount(before: LeftBehind, { start }: Timeline): Settings {
  const found = [...before].filter(([name, { value }]) => {
    const now = start.get("setting", name);
    if (now === value) return false;
    return name !== "search_path" || effectivePath(start, value).join() !== effectivePath(start, now).join();
  });
  return new Map(found.map(([name, { value }]) => [name, value]));
}

function leftBy(
  { settings, entries }: Timeline,
  before: LeftBehind,
  path: string,
  stays: (setting: string) => boolean,
): LeftBehind {
  if (entries.some(({ outcome }) => certain(outcome) !== undefined)) return nothing;
  const found = [...settings].filter(([name]) => stays(name));
  if (found.length === 0) return nothing;
  const set = new Set(
    entries.flatMap(({ outcome }) =>
      outcome.changes.map(({ collection, key }) => (collection === "setting" ? key : "")),
    ),
  );
  return new Map(
    found.map(([name, value]) => [
      name,
      { value, by: set.has(name) ? path : (before.get(name)?.by ?? path) },
    ]),
  );
}

function certain(outcome: Outcome | undefined): Failure | undefined {
  const fails = outcome?.effects.fails;
  return fails?.when === "always" ? fails : undefined;
}

function assumes(outcome: Outcome | undefined): boolean {
  return outcome?.effects.locks.some(({ relation }) => isAssumed(relation.id)) === true;
}

/** Where a table is that nobody created is not known, so that nothing is said of it unless the session finds another. */
function differs(carried: Outcome, fresh: Outcome | undefined): boolean {
  if (carried === fresh || fresh === undefined) return false;
  if (assumes(fresh) && (assumes(carried) || carried.effects.locks.length === 0)) return false;
  return signature(carried) !== signature(fresh);
}

/** What a statement does, apart from what it sets in its session. */
function signature({ effects, changes }: Outcome): string {
  const { fails, locks, work } = effects;
  return JSON.stringify([
    fails?.when === "always" ? fails : undefined,
    locks.map(({ relation, mode }) => [relation.id, mode]),
    work.map(({ relation, kind }) => [relation.id, kind]),
    changes
      .filter(({ collection }) => !ofSession.includes(collection))
      .map(({ collection, key }) => [collection, key]),
  ]);
}

const ofSession: readonly string[] = ["setting", "localSetting", "prepared"];

/** Whether two sessions have the same left behind. */
export function sameLeft(
  one: ReadonlyMap<Major, LeftBehind>,
  other: ReadonlyMap<Major, LeftBehind>,
): boolean {
  if (one === other) return true;
  return (
    one.size === other.size &&
    [...one].every(([major, left]) => {
      const there = other.get(major);
      return (
        there !== undefined &&
        (left === there ||
          (left.size === there.size &&
            [...left].every(
              ([name, { value, by }]) => there.get(name)?.value === value && there.get(name)?.by === by,
            )))
      );
    })
  );
}

export type LeftByMajor = ReadonlyMap<Major, LeftBehind>;
