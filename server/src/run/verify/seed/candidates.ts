import type { SeedColumn, SeedType } from "./tables.ts";
import { valueOf } from "./values.ts";

/** What a column might hold to satisfy a check that mentions these literals; the likeliest first, null for NULL. */
export function candidatesFor(
  { type, notNull }: SeedColumn,
  literals: readonly string[],
  n: number,
): readonly (string | null)[] {
  const usual = [n, n + 1, n + 2].flatMap((each) => valueOf(type, each) ?? []);
  const fitting = literals.flatMap((literal) => near(type, literal, n));
  const found = [...usual, ...fitting, ...general(type, n)].filter((value) => fits(type, value));
  return [...new Set(notNull ? found : [...found, null])];
}

/** Whether the type can hold it, as far as that is easily told. */
function fits({ name, category, modifier, element }: SeedType, value: string): boolean {
  if (element !== undefined) return true;
  if (/^(?:int\d|oid)$/.test(name)) return /^-?\d{1,9}$/.test(value);
  return category !== "S" || modifier < 5 || value.length <= modifier - 4;
}

/** The literal itself, what is just beside it, and for a string one that is as long as it says. */
function near(type: SeedType, literal: string, n: number): readonly string[] {
  if (type.element !== undefined) return near(type.element, literal, n).map((value) => `{"${value}"}`);
  if (type.kind === "e") return type.labels.includes(literal) ? [literal] : [];
  const number = Number(literal);
  const isNumber = literal.trim() !== "" && Number.isFinite(number);
  switch (type.category) {
    case "N":
      return isNumber ? [literal, String(number + 1), String(number - 1), String(number + 5)] : [];
    case "S":
      return isNumber && number >= 0 && number <= 300
        ? [literal, sized(number, n), sized(number - 1, n), sized(number + 1, n)]
        : [literal];
    case "B":
      return [];
    case "D":
      return isNumber ? [] : [literal];
    default:
      return [literal];
  }
}

function sized(length: number, n: number): string {
  return length <= 0 ? "" : String(n).slice(-length).padStart(length, "1");
}

/** What checks are often about: signs, cases, addresses, numbers of elements. */
function general(type: SeedType, n: number): readonly string[] {
  if (type.element !== undefined) return ["{}", ...general(type.element, n).map((value) => `{"${value}"}`)];
  if (type.kind === "e") return type.labels;
  switch (type.category) {
    case "N":
      return ["0", "1", "-1", "2", "10", "50", "0.5"];
    case "S":
      return [...strings(n), "a", "A", "ab", "abc", "en", "USD", ""];
    case "B":
      return ["true", "false"];
    case "D":
      return ["2001-01-01", "2099-12-31"];
    default:
      return type.name === "json" || type.name === "jsonb" ? ["{}", "[]", '"a"', "null"] : [];
  }
}

/** Of each form as many as there are rows. */
function strings(n: number): readonly string[] {
  const letters = [26 * 26, 26, 1]
    .map((each) => String.fromCharCode(97 + (Math.floor(n / each) % 26)))
    .join("");
  const addresses = [`a${n}@b.example`, `https://a.example/${n}`, `+1555${n}`];
  return [letters, letters.toUpperCase(), letters.slice(1), letters.slice(1).toUpperCase(), ...addresses];
}
