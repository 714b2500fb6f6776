import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { everyCollection, type Catalog } from "../../../server/src/catalog/catalog.ts";
import type { Timeline } from "../../../server/src/timeline/entry.ts";

/** What must not depend on how a timeline came about; of a long one, the catalogs after every so many statements. */
export function shown({ entries, end }: Timeline, every = entries.length > 64 ? 16 : 1): unknown {
  return {
    entries: entries.map(({ statement, after, outcome, effects, held, transaction, ifTogether }, index) => ({
      statement: statement.text,
      after: index % every === 0 ? contents(after) : undefined,
      effects,
      held,
      notAnalysed: outcome.notAnalysed,
      open: transaction.open,
      first: transaction.first,
      ifTogether,
    })),
    end: contents(end),
  };
}

function contents(catalog: Catalog): unknown {
  return everyCollection.map((collection) => {
    const all = catalog.all(collection);
    const other = [...all.keys()].filter((key) => catalog.get(collection, key) !== all.get(key));
    expect(other).toEqual([]);
    return Object.fromEntries([...all.entries()].sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}

/** Says where two differ; finding out that they do not is the faster for not being said. */
export function expectSame(one: Timeline, other: Timeline, every?: number): void {
  const [now, wanted] = [shown(one, every), shown(other, every)];
  if (!isDeepStrictEqual(now, wanted)) expect(now).toEqual(wanted);
}
