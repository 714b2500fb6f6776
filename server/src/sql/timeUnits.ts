/** The units of time that settings take, in milliseconds (guc.c). */
export const timeUnits: Readonly<Record<string, number | undefined>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
