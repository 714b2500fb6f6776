const reasons = new Map<string, string>();

/** Skips the running test and keeps the reason, which the runner prints. */
export function skip(context: Mocha.Context, reason: string): never {
  const title = context.test?.fullTitle();
  if (title !== undefined) reasons.set(title, reason);
  context.skip();
}

/** Why a test was skipped. */
export function reasonOf(title: string): string {
  return reasons.get(title) ?? "no reason given";
}
