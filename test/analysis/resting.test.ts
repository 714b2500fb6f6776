import { describe, expect, it } from "vitest";
import { Catalog, everyCollection } from "../../server/src/catalog/catalog.ts";
import type { CollectionName } from "../../server/src/catalog/collections.ts";
import { analyseProject } from "../../server/src/analysis/analyse.ts";
import { History } from "../bench/migrations.ts";
import { inputOf } from "../support/analyse.ts";

/*
 * The catalogs of a long history rest: they have let go of their maps. What they answer must be what the same changes
 * give where nothing ever rests.
 */

const history = new History(11);
const scripts = Array.from({ length: 60 }, () => ({
  sql: [history.next(), "SET LOCAL lock_timeout = '2s';", history.next()].join("\n"),
}));
const input = await inputOf(scripts, { majors: [14, 18] });
const { migrations } = analyseProject(input);
const steps = replay();

/** Every entry's catalog, and the one that the changes up to there give. */
function replay(): readonly { readonly given: Catalog; readonly expected: Catalog }[] {
  return [14, 18].flatMap((major) => {
    let catalog = Catalog.empty;
    return migrations.flatMap(({ sections }) =>
      sections.flatMap(({ timelines }) => {
        const timeline = [...timelines].find(([one]) => one === major)?.[1];
        const made = (timeline?.entries ?? []).map(({ after, outcome }) => {
          catalog = catalog.apply(outcome.changes);
          return { given: after, expected: catalog };
        });
        catalog = catalog.apply(
          [...catalog.all("localSetting").keys()].map((key) => ({
            collection: "localSetting",
            key,
            value: undefined,
          })),
        );
        return made;
      }),
    );
  });
}

function keysOf(collection: CollectionName): readonly string[] {
  return [...new Set(steps.flatMap(({ expected }) => [...expected.all(collection).keys()]))];
}

describe("the catalogs of a long history", () => {
  it("are many", () => {
    expect(steps.length).toBeGreaterThan(300);
  });

  it.each(everyCollection)("answer for every key: %s", (collection) => {
    const keys = keysOf(collection);
    const wrong = steps.filter(({ given, expected }) =>
      keys.some((key) => given.get(collection, key) !== expected.get(collection, key)),
    );
    expect(wrong).toHaveLength(0);
  });

  it.each(everyCollection)("give whole collections: %s", (collection) => {
    // From the newest to the oldest, so that none finds its neighbours awake.
    for (const { given, expected } of steps.toReversed())
      expect([...given.all(collection)].sort()).toEqual([...expected.all(collection)].sort());
  });
});
