import type { Major } from "../interpret/target.ts";
import { inSession, type LeftBehind, type SessionDifference } from "../timeline/leftBehind.ts";
import type { Timeline, TimelineInput } from "../timeline/entry.ts";
import type { Format } from "../formats/format.ts";
import type { SectionInput } from "./input.ts";
import type { LeftByMajor } from "../timeline/leftBehind.ts";

/** A section where one run applies it in the same session as the migrations before it. */
export interface InRun {
  readonly after: LeftByMajor;
  /** The first difference that this makes, on the oldest major that has one. */
  readonly difference: SessionDifference | undefined;
}

export function inRun(
  { section, left, input }: SectionInput,
  timelines: ReadonlyMap<Major, Timeline>,
  inputOf: (major: Major) => TimelineInput,
): InRun {
  const after = new Map<Major, LeftBehind>();
  let found: SessionDifference | undefined;
  for (const [major, timeline] of timelines) {
    const before = left.get(major) ?? new Map();
    const stays = (setting: string): boolean => keeps(input.format, setting);
    const run = inSession(timeline, inputOf(major), before, section.path, stays);
    if (run.left.size > 0) after.set(major, run.left);
    if (run.difference === undefined) continue;
    if (found === undefined) found = { ...run.difference, majors: [major] };
    else if (found.index === run.difference.index) found = { ...found, majors: [...found.majors, major] };
  }
  return { after, difference: found };
}

/** Whether a tool leaves a setting as it is for the next file of a run. */
export function keeps({ resets = [] }: Format, setting: string): boolean {
  return resets !== "all" && !resets.includes(setting);
}
