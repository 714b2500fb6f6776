import { sessionSetting } from "../../catalog/settings.ts";
import type { RecipeFacts } from "../recipe.ts";
import { catalogOf } from "../support/subject.ts";

/**
 * The session's time zone at the statement, where it is set above it or told in the configuration, and AT TIME ZONE
 * means the same by that name: an abbreviation there stands for one offset, and a number counts the other way round.
 */
export function sessionZone(facts: RecipeFacts): string | undefined {
  const catalog = catalogOf(facts);
  const isSet = catalog && sessionSetting(catalog, "timezone");
  const zone = isSet ?? facts.timeZone;
  return zone !== undefined && /^(?:utc|[a-z_]+(?:\/[a-z_]+)+)$/iu.test(zone) ? zone : undefined;
}
