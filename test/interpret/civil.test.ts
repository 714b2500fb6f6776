import { describe, expect, it } from "vitest";
import { addMonths, civilFromDays, daysFromCivil } from "../../server/src/interpret/values/calendar.ts";

const day = 24 * 60 * 60 * 1000;

describe("the calendar", () => {
  it("agrees with the runtime's on every day of six centuries", () => {
    for (let days = -150_000; days < 70_000; days++) {
      const date = new Date(days * day);
      const civil = civilFromDays(days);
      expect(civil).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      });
      expect(daysFromCivil(civil)).toBe(days);
    }
  });

  it.each([
    [{ year: 2024, month: 1, day: 31 }, 1, { year: 2024, month: 2, day: 29 }],
    [{ year: 2023, month: 12, day: 31 }, 2, { year: 2024, month: 2, day: 29 }],
    [{ year: 2024, month: 3, day: 31 }, -1, { year: 2024, month: 2, day: 29 }],
    [{ year: 2024, month: 3, day: 15 }, -15, { year: 2022, month: 12, day: 15 }],
    [{ year: 2024, month: 2, day: 29 }, 12, { year: 2025, month: 2, day: 28 }],
  ])("adds months to %o", (date, months, expected) => {
    expect(addMonths(date, months)).toEqual(expected);
  });
});
