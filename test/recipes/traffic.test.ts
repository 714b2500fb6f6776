import { describe, expect, it } from "vitest";
import { recipes } from "../../server/src/recipes/index.ts";
import { testedMajors } from "../support/servers.ts";
import { trafficCases } from "./traffic/cases.ts";
import { noted } from "./traffic/measured.ts";
import { prove } from "./traffic/prove.ts";
import { rollOf } from "./traffic/trafficCase.ts";
import { byTurns, isWide } from "./turns.ts";

/*
 * Old and new versions of the application write while a recipe's steps run, up and back, and while each is killed: no
 * error, no write lost or altered, the same end. `npm run prove` takes 200,000 rows and every major, and writes down the
 * longest statement of a client beside that with the statement as it was written, for the recipes' pages.
 */
const rows = Number(process.env["LOCKKEEPER_ROWS"] ?? (isWide ? 200_000 : 4_000));
/** Of fewer rows nobody needs to know. */
const measured = 200_000;
const chosen = process.env["LOCKKEEPER_RECIPES"]?.split(",");

/** One major for each recipe in `npm test`, by turns. */
const all = Object.entries(trafficCases)
  .filter(([recipe]) => chosen?.includes(recipe) !== false)
  .flatMap(([recipe, given], turn) => byTurns(testedMajors, turn).map((major) => ({ recipe, given, major })));

describe("versions of the application go on writing", () => {
  it.each(all)("$recipe, PostgreSQL $major", async ({ recipe, given, major }) => {
    const { faults, writes, steps, cut, original, planned, breaks } = await prove({
      given,
      roll: rollOf(given),
      rows,
      major,
    });
    console.log(
      `${recipe}, PostgreSQL ${major}: ${writes} writes, ${cut} of ${steps} steps killed; a client waited for ${planned} ms at most, and ${original} ms with the statement as it was written${breaks ? ", which then fails it" : ""}`,
    );
    expect(faults).toEqual([]);
    expect(writes).toBeGreaterThan(0);
    // A recipe's page has the figures of its plainest case.
    if (rows >= measured && recipe === given.recipe)
      noted(recipe, { major, rows, original, planned, breaks });
  });
});

/** Recipes without a case, and why. */
const withoutTraffic: Readonly<Record<string, string>> = {
  "add-lock-timeout": "The statement runs as it was written; only its wait has an end.",
  "not-null-in-two-steps":
    "For 18 alone, while a case runs on each major; the old way of it, not-null-through-check, has one.",
  "drop-with-its-column": "It has no step: what is dropped goes with the column, by drop-column-in-phases.",
  "refresh-concurrently":
    "Nobody writes a materialized view; recipes.test.ts shows which locks keep its readers out, as for all.",
  "remake-views":
    "As written the statement fails, and the plan holds its lock as long as the change of type.",
};

it("is shown for every recipe, or said why not", () => {
  const shown = new Set(Object.values(trafficCases).map(({ recipe }) => recipe));
  const missing = recipes.map(({ id }) => id).filter((id) => !shown.has(id));
  expect(missing.sort()).toEqual(Object.keys(withoutTraffic).sort());
});
