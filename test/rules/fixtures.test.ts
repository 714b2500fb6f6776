import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { rules } from "../../server/src/rules/index.ts";
import { analyseFixture, annotate, statementsOf } from "./fixture.ts";

/*
 * Every rule has a fixture with statements in which it finds something and statements in which it does not; all that
 * any rule finds there is asserted: rule, severity, underlined words and message. After a change that is meant,
 * `RULES_WRITE=1` writes what is found now; read the difference.
 */

const folder = fileURLToPath(new URL("fixtures/", import.meta.url));
const names = readdirSync(folder).sort();
const writes = process.env["RULES_WRITE"] === "1";

describe("the fixtures", () => {
  it("are one for every rule", () => {
    expect(names).toEqual(rules.map(({ id }) => `${id}.sql`).sort());
  });

  it.for(names)("%s: what is found is what it says", async (name) => {
    const text = readFileSync(folder + name, "utf8");
    const found = annotate(await analyseFixture(text));
    if (writes) writeFileSync(folder + name, found);
    else expect(found).toBe(text);
  });

  it.for(rules.map(({ id }) => id))("%s: it is found several times, and several times not", async (id) => {
    const { analysis } = await analyseFixture(readFileSync(`${folder}${id}.sql`, "utf8"));
    const [, ...migrations] = analysis.migrations;
    const places = migrations.flatMap((migration) => [
      migration.findings,
      ...statementsOf(migration).map(({ findings }) => findings),
    ]);
    const bad = places.filter((findings) => findings.some(({ rule }) => rule === id));
    expect(bad.length).toBeGreaterThan(1);
    expect(places.length - bad.length).toBeGreaterThan(1);
  });
});
