import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { corpora } from "../accuracy/cases.ts";
import { dangers, type Observed } from "../accuracy/labels.ts";
import { majors } from "../accuracy/lockkeeper.ts";
import { observeCase } from "../accuracy/observe.ts";
import { labelOf } from "../accuracy/record.ts";
import { openSystem, type System } from "../accuracy/system.ts";
import { testedMajors } from "../support/servers.ts";

/*
 * A sample of the scoreboard's migrations is carried out again: the labels must be what servers do. `npm run
 * bench:accuracy` takes all.
 */

const everyNth = 25;
const systems = corpora.flatMap((corpus) =>
  majors
    .filter((major) => testedMajors.includes(major))
    .map((major) => ({ major, corpus, name: corpus.name })),
);

describe.each(systems)("PostgreSQL $major, the $name corpus", ({ major, corpus }) => {
  const sample = corpus.cases.filter((_, index) => index % everyNth === 7);
  let system: System;
  beforeAll(async () => {
    system = await openSystem(major, corpus);
  });
  afterAll(() => system.dispose());

  it.for(sample)("$id", async (one) => {
    expect(kinds(await observeCase(system, one))).toEqual(kinds(labelOf(one, major) ?? {}));
  });
});

function kinds(observed: Observed): readonly string[] {
  return dangers.filter((danger) => observed[danger] !== undefined);
}
