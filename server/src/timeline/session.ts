import type { Catalog } from "../catalog/catalog.ts";
import type { Change } from "../catalog/collections.ts";
import type { Patch } from "../catalog/collections.ts";
import { isOfEverySession } from "../catalog/settings.ts";
import type { TransactionMode } from "./transaction.ts";

/** Settings of a session by lower-case name, as SET left them. */
export type Settings = ReadonlyMap<string, string>;

const ofTransaction = ["localSetting"] as const;
const ofSession = [...ofTransaction, "setting", "prepared"] as const;

/** What ends with the transaction at the end of a file, or with the session. */
export type Ending = typeof ofTransaction | typeof ofSession;

/** What ends with a section; undefined where its transaction goes on in the next one. */
export function endingOf(mode: TransactionMode, endsSession: boolean): Ending | undefined {
  if (endsSession) return ofSession;
  return mode === "all-pending" ? undefined : ofTransaction;
}

/** The end of everything that a catalog, or a delta, has of it. */
export function endings(ending: Ending, { catalog, delta }: EndOf): readonly Change[] {
  return ending.flatMap((collection) => {
    const entries = delta === undefined ? catalog?.all(collection) : delta[collection];
    return keysEnding(entries).map((key): Change => ({ collection, key, value: undefined }));
  });
}

/** The same maps are asked about at every keystroke. */
const keysOfMaps = new WeakMap<object, readonly string[]>();

function keysEnding(entries: Keyed | undefined): readonly string[] {
  if (entries === undefined) return [];
  const known = keysOfMaps.get(entries);
  if (known !== undefined) return known;
  const found = [...entries.keys()].filter((key) => !isOfEverySession(key));
  keysOfMaps.set(entries, found);
  return found;
}

/** Majors that come to the same catalog go on from the same one. */
const ended = {
  transaction: new WeakMap<Catalog, Catalog>(),
  session: new WeakMap<Catalog, Catalog>(),
};

/** A catalog after such an end. */
export function endedBy(ending: Ending, catalog: Catalog): Catalog {
  const known = ended[ending === ofSession ? "session" : "transaction"];
  const found = known.get(catalog) ?? catalog.apply(endings(ending, { catalog }));
  known.set(catalog, found);
  return found;
}

interface Keyed {
  keys(): Iterable<string>;
}

interface EndOf {
  readonly catalog?: Catalog;
  readonly delta?: Patch;
}

const none: Settings = new Map();

/**
 * What is set after a section for the next file of the same session. Where all files share one transaction, what
 * SET LOCAL set counts too; notes that are no settings have a blank in their names.
 */
export function settingsLeft(catalog: Catalog, mode: TransactionMode): Settings {
  const session = [...catalog.all("setting")].filter(([key]) => !isOfEverySession(key));
  const local = mode === "all-pending" ? [...catalog.all("localSetting")] : [];
  const kept = local.filter(([key]) => !key.includes(" "));
  return session.length + kept.length === 0 ? none : new Map([...session, ...kept]);
}
