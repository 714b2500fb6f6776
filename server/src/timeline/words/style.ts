/** How names and emphasis are written, so that the same words serve plain text and Markdown. */
export interface Style {
  /** The name of a relation or another object. */
  name(name: string): string;
  strong(text: string): string;
  /** Text from elsewhere, such as a message of the server. */
  text(text: string): string;
}

export const plain: Style = { name: same, strong: same, text: same };

export const markdown: Style = {
  name: (name) => {
    const ticks = name.includes("`") ? "``" : "`";
    return `${ticks}${name}${ticks}`;
  },
  strong: (text) => `**${text}**`,
  text: (text) => text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&"),
};

function same(text: string): string {
  return text;
}
