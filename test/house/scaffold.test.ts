import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { unwritten } from "../../scripts/scaffold/templates.mts";
import { root, sourcesIn } from "./sources.ts";

it("what `npm run new-…` left to be written is written", () => {
  const sources = [...sourcesIn("server/src"), ...sourcesIn("client/src")];
  expect(sources.filter(({ text }) => text.includes(unwritten)).map(({ name }) => name)).toEqual([]);
  expect(readFileSync(path.join(root, "package.nls.json"), "utf8")).not.toContain(unwritten);
});
