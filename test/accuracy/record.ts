import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import type { AccuracyCase } from "./cases.ts";
import { dangers, type Danger, type Observed } from "./labels.ts";

/*
 * `labels.json`: what servers were seen to do, by major. `verdicts.json`: the rules by which each tool calls a migration
 * dangerous. `npm run bench:accuracy` writes both.
 */

const labelsFile = new URL("labels.json", import.meta.url);
const verdictsFile = new URL("verdicts.json", import.meta.url);

const observed = z.partialRecord(z.enum(dangers), z.array(z.string()));
const labelled = z.record(z.string(), z.record(z.string(), z.union([z.string(), observed])));
const judged = z.record(z.string(), z.record(z.string(), z.array(z.string())));

export type Verdicts = Record<string, Record<string, string[]>>;
type Labels = z.infer<typeof labelled>;

export function readVerdicts(): Verdicts {
  return existsSync(verdictsFile) ? judged.parse(JSON.parse(readFileSync(verdictsFile, "utf8"))) : {};
}

export function writeVerdicts(verdicts: Verdicts): void {
  write(verdictsFile, verdicts);
}

function readLabels(): Labels {
  return existsSync(labelsFile) ? labelled.parse(JSON.parse(readFileSync(labelsFile, "utf8"))) : {};
}

/** What was seen on one major; undefined where that was not tried, or the case was another then. */
export function labelOf(one: AccuracyCase, major: number): Observed | undefined {
  labels ??= readLabels();
  const entry = labels[one.id];
  if (entry?.["case"] !== fingerprint(one)) return undefined;
  const found = entry[String(major)];
  return typeof found === "object" ? found : undefined;
}

let labels: Labels | undefined;

/** Enters what was seen; what is known of cases that are still the same stays. */
export function writeLabels(
  cases: readonly AccuracyCase[],
  seen: ReadonlyMap<AccuracyCase, ReadonlyMap<number, Observed>>,
  majors: readonly number[],
): void {
  const known: Labels = {};
  for (const one of cases) {
    const entry: Labels[string] = { case: fingerprint(one) };
    for (const major of majors) {
      const found = seen.get(one)?.get(major) ?? labelOf(one, major);
      if (found !== undefined) entry[String(major)] = asJson(found);
    }
    known[one.id] = entry;
  }
  labels = known;
  write(labelsFile, known);
}

function asJson(found: Observed): Partial<Record<Danger, string[]>> {
  return Object.fromEntries(Object.entries(found).map(([danger, what]) => [danger, [...what]]));
}

function write(file: URL, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

function fingerprint({ mode, setup, client, sql }: AccuracyCase): string {
  const hash = createHash("sha256").update(JSON.stringify([mode, setup, client, sql]));
  return hash.digest("hex").slice(0, 8);
}
