import type { Destruction, Lock, Work } from "../../interpret/effects.ts";
import { lockModes } from "../../interpret/locks.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { Statistics } from "../../timeline/statistics.ts";
import { assumedWords } from "../../timeline/words/assumed.ts";
import { ifRowsWords, locksByMode, meanwhile, withoutImplied } from "../../timeline/words/locks.ts";
import {
  breakageWords,
  destructionWords,
  failureWords,
  objectBreakageWords,
  unguardedWords,
} from "../../timeline/words/losses.ts";
import { markdown } from "../../timeline/words/style.ts";
import { waitWords } from "../../timeline/words/waits.ts";
import { sizeWords, workPredicate } from "../../timeline/words/work.ts";

/** One line of a hover, in Markdown; `about` is the same on all versions that say something about the same. */
export interface Line {
  readonly about: string;
  readonly text: string;
}

/** So many tables, breakages or losses are named one by one; the rest is counted. `explain` names all. */
const most = 3;

/** What a statement does on one server version, as briefly as one reads beside the text. */
export function statementLines(entry: TimelineEntry, statistics: Statistics): readonly Line[] {
  const { effects, held } = entry;
  const { fails, breaks, breaksObjects = [], destroys, unguards = [], waits, spared } = effects;
  const breakages = [
    ...breaks.map((each) => breakageWords(each, markdown)),
    ...breaksObjects.map((each) => objectBreakageWords(each, markdown)),
  ];
  return [
    ...(fails === undefined ? [] : [{ about: "fails", text: `Fails ${failureWords(fails, markdown)}` }]),
    ...relationLines(effects.locks, effects.work, statistics),
    ...waits.map((wait) => said("Waits for", waitWords(wait, markdown))),
    ...few("Breaks", breakages),
    ...few(
      "Destroys",
      destroys.filter(isWorthSaying).map((each) => destructionWords(each, markdown)),
    ),
    ...few(
      "No longer guarded:",
      unguards.map((each) => unguardedWords(each, markdown)),
    ),
    ...spared.map((reason) => said("Spared:", reason)),
    ...assumedWords(entry).map((words) => said("Assumes", markdown.text(words))),
    ...heldLine([...held]),
  ];
}

function said(topic: string, words: string): Line {
  return { about: `${topic} ${words}`, text: `${topic} ${words}` };
}

/** That a table or column takes its own indexes along goes without saying. */
function isWorthSaying({ implied, code }: Destruction): boolean {
  return !implied || code !== "index";
}

function few(topic: string, words: readonly string[]): readonly Line[] {
  const lines = [...new Set(words)].map((each) => said(topic, each));
  return shortened(lines, (more) => said(topic, `${more} more, ${named}`));
}

const named = "which `lockkeeper explain` names";

/** One more than that is not worth a line that counts it. */
function shortened(lines: readonly Line[], rest: (more: number) => Line): readonly Line[] {
  return lines.length > most + 1 ? [...lines.slice(0, most), rest(lines.length - most)] : lines;
}

/** Each table with its lock and the work on it. */
function relationLines(all: readonly Lock[], work: readonly Work[], statistics: Statistics): readonly Line[] {
  const locks = byStrength(withoutImplied(all));
  const locked = locks.map(({ relation }) => relation.id);
  const lines = [
    ...locks.map((lock) => {
      const own = work.filter(({ relation }) => relation.id === lock.relation.id);
      const words = [lockWords(lock), ...own.map((each) => workWords(each, statistics))];
      return { about: lock.relation.id, text: words.join("; it ") };
    }),
    ...work
      .filter(({ relation }) => !locked.includes(relation.id))
      .map((each) => ({
        about: each.relation.id,
        text: `${markdown.name(each.relation.name)} ${workWords(each, statistics)}`,
      })),
  ];
  return shortened(lines, (more) => ({ about: "more relations", text: `${more} more relations, ${named}` }));
}

function lockWords(lock: Lock): string {
  return `${markdown.name(lock.relation.name)} ${markdown.strong(lock.mode)}: ${meanwhile(lock)}${ifRowsWords(lock)}`;
}

function workWords(work: Work, statistics: Statistics): string {
  return `${workPredicate(work)}, which grows with the table (${sizeWords(work, statistics)})${ifRowsWords(work)}`;
}

function byStrength(locks: readonly Lock[]): readonly Lock[] {
  return [...locks].sort((one, other) => lockModes.indexOf(other.mode) - lockModes.indexOf(one.mode));
}

/** `Still held from earlier statements: ACCESS EXCLUSIVE on a, b and 2 more; SHARE on c`. */
function heldLine(held: readonly Lock[]): readonly Line[] {
  const parts = locksByMode(held, markdown);
  return parts.length === 0
    ? []
    : [{ about: "held", text: `Still held from earlier statements: ${parts.join("; ")}` }];
}
