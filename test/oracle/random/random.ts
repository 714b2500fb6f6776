import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Choices that are the same for the same seed. */
export class Random {
  readonly #generator;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** From `from` to `to`, both included. */
  int(from: number, to: number): number {
    return uniformInt(this.#generator, from, to);
  }

  /** True in that many of a hundred cases. */
  chance(percent: number): boolean {
    return this.int(1, 100) <= percent;
  }

  /** One of them, or undefined where there is none. */
  pick<T>(items: readonly T[]): T | undefined {
    return items.length === 0 ? undefined : items[this.int(0, items.length - 1)];
  }

  /** One of several that are there. */
  of<T>(...items: readonly [T, ...T[]]): T {
    return this.pick(items) ?? items[0];
  }

  /** Up to `most` different ones in random order, at least one where there is any. */
  some<T>(items: readonly T[], most: number): readonly T[] {
    const left = [...items];
    const chosen: T[] = [];
    const count = this.int(1, Math.max(1, Math.min(most, left.length)));
    while (chosen.length < count && left.length > 0)
      chosen.push(...left.splice(this.int(0, left.length - 1), 1));
    return chosen;
  }

  /** The text in that many of a hundred cases, else nothing. */
  maybe(percent: number, text: string): string {
    return this.chance(percent) ? text : "";
  }
}
