/** "a, b and c". */
export function listed(texts: readonly string[]): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

/** A layer in the notation without its arguments. */
export function layerName(layer: string): string {
  return layer.replace(/\(.*$/s, '');
}

/** The text with its first letter as a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What one calls the points of a data source: "digits" for handwritten digits, "inputs" for most. */
export function pointsOf(data: string): string {
  const name = data.match(/^[\w-]+/)?.[0].toLowerCase() ?? '';
  if (name === 'digits' || name === 'mnist') return 'digits';
  if (name.startsWith('cifar') || name === 'images' || name === 'fashion-mnist') return 'images';
  return 'inputs';
}
