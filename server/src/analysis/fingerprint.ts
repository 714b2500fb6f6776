import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * What a text is known by wherever it stands: sixteen hexadecimal digits that neither its place nor its line ends and
 * indentation change.
 */
export function fingerprint(...parts: readonly string[]): string {
  const text = parts.map((part) => part.replace(/\s+/g, " ").trim()).join("\0");
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 16);
}
