import { remarkOn } from "../../interpret/target.ts";
import { majorsWords } from "./lists.ts";

/** `14 (out of support), 15–18, 19 (not verified on a server)`: as `majorsWords`, with what must be said of some. */
export function majorsNamed(majors: readonly number[]): string {
  const parts: (number[] | string)[] = [];
  for (const major of majors) {
    const remark = remarkOn(major);
    const last = parts.at(-1);
    if (remark !== undefined) parts.push(`${major} (${remark})`);
    else if (typeof last === "object") last.push(major);
    else parts.push([major]);
  }
  return parts.map((part) => (typeof part === "string" ? part : majorsWords(part))).join(", ");
}
