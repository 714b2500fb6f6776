import { expect, it } from "vitest";
import type { Effects } from "../../server/src/interpret/effects.ts";
import { innerEntries } from "../../server/src/timeline/inner.ts";
import { readCases } from "../oracle/cases.ts";
import { openPredictor } from "../oracle/predict.ts";

/*
 * What a statement does in a body is what the oracle has proven of it by itself: each case once more in a DO block.
 */

/** What no body may hold, or what is another statement there. */
const stays =
  /^(?:begin|start|commit|end|rollback|savepoint|release|do|call|select|with|values|table|vacuum|copy|lock|explain|fetch|move|declare|close|set|reset|discard|prepare|execute|deallocate|show|checkpoint|load|\(|import)\b|^\(|\bconcurrently\b|^(?:create|drop|alter)\s+(?:database|tablespace|subscription|system)\b/iu;

it("a statement does in a body what it does by itself", async () => {
  const predict = await openPredictor(18);
  const different: string[] = [];
  let told = 0;
  for (const one of readCases()) {
    const last = one.statements.at(-1) ?? "";
    if (stays.test(last) || one.blockedBy.length > 0) continue;
    const alone = predict(one);
    if (!alone.analysed || alone.effects.fails?.when === "always") continue;
    const text = `DO $in$ BEGIN ${last.replace(/;\s*$/u, "")}; END $in$`;
    const block = predict({ ...one, statements: [...one.statements.slice(0, -1), text] });
    if (!block.analysed || block.effects.fails?.when === "always") continue;
    const inner = innerEntries(block.entry);
    told++;
    const [first] = inner;
    if (inner.length !== 1 || first === undefined) different.push(`${last}: ${inner.length} statements`);
    else if (inWords(first.entry.effects) !== inWords(alone.entry.effects))
      different.push(`${last}:\n${inWords(first.entry.effects)}\n${inWords(alone.entry.effects)}`);
  }
  expect(different).toEqual([]);
  expect(told).toBeGreaterThan(1000);
});

function inWords({ locks, work, breaks, destroys, waits, unguards, surprises, fails }: Effects): string {
  return JSON.stringify({ locks, work, breaks, destroys, waits, unguards, surprises, fails });
}
