/** Building elements by hand: text is always text, there is no way to pass markup. */

export type Child = Node | string | null | undefined | false;
type Handler = (event: any) => void;
export type Props = Record<string, string | number | boolean | null | undefined | Handler>;

const SVG = "http://www.w3.org/2000/svg";

function fill(element: Element, props: Props, children: Child[]): void {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => child != null && child !== false));
}

/** An HTML element; a function among `props` listens to the event of that name. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K, props: Props = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, props, children);
  return element;
}

/** Words for screen readers only. */
export const hidden = (text: string): HTMLElement => h("span", { class: "sr" }, text);

/** Text as paragraphs, parted at empty lines. */
export const paragraphs = (text: string): HTMLElement[] =>
  text.split(/\n{2,}/).filter(Boolean).map((part) => h("p", {}, part));

/** A decorative SVG of one path on a grid of `size` units. */
export function svg(path: string, size = 24, props: Props = {}): SVGElement {
  const element = document.createElementNS(SVG, "svg");
  const shape = document.createElementNS(SVG, "path");
  fill(shape, { d: path }, []);
  fill(element, { viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true", ...props }, [shape]);
  return element;
}

/** A small circle in a path, from its highest point. */
export const dot = (x: number, y: number): string => `M${x} ${y}a1.4 1.4 0 1 0 .01 0z`;

const sheets = new Map<string, CSSStyleSheet>();

/** One shared constructed style sheet per text: allowed under `style-src 'self'`. */
export function sheet(css: string): CSSStyleSheet {
  let known = sheets.get(css);
  if (!known) {
    known = new CSSStyleSheet();
    known.replaceSync(css);
    sheets.set(css, known);
  }
  return known;
}
