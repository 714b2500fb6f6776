/** Whether everything is run that there is (`npm run prove`), or what differs from each other by turns (`npm test`). */
export const isWide = process.env["LOCKKEEPER_PROVE"] !== undefined;

/** So many of `all` for this turn, so that each of them has its turn; all of them in `npm run prove`. */
export function byTurns<Value>(all: readonly Value[], turn: number, count = 1): readonly Value[] {
  const first = (turn * count) % Math.max(1, all.length);
  return isWide ? all : [...all.slice(first), ...all.slice(0, first)].slice(0, count);
}
