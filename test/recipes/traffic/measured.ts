import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";

/*
 * `stalls.json`: what `npm run prove` measured, for the recipes' pages. Milliseconds of the longest statement of a client,
 * with the statement as it was written and with the plan, by recipe; `breaks`: with the former its statements then failed.
 */

const file = new URL("stalls.json", import.meta.url);
const stall = z.object({
  major: z.number(),
  rows: z.number(),
  original: z.number(),
  planned: z.number(),
  breaks: z.boolean().default(false),
});
const stalls = z.record(z.string(), z.array(stall));

export type Stall = Readonly<z.infer<typeof stall>>;

export function measuredStalls(): Readonly<Record<string, readonly Stall[]>> {
  return existsSync(file) ? stalls.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
}

/** Writes a measurement down in place of that of the same recipe and major. */
export function noted(recipe: string, measured: Stall): void {
  const known = measuredStalls();
  const others = (known[recipe] ?? []).filter(({ major }) => major !== measured.major);
  const all = { ...known, [recipe]: [...others, measured].sort((one, other) => one.major - other.major) };
  const sorted = Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
}
