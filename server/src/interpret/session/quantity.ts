/** In milliseconds. */
const times: Readonly<Record<string, number | undefined>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** In bytes. */
const sizes: Readonly<Record<string, number | undefined>> = {
  B: 1,
  kB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
  TB: 1024 ** 4,
};

const pattern = /^\s*([+-]?(?:0x[0-9a-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?))\s*([a-z]*)\s*$/iu;

/** A number with one of the server's units in those of a setting, e.g. `5s` in `ms` (parse_int); undefined for others. */
export function quantityOf(value: string, unit: string | undefined): number | undefined {
  const [, digits, written = ""] = pattern.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (written === "") return number;
  if (unit === undefined) return undefined;
  const [, count = "1", base = ""] = /^(\d*)(.*)$/u.exec(unit) ?? [];
  const table = base in times ? times : sizes;
  const from = table[written];
  const to = table[base];
  if (from === undefined || to === undefined) return undefined;
  return (number * from) / (to * (Number(count) || 1));
}
