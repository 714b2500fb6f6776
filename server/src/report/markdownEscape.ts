import { oneLine } from "./wrap.ts";

/** A text that Markdown shows as it is: no markup, no HTML, no mention of anybody. */
export function markdownEscaped(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>#|~]/g, "\\$&")
    .replace(/@(?=\w)/g, "@\u200b");
}

/** A message: what stands between backquotes is code, all else as it is. */
export function markdownMessage(message: string): string {
  return message
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? codeSpan(part) : markdownEscaped(part)))
    .join("");
}

/** A text as code, whatever backquotes are in it. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  const runs = [...line.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}
