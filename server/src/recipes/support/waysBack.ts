import { Catalog } from "../../catalog/catalog.ts";
import { StatementCache } from "../../sql/parse.ts";
import { foldSection } from "../../timeline/timeline.ts";
import { inverseOf } from "../inverse/inverseOf.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { RecipeFacts, Refusal } from "../recipe.ts";
import { catalogOf } from "./subject.ts";

/** What undoes one statement of a plan; `refused` where the catalog does not tell enough to write it. */
export type DownOf = { readonly statements: readonly string[] } | Refusal;

/**
 * What a plan's statements do, one after the other, from the catalog before the user's own on; on the oldest major.
 * `single`: in its transaction, with what is set for that alone.
 */
export function foldedOn(
  facts: RecipeFacts,
  statements: readonly string[],
  mode: "autocommit" | "single" = "autocommit",
): readonly TimelineEntry[] {
  const [major] = facts.majors;
  if (major === undefined) return [];
  const cache = new StatementCache();
  return foldSection(catalogOf(facts) ?? Catalog.empty, {
    mode,
    statements: statements.map((text) => cache.get(text, facts.grammar)),
    major,
    timeZone: "UTC",
    splits: true,
    endsSession: false,
  }).entries;
}

/**
 * What undoes each of the statements that a plan runs one after the other, from the catalog before the user's own on:
 * by the definitions that the catalog has, and those that earlier migrations wrote down.
 */
export function waysBack(
  facts: RecipeFacts,
  statements: readonly string[],
  mode?: "single",
): readonly DownOf[] {
  const [major] = facts.majors;
  if (major === undefined) return [];
  const entries = foldedOn(facts, statements, mode);
  const before = facts.earlier().flatMap((each) => each.entries.get(major) ?? []);
  return entries.map((entry, index) => {
    const { fails } = entry.outcome.effects;
    if (fails !== undefined && fails.when === "always") return { refused: fails.message };
    const undos = inverseOf(
      {
        entries: [entry],
        earlier: [...before, ...entries.slice(0, index)],
        start: entry.before,
        end: entry.after,
        target: { major, timeZone: "UTC", inTransaction: false, assumesMissing: true },
      },
      { brief: false, concurrently: true },
      facts.grammar,
    );
    const left = undos.flatMap(({ remarks }) => remarks).find(({ kind }) => kind === "left");
    if (left !== undefined) return { refused: left.words };
    return { statements: undos.flatMap((each) => (each.sql === undefined ? [] : [each.sql.text])) };
  });
}
