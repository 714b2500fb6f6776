import type { Lock } from "../../interpret/effects.ts";
import type { Statistics } from "../statistics.ts";
import type { TimelineEntry } from "../entry.ts";
import { ifRowsWords, meanwhile } from "./locks.ts";
import {
  breakageWords,
  destructionWords,
  failureWords,
  objectBreakageWords,
  unguardedWords,
} from "./losses.ts";
import type { Style } from "./style.ts";
import { waitWords } from "./waits.ts";
import { sizeWords, workPredicate } from "./work.ts";
import { assumedWords } from "./assumed.ts";

/** One line of what a statement does: `topic` groups lines, `subject` is what it is about. */
export interface Fact {
  readonly topic:
    | "Fails"
    | "Locks"
    | "Held from before"
    | "Work"
    | "Waits for"
    | "Breaks"
    | "Destroys"
    | "Unguards"
    | "Spared"
    | "Assumes";
  /** A relation's name, or empty. */
  readonly subject: string;
  /** The mode of a lock. */
  readonly mode?: string;
  readonly text: string;
}

/** What one statement does on one server version, in words: what the hover and `explain` say alike. */
export function factsOf(entry: TimelineEntry, statistics: Statistics, style: Style): readonly Fact[] {
  const { effects, held } = entry;
  const fact = (topic: Fact["topic"], text: string): Fact => ({ topic, subject: "", text });
  return once([
    ...(effects.fails === undefined ? [] : [fact("Fails", failureWords(effects.fails, style))]),
    ...effects.locks.map((lock) => lockFact("Locks", lock, "", style)),
    ...effects.work.map((work) => ({
      topic: "Work" as const,
      subject: style.name(work.relation.name),
      text: `${workPredicate(work)}; this grows with the table (${sizeWords(work, statistics)})${ifRowsWords(work)}`,
    })),
    ...effects.waits.map((wait) => fact("Waits for", waitWords(wait, style))),
    ...[...held].map((lock) => lockFact("Held from before", lock, " until the transaction ends", style)),
    ...effects.breaks.map((breakage) => fact("Breaks", breakageWords(breakage, style))),
    ...(effects.breaksObjects ?? []).map((breakage) => fact("Breaks", objectBreakageWords(breakage, style))),
    ...effects.destroys.map((destruction) => fact("Destroys", destructionWords(destruction, style))),
    ...(effects.unguards ?? []).map((guard) => fact("Unguards", unguardedWords(guard, style))),
    ...effects.spared.map((reason) => fact("Spared", reason)),
    ...assumedWords(entry).map((words) => fact("Assumes", style.text(words))),
  ]);
}

/** Parts of a partitioned table may have the same to say. */
function once(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((each) => [JSON.stringify(each), each])).values()];
}

function lockFact(topic: Fact["topic"], lock: Lock, until: string, style: Style): Fact {
  return {
    topic,
    subject: style.name(lock.relation.name),
    mode: style.strong(lock.mode),
    text: `${meanwhile(lock)}${until}${ifRowsWords(lock)}`,
  };
}
