/** snake_case for file names, of whatever names the words hold. */
export function rolloutName(words: string): string {
  const name = words.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  return name.replace(/_+$/, "").slice(0, 80);
}
