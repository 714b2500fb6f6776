import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { majors } from "../support/servers.ts";
import type { Major } from "../support/servers.ts";
import type { OracleCase } from "./cases.ts";

/*
 * `observed.json`: what the servers did in each case, in the lines of `agreement.ts`. `npm run oracle -- --record`
 * writes it. With it, predictions are held against servers that are not at hand:
 * by the page of locks, and by a test that needs no server.
 */

const file = new URL("observed.json", import.meta.url);

/** The lines of `observedInWords`, by major. */
export type Observed = ReadonlyMap<Major, readonly string[]>;

const recorded = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.string())));

/** Looks up what was observed; undefined for a case that was not yet recorded, or was changed since. */
export function readRecord(): (one: OracleCase) => Observed | undefined {
  const families = existsSync(file) ? recorded.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
  return (one) => {
    const entry = families[one.family]?.[one.name];
    if (entry?.["case"] !== fingerprint(one)) return undefined;
    return new Map(
      Object.entries(entry)
        .filter(([key]) => key !== "case")
        .flatMap(([key, lines]) => majorsOf(key).map((major) => [major, linesOf(lines)] as const)),
    );
  };
}

/**
 * Enters what was observed. What is known from earlier runs of cases that are still the same stays, so a run may be of
 * one family or one major.
 */
export function writeRecord(observed: ReadonlyMap<OracleCase, Observed>): void {
  const known = readRecord();
  const families: Record<string, Record<string, Record<string, string>>> = {};
  for (const [one, did] of observed) {
    const all = new Map([...(known(one) ?? []), ...did]);
    if (all.size > 0) (families[one.family] ??= {})[one.name] = entryOf(one, all);
  }
  writeFileSync(file, `${JSON.stringify(families, null, 2)}\n`);
}

function entryOf(one: OracleCase, did: Observed): Record<string, string> {
  const groups = new Map<string, Major[]>();
  for (const major of majors) {
    const lines = did.get(major);
    if (lines === undefined) continue;
    const text = lines.join(", ");
    groups.set(text, [...(groups.get(text) ?? []), major]);
  }
  const entry: Record<string, string> = { case: fingerprint(one) };
  for (const [text, same] of groups) entry[same.join(" ")] = text;
  return entry;
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.split(", ");
}

function majorsOf(key: string): readonly Major[] {
  const named = key.split(" ");
  return majors.filter((major) => named.includes(String(major)));
}

/** Changes with whatever is sent to the server, and with nothing else. */
function fingerprint({ setup, blockedBy, statements }: OracleCase): string {
  return createHash("sha256")
    .update(JSON.stringify([setup, blockedBy, statements]))
    .digest("hex")
    .slice(0, 8);
}
