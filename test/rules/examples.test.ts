import { describe, expect, it } from "vitest";
import { recipes } from "../../server/src/recipes/index.ts";
import { rules } from "../../server/src/rules/index.ts";
import type { Example, Rule } from "../../server/src/rules/rule.ts";
import { analyseScripts, asking } from "../support/analyse.ts";

/** Findings of one rule in the last script, which comes after the example's `before`. */
async function findings(rule: Rule, example: Example, sql: string): Promise<readonly string[]> {
  const before = example.before === undefined ? [] : [{ sql: example.before, down: "" }];
  const transaction = example.transaction ?? "single";
  const assumed = example.assumed ?? false;
  const { migrations } = await analyseScripts(
    [...before, { sql, down: "", transaction, assumed }],
    asking([rule.id]),
  );
  const last = migrations[migrations.length - 1];
  const statements = last?.sections.flatMap((section) => section.statements) ?? [];
  return statements
    .flatMap((statement) => statement.findings)
    .filter((finding) => finding.rule === rule.id)
    .map(({ message }) => message);
}

describe.each(rules.map((rule) => ({ id: rule.id, rule })))("$id", ({ rule }) => {
  it("says what, why and what to do", () => {
    expect(rule.summary).not.toMatch(/\.$/);
    expect(rule.why.length).toBeGreaterThan(40);
    expect(rule.instead.length).toBeGreaterThan(20);
  });

  it("has a recipe, or says why there is none", () => {
    const ends = rule.recipes.some((id) => recipes.some((each) => each.id === id && each.mitigates !== true));
    const isLimit = rule.recipes.includes("add-lock-timeout");
    expect(ends || isLimit || (rule.withoutPlan ?? "").length > 40).toBe(true);
  });

  for (const example of rule.examples) {
    it(`finds one in: ${example.bad}`, async () => {
      const found = await findings(rule, example, example.bad);
      expect(found).toHaveLength(1);
      expect(found[0]).not.toMatch(/[{}]/);
    });
    if (example.good === undefined) continue;
    it(`finds none in: ${example.good}`, async () => {
      expect(await findings(rule, example, example.good ?? "")).toEqual([]);
    });
  }
});
