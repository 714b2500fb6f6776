import { readFileSync } from "node:fs";
import type { Client } from "pg";
import { describe, expect, it } from "vitest";
import { leftByDown } from "../../server/src/analysis/leftByDown.ts";
import type { SectionAnalysis } from "../../server/src/analysis/analysis.ts";
import type { Catalog } from "../../server/src/catalog/catalog.ts";
import { isAssumed } from "../../server/src/catalog/ids.ts";
import { compareCatalogs, type Difference } from "../../server/src/catalog/differences/compareCatalogs.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { readOpenCatalog } from "../../server/src/run/liveCatalog/readLiveCatalog.ts";
import type { Lock } from "../../server/src/interpret/effects.ts";
import { analyseFixture } from "../rules/fixture.ts";
import { freshDatabase, testedMajors, type Major } from "../support/servers.ts";

/*
 * What a down is said to leave is what servers have otherwise after it: each migration of the fixture is run up and down,
 * and the catalogs before and after are compared, object by object.
 */

const fixture = readFileSync(new URL("../rules/fixtures/down-leaves-changes.sql", import.meta.url), "utf8");

describe.each(testedMajors)("what downs leave on PostgreSQL %i", (major) => {
  it("is what they are said to leave", async () => {
    const { analysis } = await analyseFixture(fixture);
    const database = await freshDatabase(major);
    try {
      const client = await database.connect();
      const migrations = analysis.migrations.filter(({ sections }) => isComplete(sections, major));
      expect(migrations.length).toBeGreaterThan(13);
      for (const { sections, before } of migrations) {
        const ups = sections.filter(({ direction }) => direction === "up");
        const there = await catalogAfter(client, []);
        const back = await catalogAfter(client, sections);
        const seen = compareCatalogs(there, back, { major, print: () => undefined })
          .filter((difference) => !followsRename(difference))
          .map(words);
        const told = leftByDown(sections, before)
          .filter(({ majors, difference }) => majors.includes(major) && !followsRename(difference))
          .map(({ difference }) => words(difference));
        const where = ups[0]?.statements[0]?.statement.text;
        expect.soft(told.sort(), where).toEqual(seen.sort());
        await send(client, ups);
      }
    } finally {
      await database.dispose();
    }
  });
});

/** The catalog as it would be, of which nothing stays. */
async function catalogAfter(client: Client, sections: readonly SectionAnalysis[]): Promise<Catalog> {
  await client.query("BEGIN");
  try {
    await send(client, sections);
    return (await readOpenCatalog(client, await loadGrammar())).catalog;
  } finally {
    await client.query("ROLLBACK");
  }
}

async function send(client: Client, sections: readonly SectionAnalysis[]): Promise<void> {
  for (const { statements } of sections)
    for (const { statement } of statements) await client.query(statement.text);
}

/** Whether a server has all that it names, and nothing of it is rolled back. */
function isComplete(sections: readonly SectionAnalysis[], major: Major): boolean {
  return sections.every(({ statements, transaction }) =>
    statements.every(({ statement, entries }) => {
      const effects = entries.get(major)?.effects;
      const isAll = (effects?.assumes ?? []).length === 0 && !readsAssumed(effects?.locks ?? []);
      const isRefused = effects?.fails !== undefined;
      return transaction === "single" && statement.node !== undefined && isAll && !isRefused;
    }),
  );
}

function readsAssumed(locks: readonly Lock[]): boolean {
  return locks.some(({ relation }) => isAssumed(relation.id));
}

/** What belongs to a renamed table is on another table only by name. */
function followsRename({ property }: Difference): boolean {
  return property === "table" || property === "references";
}

function words({ change, kind, name, property = "" }: Difference): string {
  return `${change} ${kind} ${name} ${property}`;
}
