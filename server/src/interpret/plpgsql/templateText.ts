import { runTimeName } from "../../catalog/runTimeNames.ts";

/** A piece of a text that a body puts together: what is known of it, or what only a run knows. */
export type Piece = string | Hole;
/** How it is written into the text: as `%I`, as `%L`, or as it is. */
export interface Hole {
  readonly hole: "identifier" | "literal" | "text";
}

/** The text of an EXECUTE of which parts are known at run time alone. */
export type Template = readonly Piece[];

/** The text with a name in each gap where one may stand; the second way of reading has a string for `%L`. */
export function textsOf(template: Template): readonly string[] {
  const fill = (literal: string): string => {
    let count = 0;
    return template
      .map((piece) => {
        if (typeof piece === "string") return piece;
        return piece.hole === "literal" ? literal : runTimeName(count++);
      })
      .join("");
  };
  return [...new Set([fill("NULL"), fill("''")])];
}
