import { describe, expect, it } from "vitest";
import { rolloutId } from "../../server/src/recipes/support/rolloutId.ts";

describe("a rollout's id, which its files are named after", () => {
  it("reads as the names do, in the letters of a file's name", () => {
    expect(rolloutId("drop", "users", "nickname")).toBe("drop_users_nickname");
    expect(rolloutId("rename", "User", "displayName", "to", "name")).toBe("rename_user_display_name_to_name");
    expect(rolloutId("drop", "order items", "a-b")).toBe("drop_order_items_a_b");
  });

  it("has a digest where letters are lost, or it is long", () => {
    expect(rolloutId("drop", "größe")).toMatch(/^drop_gr_e_[a-z0-9]+$/);
    expect(rolloutId("drop", "größe")).not.toBe(rolloutId("drop", "grüße"));
    expect(rolloutId("drop", "表")).not.toBe(rolloutId("drop", "列"));
    expect(rolloutId("drop", "x".repeat(63), "y".repeat(63)).length).toBeLessThan(80);
  });
});
