import { ident } from "../../../server/src/sql/fragment.ts";
import type { Random } from "../../oracle/random/random.ts";

const reserved = ["select", "user", "order", "table", "default", "check", "new", "old", "group", "analyse"];

/** Names that nobody else has, as SQL: plain ones, reserved words, such as must be quoted, and of 63 bytes. */
export class Names {
  readonly #random: Random;
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  next(stem: string): string {
    const number = ++this.#count;
    const plain = `${stem}${number}`;
    const word = reserved[number - 1];
    if (word !== undefined && this.#random.chance(20)) return ident(word).text;
    const name = this.#random.of(
      ...([plain, plain, plain, `${stem.toUpperCase()} ${number}`, `${stem} "q" ${number}`] as const),
      ...[`${stem}'s $$ ${number}`, `${stem} 🚰 ${number}`, plain.padEnd(63, "_long")],
      `${plain}${"ü".repeat(Math.floor((63 - plain.length) / 2))}`,
    );
    return ident(name).text;
  }
}
