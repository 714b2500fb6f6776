import type { Difference } from "../../catalog/differences/compareCatalogs.ts";
import { differenceInWords } from "../../catalog/differences/differenceInWords.ts";

/** How far a migration came, as the schema shows it. */
export interface Stop {
  /** Statements that it has. */
  readonly statements: number;
  /** At least so many are done, and at most so many: the same where only one number fits the schema. */
  readonly least: number;
  readonly most: number;
  /** Where no number fits: what is otherwise than after the nearest one, in words. */
  readonly otherwise: readonly string[];
}

/** What else is known of how far it came. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
  /** Whether what there is after the first k could have stayed: not in the midst of a transaction. */
  readonly settled: (done: number) => boolean;
  /** Whether the kth statement changes nothing but its session. */
  readonly leavesNothing: (statement: number) => boolean;
}

/**
 * Holds the schema against what each statement leaves: `found[k]` is in what the database differs from what is there
 * after the first k. What it differs in all along has nothing to do with this migration.
 */
export function stopOf(found: readonly (readonly Difference[])[], bounds: Bounds): Stop | undefined {
  const statements = found.length - 1;
  const keys = found.map((differences) => new Map(differences.map((each) => [JSON.stringify(each), each])));
  const [first] = keys;
  if (first === undefined) return undefined;
  const always = new Set([...first.keys()].filter((key) => keys.every((each) => each.has(key))));
  const possible = keys.flatMap((each, done) => {
    if (done < bounds.least || done > bounds.most || !bounds.settled(done)) return [];
    return [{ done, own: [...each].filter(([key]) => !always.has(key)).map(([, one]) => one) }];
  });
  const fitting = possible.filter(({ own }) => own.length === 0).map(({ done }) => done);
  if (fitting.length > 0) return { statements, ...narrowed(fitting, bounds), otherwise: [] };
  const nearest = possible.toSorted((a, b) => a.own.length - b.own.length)[0];
  if (nearest === undefined) return undefined;
  const { done, own } = nearest;
  return { statements, least: done, most: done, otherwise: own.map(differenceInWords) };
}

function narrowed(fitting: readonly number[], { leavesNothing }: Bounds): Pick<Stop, "least" | "most"> {
  const least = Math.min(...fitting);
  let most = Math.max(...fitting);
  while (most > least && leavesNothing(most)) most -= 1;
  return { least, most };
}

/** Whether it is known to the statement. */
export function isExact({ least, most, otherwise }: Stop): boolean {
  return otherwise.length === 0 && least === most;
}

/** Whether some of its statements are known to be done, and the others not. */
export function isBetween({ statements, least, most }: Pick<Stop, "statements" | "least" | "most">): boolean {
  return least === most && least > 0 && least < statements;
}

/** What that means, in a sentence or two. */
export function stopInWords({ statements, least, most, otherwise }: Stop): string {
  if (otherwise.length > 0) {
    const [one = "", two, ...more] = otherwise;
    const rest = two === undefined ? "" : more.length === 0 ? `; ${two}` : `; ${two}; ${more.length} more`;
    return `The schema is as after none of its statements: nearest is ${after(least, statements)}, but ${one}${rest}.`;
  }
  if (least === most) return `The schema is that ${after(least, statements)}.`;
  const rows = `whether ${range(least + 1, most)} went through, the schema does not show`;
  if (least === 0 && most === statements) return "The schema is the same with and without it.";
  const begin = least === 0 ? "" : `${range(1, least)} ${least === 1 ? "is" : "are"} done, `;
  const end = most === statements ? "" : `, ${range(most + 1, statements)} did not`;
  return `The schema shows that ${begin}${rows}${end}.`;
}

/** The same of a way up, which brings its statements into the database. */
export function broughtInWords(stop: Stop): string {
  const { statements, least } = stop;
  if (!isExact(stop) || (least > 0 && least < statements)) return stopInWords(stop);
  return least === 0 ? "Nothing of it is in the database." : "All of it is in the database.";
}

function after(done: number, statements: number): string {
  if (done === 0) return "before it: nothing of it is there";
  if (done === statements) return "after all of it";
  return `after statement ${done} of ${statements}: ${range(done + 1, statements)} did not go through`;
}

function range(first: number, last: number): string {
  return first === last ? `statement ${first}` : `statements ${first} to ${last}`;
}
