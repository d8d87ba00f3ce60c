import { parseHTML } from 'linkedom';
import { fontFamily, serifFamily } from './theme.ts';

/**
 * The text of an SVG file from a figure, without a browser: `svgText((document) => guessLaw(measurement, { document }))`.
 * Valid XML, to be embedded in HTML as it is or saved.
 */
export function svgText(draw: (document: Document) => SVGSVGElement): string {
  return serialise(draw(newDocument()));
}

/** The same text of an SVG file in another of our fonts. */
export function inFont(svg: string, font: 'sans' | 'serif'): string {
  return font === 'sans' ? svg : svg.replaceAll(escapeXml(fontFamily), escapeXml(serifFamily));
}

function newDocument(): Document {
  return parseHTML('<!doctype html><html><body></body></html>').document;
}

/**
 * Writes an element as XML. linkedom's own outerHTML follows HTML, which leaves "<" in style sheets and non-breaking
 * spaces as entities that XML does not know.
 */
function serialise(node: Node): string {
  if (node.nodeType === TEXT) {
    const content = escapeXml(node.textContent ?? '');
    return ['title', 'desc'].includes(node.parentNode?.nodeName.toLowerCase() ?? '') ? content : lowered(content);
  }
  if (node.nodeType !== ELEMENT) return '';
  const element = node as Element;
  // linkedom lists the latest attribute first.
  const attributes = [...element.attributes]
    .reverse()
    .map(({ name, value }) => ` ${name}="${escapeXml(shorten(value))}"`)
    .join('');
  const children = [...element.childNodes].map(serialise).join('');
  return children
    ? `<${element.localName}${attributes}>${children}</${element.localName}>`
    : `<${element.localName}${attributes}/>`;
}

/** σ_w² with its subscript below the line; what follows is moved back up. */
function lowered(content: string): string {
  return content.replace(/σ_([wb])(.?)/g, 'σ<tspan dy="3" font-size="8">$1</tspan><tspan dy="-3">$2</tspan>');
}

/** Coordinates to a thousandth of a pixel. */
function shorten(value: string): string {
  return value.replace(/\d+\.\d{4,}/g, (digits) => String(Number(Number(digits).toFixed(3))));
}

const ELEMENT = 1;
const TEXT = 3;

/** Text for XML and HTML, in content and in attributes. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
