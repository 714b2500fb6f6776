/** A spot in a file, for messages; zero-based as in LSP. */
export interface Spot {
  readonly path: string;
  readonly line?: number;
  readonly character?: number;
}

/** Wrong use or unreadable input, in the words of the user; ends the program with status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly at: Spot | undefined;

  constructor(message: string, at?: Spot) {
    super(message);
    this.at = at;
  }

  /** One line: `path:line:column: message`, or the program's name where no file is to blame. */
  get line(): string {
    return errorLine(this.message, this.at);
  }
}

/** The line for whatever ended a command. Each bundle has a class of its own, so it is known by its name. */
export function failed(error: unknown): string {
  if (error instanceof Error && error.name === "UsageError" && "line" in error) return String(error.line);
  return errorLine(error instanceof Error ? `${error.name}: ${error.message}` : String(error), undefined);
}

/** How every error is written: one line, `path:line:column: message`, one-based. */
export function errorLine(message: string, at: Spot | undefined): string {
  const where =
    at === undefined ? "lockkeeper" : `${at.path}:${(at.line ?? 0) + 1}:${(at.character ?? 0) + 1}`;
  return `${where}: ${message.replace(/\s*\r?\n\s*/g, " ").trim()}`;
}
