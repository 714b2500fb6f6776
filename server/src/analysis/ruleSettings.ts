import type { Direction } from "../formats/format.ts";
import { rules } from "../rules/index.ts";
import { presetOf, type Preset, type Rule, type Severity } from "../rules/rule.ts";

/** What a preset is, for the configuration's page and schema; each has all of those before it. */
export const presets: Readonly<Record<Preset, string>> = {
  recommended:
    "what hurts under live traffic, each rule with its own severity; what a down section breaks or loses is only told",
  strict:
    "also what most teams live with; hints are warnings, and a down section is judged as an up section is",
  all: "also the group `style`: habits that cost something later and stop nobody now",
};

/** What a configuration says of rules, for all files or for some. */
export interface RuleChoice {
  readonly preset?: Preset | undefined;
  /** By the id of a rule, or by a group for all of its rules that are not named by themselves. */
  readonly rules?: Readonly<Record<string, Severity | "off">> | undefined;
}

/** What holds for some files of a project, in place of what holds for all. */
export interface RuleOverride extends RuleChoice {
  /** Whether a file of the project is one of them. */
  covers(path: string): boolean;
}

export interface ActiveRule {
  readonly rule: Rule;
  readonly severity: Severity;
  /** The configuration names it, or a preset that makes hints warnings: no report has less. */
  readonly isGiven: boolean;
}

/** Of an analysis: what holds for all of its files, and for some. */
interface Settings extends RuleChoice {
  readonly overrides?: readonly RuleOverride[] | undefined;
}

/** Asked for every statement; the settings stay the same for many. */
const active = new WeakMap<Settings, Map<string, readonly ActiveRule[]>>();

/** The rules that are asked about a file, for a direction. */
export function activeRules(settings: Settings, path: string, direction: Direction): readonly ActiveRule[] {
  const overrides = settings.overrides?.map((each) => each.covers(path)) ?? [];
  const key = [direction, ...overrides].join();
  const known = active.get(settings) ?? new Map<string, readonly ActiveRule[]>();
  active.set(settings, known);
  const found = known.get(key) ?? chosen(settings, overrides, direction);
  known.set(key, found);
  return found;
}

function chosen(
  settings: Settings,
  covered: readonly boolean[],
  direction: Direction,
): readonly ActiveRule[] {
  const overrides = settings.overrides?.filter((_, index) => covered[index] === true) ?? [];
  const choices: readonly RuleChoice[] = [settings, ...overrides].reverse();
  const preset = choices.flatMap((choice) => choice.preset ?? [])[0] ?? "recommended";
  return rules.flatMap((rule) => {
    // What a down section makes anew was so before.
    if (rule.group === "style" && direction === "down") return [];
    const named = (key: string) => choices.flatMap((choice) => choice.rules?.[key] ?? [])[0];
    const given = named(rule.id) ?? named(rule.group);
    const severity = given ?? inPreset(rule, preset, direction);
    const isGiven = given !== undefined || preset !== "recommended";
    return severity === "off" ? [] : [{ rule, severity, isGiven }];
  });
}

const order = Object.keys(presets);

/**
 * A down section takes back what the up section gave, so that it drops and renames is no news: what it breaks or loses
 * is only told, unless the project's configuration says otherwise.
 */
function inPreset(rule: Rule, preset: Preset, direction: Direction): Severity | "off" {
  if (order.indexOf(presetOf(rule)) > order.indexOf(preset)) return "off";
  if (preset !== "recommended") return rule.severity === "info" ? "warning" : rule.severity;
  if (rule.graveInDowns === true) return rule.severity;
  const expected = direction === "down" && (rule.group === "breaking" || rule.group === "data");
  return expected ? "info" : rule.severity;
}
