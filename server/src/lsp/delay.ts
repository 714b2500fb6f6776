/** Runs an action once, `milliseconds` after the last call; a call meanwhile starts the wait again. */
export class Delay {
  readonly #milliseconds: number;
  readonly #action: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number, action: () => void) {
    this.#milliseconds = milliseconds;
    this.#action = action;
  }

  start(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#action, this.#milliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
