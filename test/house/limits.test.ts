import { expect, it } from "vitest";
import { sourcesIn } from "./sources.ts";

/*
 * A limit of a test is against what hangs: one that a slow or busy machine meets says nothing about the product. So no
 * test names one shorter than the ten minutes that every test has (vitest.config.mts).
 */

const shortest = 600_000;
/** A limit in milliseconds, of a test, a hook or a process. */
const limit = /\btimeout(?:Ms)?:\s*(\d[\d_]*)/g;

it("no test is given less time than what hangs takes", () => {
  const found = sourcesIn("test").flatMap(({ name, text }) =>
    [...text.matchAll(limit)]
      .filter(([, number = ""]) => Number(number.replaceAll("_", "")) < shortest)
      .filter(() => !name.startsWith("test/vscode/support/workbench"))
      .map(([words]) => `${name}: ${words}`),
  );
  expect(found).toEqual([]);
});
