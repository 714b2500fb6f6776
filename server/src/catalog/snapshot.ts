import type { Map as PersistentMap } from "immutable";
import type { Change } from "./collections.ts";
import type { ChangeIn } from "./collections.ts";
import type { CollectionName } from "./collections.ts";
import type { Collections } from "./collections.ts";

export type Entries<C extends CollectionName> = PersistentMap<string, Collections[C]>;
export type Maps = { readonly [C in CollectionName]: Entries<C> };

/** Snapshots in a row that may rest; the next one keeps its maps, so that nobody has far to go for an answer. */
const longestRest = 64;

/** What makes the maps again: the snapshot they came from, and what changed. */
interface Resting {
  readonly before: Snapshot;
  readonly changes: readonly Change[];
  /** How many rest in a row up to here. */
  readonly depth: number;
  /** Asked for as a whole at the end of every section, and nearly always empty. */
  readonly kept: Pick<Maps, "localSetting" | "setting" | "prepared">;
}

/**
 * The maps of a catalog. A long history has thousands of catalogs of which few are ever looked at again: those may
 * rest, which lets go of the maps. A resting one goes on answering, and has its maps back once they are needed.
 */
export class Snapshot {
  #state: Maps | Resting;
  /** How many steps it is away from the first. One rests only upon an older one, so that no circle can form. */
  readonly #age: number;

  constructor(maps: Maps, age = 0) {
    this.#state = maps;
    this.#age = age;
  }

  get<C extends CollectionName>(collection: C, key: string): Collections[C] | undefined {
    const state = this.#state;
    if (!isResting(state)) return state[collection].get(key);
    const change = state.changes.findLast((one) => one.key === key && one.collection === collection);
    if (change !== undefined && isIn(change, collection)) return change.value;
    return state.before.get(collection, key);
  }

  all<C extends CollectionName>(collection: C): Entries<C> {
    const kept: Partial<Maps> = isResting(this.#state) ? this.#state.kept : this.#state;
    return kept[collection] ?? this.maps[collection];
  }

  get maps(): Maps {
    if (isResting(this.#state)) this.#state = withChanges(...this.#origin([]));
    return this.#state;
  }

  with(changes: readonly Change[]): Snapshot {
    return new Snapshot(withChanges(this.maps, changes), this.#age + 1);
  }

  /** The next one, in which `change` sets entries of some collections. */
  changed(collections: readonly CollectionName[], change: (opened: Maps) => void): Snapshot {
    return new Snapshot(changed(this.maps, collections, change), this.#age + 1);
  }

  /** Lets go of the maps, which `changes` after `before` make again. */
  rest(before: Snapshot, changes: readonly Change[]): void {
    const depth = (isResting(before.#state) ? before.#state.depth : 0) + 1;
    if (isResting(this.#state) || before.#age >= this.#age || depth > longestRest) return;
    const { localSetting, setting, prepared } = this.#state;
    this.#state = { before, changes, depth, kept: { localSetting, setting, prepared } };
  }

  /** The nearest maps, and the changes that lead from there to here; `later` follow them. */
  #origin(later: readonly Change[]): readonly [Maps, readonly Change[]] {
    const state = this.#state;
    return isResting(state) ? state.before.#origin([...state.changes, ...later]) : [state, later];
  }
}

function isResting(state: Maps | Resting): state is Resting {
  return "changes" in state;
}

function isIn<C extends CollectionName>(change: Change, collection: C): change is Change & ChangeIn<C> {
  return change.collection === collection;
}

function withChanges(maps: Maps, changes: readonly Change[]): Maps {
  return changed(maps, [...new Set(changes.map(({ collection }) => collection))], (opened) => {
    for (const { collection, key, value } of changes) set(opened, collection, key, value);
  });
}

function changed(maps: Maps, collections: readonly CollectionName[], change: (opened: Maps) => void): Maps {
  const opened = collections.reduce(open, maps);
  change(opened);
  return collections.reduce((done, collection) => close(done, collection, maps), opened);
}

/** Puts a copy in a map's place that `set` changes as it is, so that many changes copy the way to an entry once. */
function open(maps: Maps, collection: CollectionName): Maps {
  return { ...maps, [collection]: maps[collection].asMutable() };
}

/** Sets or removes an entry of maps that may be changed. */
export function set<C extends CollectionName>(
  opened: Maps,
  collection: C,
  key: string,
  value: Collections[C] | undefined,
): void {
  const map: Entries<C> = opened[collection];
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

/** A collection in which nothing changed after all is the very one that was there before. */
function close(opened: Maps, collection: CollectionName, before: Maps): Maps {
  const map = opened[collection];
  return { ...opened, [collection]: map.wasAltered() ? map.asImmutable() : before[collection] };
}
