import type { Table } from "../../catalog/relations.ts";
import type { Condition } from "../query/conditions.ts";
import { builtinName } from "../types/typeRefs.ts";
import type { Value } from "./values.ts";

/*
 * Where a row goes in a hash-partitioned table (compute_partition_hash_value, partbounds.c; hash_bytes_extended,
 * hashfn.c). The hash of a value is part of what a dump of such a table relies on, so it never changes.
 */

/** HASH_PARTITION_SEED. */
const seed = 0x7a5b22367996dcfdn;
const wide = 0xffffffffffffffffn;

/** The hash of a row whose key columns are all given; undefined where one is not, or is of a type that is not followed. */
export function placeByHash(table: Table, conditions: readonly Condition[]): bigint | undefined {
  let hash = 0n;
  for (const part of table.partitionKey?.parts ?? []) {
    const column = table.columns.find(({ number }) => number === part);
    const given = conditions.find(
      (each) => each.kind !== "or" && each.column === column?.name && isGiven(each),
    );
    if (column === undefined || given === undefined) return undefined;
    // A null adds nothing.
    if (given.kind !== "compare") continue;
    const own = hashOf(builtinName(column.type) ?? "", given.value);
    if (own === undefined) return undefined;
    hash ^= (own + 0x49a0f4dd15e5a8e3n + (hash << 54n) + (hash >> 7n)) & wide;
  }
  return hash;
}

function isGiven(condition: Condition): boolean {
  return condition.kind === "compare"
    ? condition.operator === "="
    : condition.kind === "null" && condition.isNull;
}

function hashOf(type: string, value: Value): bigint | undefined {
  const text = String(value);
  switch (type) {
    case "int2":
    case "int4":
      return /^-?\d+$/u.test(text) ? hashInteger(Number(text)) : undefined;
    case "int8":
      return /^-?\d+$/u.test(text) ? hashBigInteger(BigInt(text)) : undefined;
    case "text":
    case "varchar":
      return hashBytes(new TextEncoder().encode(text));
    case "uuid":
      return hashUuid(text);
    default:
      return undefined;
  }
}

function hashUuid(text: string): bigint | undefined {
  const digits = text.replaceAll(/[{}-]/gu, "");
  const pairs = /^[\da-f]{32}$/iu.test(digits) ? (digits.match(/../gu) ?? []) : undefined;
  return pairs === undefined ? undefined : hashBytes(Uint8Array.from(pairs, (pair) => parseInt(pair, 16)));
}

/** So that equal int4 and int8 have the same hash (hashint8extended). */
function hashBigInteger(value: bigint): bigint {
  const low = Number(value & 0xffffffffn);
  const high = Number((value >> 32n) & 0xffffffffn);
  return hashInteger(low ^ (value >= 0n ? high : ~high));
}

/** Three words of 32 bits, as Bob Jenkins's lookup3 mixes them. */
class Words {
  a: number;
  b: number;
  c: number;

  constructor(length: number) {
    this.a = this.b = this.c = (0x9e3779b9 + length + 3923095) | 0;
    this.a = (this.a + Number(seed >> 32n)) | 0;
    this.b = (this.b + Number(seed & 0xffffffffn)) | 0;
    this.mix();
  }

  mix(): void {
    let { a, b, c } = this;
    a = (a - c) ^ rotate(c, 4);
    c = (c + b) | 0;
    b = (b - a) ^ rotate(a, 6);
    a = (a + c) | 0;
    c = (c - b) ^ rotate(b, 8);
    b = (b + a) | 0;
    a = (a - c) ^ rotate(c, 16);
    c = (c + b) | 0;
    b = (b - a) ^ rotate(a, 19);
    a = (a + c) | 0;
    c = (c - b) ^ rotate(b, 4);
    b = (b + a) | 0;
    Object.assign(this, { a, b, c });
  }

  final(): bigint {
    let { a, b, c } = this;
    c = ((c ^ b) - rotate(b, 14)) | 0;
    a = ((a ^ c) - rotate(c, 11)) | 0;
    b = ((b ^ a) - rotate(a, 25)) | 0;
    c = ((c ^ b) - rotate(b, 16)) | 0;
    a = ((a ^ c) - rotate(c, 4)) | 0;
    b = ((b ^ a) - rotate(a, 14)) | 0;
    c = ((c ^ b) - rotate(b, 24)) | 0;
    return (BigInt(b >>> 0) << 32n) | BigInt(c >>> 0);
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function hashInteger(value: number): bigint {
  const words = new Words(4);
  words.a = (words.a + (value | 0)) | 0;
  return words.final();
}

function hashBytes(bytes: Uint8Array): bigint {
  const words = new Words(bytes.length);
  const word = (at: number): number =>
    [0, 1, 2, 3].reduce((sum, byte) => sum | ((bytes[at + byte] ?? 0) << (8 * byte)), 0);
  let at = 0;
  for (; bytes.length - at >= 12; at += 12) {
    words.a = (words.a + word(at)) | 0;
    words.b = (words.b + word(at + 4)) | 0;
    words.c = (words.c + word(at + 8)) | 0;
    words.mix();
  }
  words.a = (words.a + word(at)) | 0;
  words.b = (words.b + word(at + 4)) | 0;
  // The lowest byte of the third word is kept for the length.
  const last = [0, 1, 2].reduce((sum, byte) => sum | ((bytes[at + 8 + byte] ?? 0) << (8 * byte + 8)), 0);
  words.c = (words.c + last) | 0;
  return words.final();
}
