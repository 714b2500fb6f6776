/** Whether the text of a boolean setting says that it is on. */
export function isOn(value: string | undefined): boolean {
  return /^(?:on|true|yes|1)$/iu.test(value ?? "");
}
