import { expect, it } from "vitest";
import { listChanges } from "../../server/src/catalog/listChanges.ts";
import { randomFrom } from "../support/random.ts";

it("says what went from a list and what came, wherever it did", () => {
  expect(listChanges([1, 2, 3, 4], [1, 3, 4])).toEqual({ gone: [2], added: [] });
  expect(listChanges([1, 2, 3], [1, 2, 3, 4])).toEqual({ gone: [], added: [4] });
  expect(listChanges([1, 2, 3], [1, 5, 3])).toEqual({ gone: [2], added: [5] });
  expect(listChanges([1, 2, 3], [3, 2, 1])).toEqual({ gone: [], added: [] });
  expect(listChanges([], [1])).toEqual({ gone: [], added: [1] });
});

it("agrees with looking for each in the other", () => {
  const random = randomFrom(1);
  for (let round = 0; round < 500; round++) {
    const numbers = Array.from({ length: random.below(8) }, (_none, index) => index);
    const old = numbers.filter(() => random.below(3) > 0);
    const now = [...old.filter(() => random.below(4) > 0), ...numbers.filter((one) => !old.includes(one))];
    expect(listChanges(old, now)).toEqual({
      gone: old.filter((one) => !now.includes(one)),
      added: now.filter((one) => !old.includes(one)),
    });
  }
});
