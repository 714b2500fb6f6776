/** Bytes of UTF-8 that PostgreSQL keeps of a name (NAMEDATALEN - 1); it cuts the rest silently. */
export const nameBytes = 63;

const encoder = new TextEncoder();
/** Most names are, and then nothing needs to be encoded. */
const isAscii = /^[ -~]*$/;

/** Of a text in UTF-8. */
export function byteLength(text: string): number {
  return isAscii.test(text) ? text.length : encoder.encode(text).length;
}

/** The longest start of a text that fits into a number of bytes of UTF-8, in whole characters (pg_mbcliplen). */
export function clip(text: string, bytes: number): string {
  let clipped = "";
  let used = 0;
  for (const character of text) {
    used += byteLength(character);
    if (used > bytes) break;
    clipped += character;
  }
  return clipped;
}
