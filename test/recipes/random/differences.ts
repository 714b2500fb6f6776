import type { Fingerprint } from "../fingerprint.ts";

/** So many are told that one can see what is wrong. */
const told = 8;

/** Lines that one has and the other has not. */
export function differences(found: Fingerprint, wanted: Fingerprint): readonly string[] {
  const known = partsOf(wanted);
  const seen = partsOf(found);
  const lines = [...new Set([...known.keys(), ...seen.keys()])].flatMap((part) => {
    const [has, should] = [seen.get(part) ?? [], known.get(part) ?? []];
    return [
      ...has.filter((line) => !should.includes(line)).map((line) => `${part}: there is ${line}`),
      ...should.filter((line) => !has.includes(line)).map((line) => `${part}: there is no ${line}`),
    ];
  });
  return lines.length > told ? [...lines.slice(0, told), `and ${lines.length - told} more`] : lines;
}

function partsOf({ catalog, data }: Fingerprint): ReadonlyMap<string, readonly string[]> {
  const rows = Object.entries(data).map(([table, lines]): [string, readonly string[]] => [
    `rows of ${table}`,
    lines,
  ]);
  return new Map([...Object.entries(catalog), ...rows]);
}
