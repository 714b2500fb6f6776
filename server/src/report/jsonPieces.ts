/** A list whose items are made when they are written, so that not all are in memory at once. */
export class Written<T> {
  readonly #items: () => Iterable<T>;

  constructor(items: () => Iterable<T>) {
    this.#items = items;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#items()[Symbol.iterator]();
  }
}

/** A value that is made when its turn comes, after all that is written before it. */
export class Later<T> {
  readonly value: () => T;

  constructor(value: () => T) {
    this.value = value;
  }
}

/**
 * The text of `JSON.stringify(value, undefined, 2)`, in pieces. A list of type `Written` is written item by item, and so
 * is a record that has one, or a `Later`, for a field; everything else is one piece.
 */
export function* jsonPieces(value: unknown, indent = ""): Generator<string, void, undefined> {
  if (value instanceof Written) yield* listed(value, indent);
  else if (value instanceof Later) yield* jsonPieces(value.value(), indent);
  else if (isRecord(value) && Object.values(value).some(isMadeLater)) yield* fields(value, indent);
  else yield JSON.stringify(value, undefined, 2).replaceAll("\n", `\n${indent}`);
}

function* listed(list: Iterable<unknown>, indent: string): Generator<string, void, undefined> {
  let before = "[";
  for (const item of list) {
    yield `${before}\n${indent}  `;
    yield* jsonPieces(item, `${indent}  `);
    before = ",";
  }
  yield before === "[" ? "[]" : `\n${indent}]`;
}

function* fields(record: object, indent: string): Generator<string, void, undefined> {
  let before = "{";
  for (const [key, value] of Object.entries(record)) {
    if (value === undefined) continue;
    yield `${before}\n${indent}  ${JSON.stringify(key)}: `;
    yield* jsonPieces(value, `${indent}  `);
    before = ",";
  }
  yield `\n${indent}}`;
}

function isMadeLater(field: unknown): boolean {
  return field instanceof Written || field instanceof Later;
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
