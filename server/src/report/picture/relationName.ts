import { xmlEscaped } from "../xml.ts";
import { barHeight, rowHeight, shortened, type Layout } from "./layout.ts";

/** The name of a relation before its row. */
export function relationName(name: string, row: number, { left, top }: Pick<Layout, "left" | "top">): string {
  const y = top + row * rowHeight + barHeight / 2 + 5;
  return `<text class="relation" x="${left - 12}" y="${y}" text-anchor="end"><title>${xmlEscaped(name)}</title>${xmlEscaped(shortened(name))}</text>`;
}
