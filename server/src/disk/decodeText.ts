/** A file's text, or why it is none, as the end of a sentence about the file. */
export type DecodedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: "binary-file" | "invalid-utf8" | "not-utf8"; readonly why: string };

/**
 * Reads bytes as UTF-8, strictly: a replaced character would be sent to the database as if it were the user's. A byte
 * order mark stays in the text, because migration tools see it too: dbmate misses a marker behind one.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { ok: false, code: "not-utf8", why: "is encoded as UTF-16. Save it as UTF-8." };
  }
  if (bytes.includes(0)) {
    return {
      ok: false,
      code: "binary-file",
      why: "holds zero bytes, so it is not text. Is it a binary file?",
    };
  }
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return {
      ok: false,
      code: "invalid-utf8",
      why: `is not valid UTF-8 (line ${brokenLine(bytes)}). Save it as UTF-8.`,
    };
  }
}

/** One-based number of the first line that is not UTF-8. A line feed is never part of a longer character. */
function brokenLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let start = 0;
  for (let line = 1; start <= bytes.length; line += 1) {
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
    if (feed < 0) break;
  }
  return 1;
}
