/** Whether two texts are the same JSON value: blanks, the order of keys and how a number is written count for nothing. */
export function sameJson(one: string, other: string): boolean {
  const [a, b] = [canonical(one), canonical(other)];
  return a !== undefined && a === b;
}

/** Numbers become marked strings first, since a double does not hold all of their digits. */
const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;

function canonical(text: string): string | undefined {
  const marked = text.replaceAll(token, (each) =>
    each.startsWith('"') ? `"s${each.slice(1)}` : `"n${canonicalDecimal(each)}"`,
  );
  try {
    JSON.parse(text);
    return JSON.stringify(JSON.parse(marked), sorted);
  } catch {
    return undefined;
  }
}

/** Of a key that is given twice, jsonb and this keep the last. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** `digits e exponent` without zeros at either end. */
function canonicalDecimal(number: string): string {
  const [mantissa = "", exponent = "0"] = number.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const digits = (whole + fraction).replace(/^0+/u, "");
  const significant = digits.replace(/0+$/u, "");
  if (significant === "") return "0";
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${number.startsWith("-") ? "-" : ""}${significant}e${String(power)}`;
}
