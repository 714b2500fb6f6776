/** Lines that tempt a splitter to look back or ahead: by what they are, the line of each number from 0. */
export const hostile: Readonly<Record<string, (index: number) => string>> = {
  "dollar quotes, each with another tag": (index) => `$a${index}$ `,
  "open comments": () => "/* ",
  templates: () => "{{ {{ ",
  "quotes and semicolons": () => "'a';\n'';\n",
  "comment lines with semicolons after an open quote": (index) => (index === 0 ? "do $$ " : "--;\n"),
  "names with templates": () => '"{{" ',
  "continued strings": () => "'a'\n",
  "begin atomic": () => "create function f() begin; ",
  parentheses: () => "((",
  copies: () => "copy a from stdin;\n",
  backslashes: () => "\\;x\\g\n",
};

/** That many of the lines, one after the other. */
export function repeated(line: (index: number) => string, count: number): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("");
}
