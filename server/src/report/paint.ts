import type { Severity } from "../rules/rule.ts";

type Painter = (text: string) => string;

/** How parts of a text stand out on a terminal. */
export interface Paint {
  readonly bold: Painter;
  readonly dim: Painter;
  readonly of: (severity: Severity) => Painter;
}

const plain: Painter = (text) => text;

/** Paints with the terminal's own colours, or leaves the text as it is. */
export function paintWith(colour: boolean): Paint {
  if (!colour) return { bold: plain, dim: plain, of: () => plain };
  return { bold: between(1, 22), dim: between(2, 22), of: (severity) => between(codes[severity], 39) };
}

const codes: Readonly<Record<Severity, number>> = { error: 31, warning: 33, info: 36 };

function between(on: number, off: number): Painter {
  return (text) => (text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`);
}
