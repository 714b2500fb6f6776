const kinds = ["server", "embedded", "container", "crash", "repair"] as const;
type Kind = (typeof kinds)[number];

/** How many kills of a kind are asked for: `LOCKKEEPER_KILLS=server:300,repair:60` by hand, else what CI has time for. */
export function askedKills(kind: Kind): number {
  const asked = process.env["LOCKKEEPER_KILLS"] ?? "server:18,embedded:3,container:3,crash:2,repair:2";
  const counts = asked.split(",").map((part) => {
    const [name, count] = part.split(":");
    const known = kinds.find((each) => each === name);
    if (known !== undefined && Number(count) >= 0) return [known, Number(count)] as const;
    throw new Error(`LOCKKEEPER_KILLS: ${part} is not KIND:COUNT with one of ${kinds.join(", ")}.`);
  });
  return new Map<Kind, number>(counts).get(kind) ?? 0;
}

/** The same numbers every time, below `limit`. */
export function* randomBelow(limit: number): Generator<number, never> {
  for (let state = 20_261_128; ;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    yield (state >> 8) % limit;
  }
}
