/** How many characters a tree or an outline shows of a statement. */
const longest = 80;

/** A statement's first words on one line, for outlines and trees. */
export function labelOf(text: string): string {
  // Ten times as much leaves room for blanks and comments, and keeps huge statements cheap.
  const words = text
    .slice(0, longest * 10)
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const characters = Array.from(words.slice(0, longest * 2));
  return characters.length <= longest ? words : `${characters.slice(0, longest - 1).join("")}…`;
}
