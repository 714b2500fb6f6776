/*
 * Reads XML 1.0 as strictly as the standard wants it, as far as reports use it: elements, attributes, text, references.
 */

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** The root element. Throws where the text is not well-formed. */
export function readXml(xml: string): XmlElement {
  // Char of XML 1.0.
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml))
    throw new Error("There is a character that XML cannot hold.");
  const head = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/.exec(xml);
  if (head === null) throw new Error("There is no declaration.");
  const reader = new Reader(xml, head[0].length);
  const root = reader.element();
  if (xml.slice(reader.at).trim() !== "") throw new Error("Something follows the root element.");
  return root;
}

class Reader {
  at: number;
  readonly #xml: string;

  constructor(xml: string, at: number) {
    this.#xml = xml;
    this.at = at;
  }

  element(): XmlElement {
    const [, name = ""] = this.#take(/<([\w-]+)/y, "an element");
    const attributes: Record<string, string> = {};
    for (;;) {
      const end = this.#maybe(/\s*(\/?)>/y);
      if (end?.[1] === "/") return { name, attributes, children: [], text: "" };
      if (end !== undefined) break;
      const [, key = "", value = ""] = this.#take(/\s+([\w-]+)="([^"<]*)"/y, "an attribute");
      if (key in attributes) throw new Error(`${key} is given twice.`);
      attributes[key] = unescaped(value);
    }
    const children: XmlElement[] = [];
    let text = "";
    for (;;) {
      text += unescaped(this.#take(/[^<]*/y, "text")[0]);
      if (this.#maybe(new RegExp(`</${name}>`, "y")) !== undefined) break;
      children.push(this.element());
    }
    return { name, attributes, children, text };
  }

  #maybe(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.#xml);
    if (match === null) return undefined;
    this.at += match[0].length;
    return match;
  }

  #take(pattern: RegExp, what: string): RegExpExecArray {
    const match = this.#maybe(pattern);
    if (match === undefined)
      throw new Error(`${what} was expected here: ${this.#xml.slice(this.at, this.at + 60)}`);
    return match;
  }
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(#?\w*)(;?)/g, (whole, name: string, end: string) => {
    const character = name.startsWith("#") ? String.fromCodePoint(Number(name.slice(1))) : named[name];
    if (character === undefined || end === "") throw new Error(`${whole} is no reference.`);
    return character;
  });
}
