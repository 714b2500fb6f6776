/** `$$`, `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`. */
const variable = /\$(?:\$|\{(\w+)(?:(:?-)([^}]*))?\}|(\w+))/gu;

/**
 * Puts variables in their place as Compose does, and the readers of `.env` files; undefined where one has neither a value
 * nor a default.
 */
export function interpolate(text: string, variables: Readonly<NodeJS.Dict<string>>): string | undefined {
  const valueOf = ([all, braced, operator, otherwise, bare]: RegExpMatchArray): string | undefined => {
    if (all === "$$") return "$";
    const value = variables[braced ?? bare ?? ""];
    return value === undefined || (operator === ":-" && value === "") ? otherwise : value;
  };
  const values = [...text.matchAll(variable)].map(valueOf);
  if (values.includes(undefined)) return undefined;
  return text.replaceAll(variable, () => values.shift() ?? "");
}
