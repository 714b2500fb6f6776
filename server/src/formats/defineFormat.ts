import { withByteOrderMarks } from "./byteOrderMark.ts";
import type { Format } from "./format.ts";

/** A format whose `read` also says what becomes of byte order marks. */
export function defineFormat(format: Format): Format {
  return { ...format, read: (tree) => withByteOrderMarks(format.read(tree), tree, format) };
}
