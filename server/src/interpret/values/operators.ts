import { daysBetween, daysLater, later, times } from "./moments.ts";
import { asNumber, asText, compareValues, isInterval, isList, isMoment, list, type Value } from "./value.ts";

/** What a binary operator yields; a prefix operator has 0 on its left. */
export function operate(operator: string, left: Value, right: Value): Value {
  const test = comparisons[operator];
  if (test !== undefined) {
    const order = compareValues(left, right);
    if (order === undefined || order === null) return order;
    return ordered(operator, left, right) ? test(order) : undefined;
  }
  if (operator === "||") return concatenate(left, right);
  if (operator in patterns) return matches(operator, left, right);
  if ([left, right].some((value) => isMoment(value) || isInterval(value)))
    return calculateTime(operator, left, right);
  return calculate(operator, left, right);
}

const comparisons: Readonly<Record<string, ((order: number) => boolean) | undefined>> = {
  "=": (order) => order === 0,
  "<>": (order) => order !== 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/** Texts are ordered by a collation that the model does not know; whether they are equal it knows. */
function ordered(operator: string, left: Value, right: Value): boolean {
  const isEquality = operator === "=" || operator === "<>" || operator === "!=";
  if (isEquality || typeof left !== "string" || typeof right !== "string") return true;
  return left.length === right.length && /^\d+$/u.test(left) && /^\d+$/u.test(right);
}

function concatenate(left: Value, right: Value): Value {
  if (isList(left) || isList(right)) {
    if (left === undefined || right === undefined) return undefined;
    const items = (value: Value): readonly Value[] =>
      isList(value) ? value.items : value === null ? [] : [value];
    return list([...items(left), ...items(right)]);
  }
  const [one, other] = [asText(left), asText(right)];
  if (one === null || other === null) return null;
  return one === undefined || other === undefined ? undefined : one + other;
}

function calculate(operator: string, left: Value, right: Value): Value {
  const [one, other] = [asNumber(left), asNumber(right)];
  if (one === null || other === null) return null;
  if (one === undefined || other === undefined) return undefined;
  switch (operator) {
    case "+":
      return one + other;
    case "-":
      return one - other;
    case "*":
      return one * other;
    case "%":
      return other === 0 ? undefined : one % other;
    case "/":
      // Both operands are taken for integers only where both are.
      return other === 0 || !Number.isInteger(one) || !Number.isInteger(other)
        ? undefined
        : Math.trunc(one / other);
    default:
      return undefined;
  }
}

/** Dates and timestamps with intervals and days, and intervals with factors. */
function calculateTime(operator: string, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (operator === "*" && (isInterval(left) || isInterval(right))) {
    const [interval, factor] = isInterval(left) ? [left, right] : [right, left];
    return isInterval(interval) && typeof factor === "number" ? times(interval, factor) : undefined;
  }
  if (operator === "+" && !isMoment(left))
    return isMoment(right) ? calculateTime("+", right, left) : undefined;
  if ((operator !== "+" && operator !== "-") || !isMoment(left)) return undefined;
  const sign = operator === "+" ? 1 : -1;
  if (isInterval(right)) return later(left, right, sign);
  if (left.type !== "date") return undefined;
  if (typeof right === "number") return daysLater(left, sign * right);
  const isDays = sign === -1 && isMoment(right) && right.type === "date";
  return isDays ? daysBetween(right, left) : undefined;
}

/** LIKE, ILIKE and the regular expressions of POSIX, with their negations. */
const patterns: Readonly<
  Record<string, { readonly like: boolean; readonly fold: boolean; readonly negated: boolean }>
> = {
  "~~": { like: true, fold: false, negated: false },
  "!~~": { like: true, fold: false, negated: true },
  "~~*": { like: true, fold: true, negated: false },
  "!~~*": { like: true, fold: true, negated: true },
  "~": { like: false, fold: false, negated: false },
  "!~": { like: false, fold: false, negated: true },
  "~*": { like: false, fold: true, negated: false },
  "!~*": { like: false, fold: true, negated: true },
};

function matches(operator: string, left: Value, right: Value): Value {
  const [text, pattern] = [asText(left), asText(right)];
  const kind = patterns[operator];
  if (text === null || pattern === null) return null;
  if (text === undefined || pattern === undefined || kind === undefined) return undefined;
  // Only patterns that mean the same in both dialects.
  if (!kind.like && !/^[\w\s^$.()|*+?\-]*$/u.test(pattern)) return undefined;
  const source = kind.like ? `^${likeSource(pattern)}$` : pattern;
  const flags = kind.fold ? "isu" : "su";
  try {
    return new RegExp(source, flags).test(text) !== kind.negated;
  } catch {
    return undefined;
  }
}

function likeSource(pattern: string): string {
  return pattern.replaceAll(/\\(.)|[%_]|[\\^$.*+?()[\]{}|/-]/gsu, (found, escaped: string | undefined) => {
    if (found === "%") return ".*";
    if (found === "_") return ".";
    const character = escaped ?? found;
    return /[\\^$.*+?()[\]{}|/]/u.test(character) ? `\\${character}` : character;
  });
}
