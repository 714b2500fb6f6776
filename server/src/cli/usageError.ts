/** Wrong use or unreadable input: one line on stderr, exit status 2, never a stack trace. */
export class UsageError extends Error {
  readonly code = "usage";
}
