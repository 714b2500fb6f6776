/** Rounded down, e.g. to hundreds, so that one more case of the oracle does not make the page stale. */
export function roughly(count: number, step: number): string {
  return (Math.floor(count / step) * step).toLocaleString("en-US");
}
