import type { Destruction, Lock, Work } from "../../interpret/effects.ts";
import { lockModes } from "../../interpret/locks.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import type { Statistics } from "../../timeline/statistics.ts";
import { assumedWords } from "../../timeline/words/assumed.ts";
import { enumerateFew } from "../../timeline/words/lists.ts";
import { meanwhile, withoutImplied } from "../../timeline/words/locks.ts";
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
    ...heldLine(held),
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
  const all = [...new Set(words)];
  const shown = all.length > most + 1 ? all.slice(0, most) : all;
  const more = all.length - shown.length;
  return [
    ...shown.map((each) => said(topic, each)),
    ...(more === 0 ? [] : [said(topic, `${String(more)} more, which \`lockkeeper explain\` names`)]),
  ];
}

/** Each table with its lock and the work on it. */
function relationLines(all: readonly Lock[], work: readonly Work[], statistics: Statistics): readonly Line[] {
  const locks = byStrength(withoutImplied(all));
  const named = locks.map(({ relation }) => relation.id);
  const lines = [
    ...locks.map((lock) => {
      const own = work.filter(({ relation }) => relation.id === lock.relation.id);
      const words = [lockWords(lock), ...own.map((each) => workWords(each, statistics))];
      return { about: lock.relation.id, text: words.join("; it ") };
    }),
    ...work
      .filter(({ relation }) => !named.includes(relation.id))
      .map((each) => ({
        about: each.relation.id,
        text: `${markdown.name(each.relation.name)} ${workWords(each, statistics)}`,
      })),
  ];
  const shown = lines.length > most + 1 ? lines.slice(0, most) : lines;
  const more = lines.length - shown.length;
  return more === 0
    ? shown
    : [
        ...shown,
        {
          about: "more relations",
          text: `${String(more)} more relations, which \`lockkeeper explain\` names`,
        },
      ];
}

function lockWords(lock: Lock): string {
  return `${markdown.name(lock.relation.name)} ${markdown.strong(lock.mode)}: ${meanwhile(lock)}${ifRows(lock)}`;
}

function workWords(work: Work, statistics: Statistics): string {
  return `${workPredicate(work)}, which grows with the table (${sizeWords(work, statistics)})${ifRows(work)}`;
}

function ifRows({ ifRows }: Pick<Lock, "ifRows">): string {
  return ifRows === true ? ", only where the statement finds rows" : "";
}

function byStrength(locks: readonly Lock[]): readonly Lock[] {
  return [...locks].sort((one, other) => lockModes.indexOf(other.mode) - lockModes.indexOf(one.mode));
}

/** `Still held from earlier statements: ACCESS EXCLUSIVE on a, b and 2 more; SHARE on c`. */
function heldLine(held: readonly Lock[]): readonly Line[] {
  const locks = byStrength(withoutImplied(held));
  if (locks.length === 0) return [];
  const modes = [...new Set(locks.map(({ mode }) => mode))];
  const parts = modes.map((mode) => {
    const names = locks
      .filter((lock) => lock.mode === mode)
      .map(({ relation }) => markdown.name(relation.name));
    return `${markdown.strong(mode)} on ${enumerateFew([...new Set(names)])}`;
  });
  return [{ about: "held", text: `Still held from earlier statements: ${parts.join("; ")}` }];
}
