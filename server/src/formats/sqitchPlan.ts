import { linesOf } from "./lines.ts";

export const planFile = "sqitch.plan";

/** A change or a tag; `+` before a name means that it is deployed, which is what a change does anyway. */
const entry = /^\s*(?:\+\s*)?([^\s%#@+[-][^\s[\]]*)|^\s*@(\S+)/;

/**
 * The changes of a plan in its order, as their scripts are called: one that is reworked later has the first tag behind it
 * in its name (App::Sqitch::Plan).
 */
export function plannedChanges(plan: string): readonly string[] {
  const names: string[] = [];
  const tags: (string | undefined)[] = [];
  const last = new Map<string, number>();
  let untagged = 0;
  for (const { text } of linesOf(plan)) {
    const [, name, tag] = entry.exec(text) ?? [];
    if (tag !== undefined) {
      for (; untagged < names.length; untagged++) tags[untagged] = tag;
    } else if (name !== undefined) {
      const before = last.get(name);
      if (before !== undefined) names[before] = `${name}@${tags[before] ?? ""}`;
      last.set(name, names.length);
      names.push(name);
    }
  }
  return names;
}

/** A plan with a change behind another one, or at its end. */
export function withChange(plan: string, name: string, now: string, after?: string): string {
  const line = `${name} ${now.replace(/\.\d+Z$/, "Z")} Lockkeeper <lockkeeper@localhost>\n`;
  const place = linesOf(plan).find(({ text }) => after !== undefined && entry.exec(text)?.[1] === after);
  if (place !== undefined && place.next > place.end)
    return plan.slice(0, place.next) + line + plan.slice(place.next);
  return `${plan}${plan === "" || plan.endsWith("\n") ? "" : "\n"}${line}`;
}
