import { defineRule } from "./rule.ts";

export const missingDown = defineRule({
  id: "missing-down",
  group: "migration",
  severity: "info",
  summary: "The migration cannot be rolled back: it has no down section",
  why: "When a deploy goes wrong, the down is needed at once, and it is not written yet.",
  instead: "Write the statements that undo the up section, or say in a comment why there is no down.",
  withoutPlan: "There is nothing to make safe in what is there: it is the down that is missing.",
  references: [],
  messages: { missing: "There is no down section: this migration cannot be rolled back." },
  recipes: [],
  migration(context) {
    const { sections, repeatable } = context.migration;
    const wanted = context.tool.hasDown && repeatable !== true;
    if (!wanted || sections.some(({ direction }) => direction === "down")) return [];
    // A project without any down section goes forward only, by choice; saying so for every file helps nobody.
    if (!context.goesDown()) return [];
    return [{ message: "missing" }];
  },
  examples: [],
});
