import temml from 'temml';

/**
 * A formula in TeX as MathML, which browsers set by themselves: no script, style sheet or font has to be loaded. A formula on
 * a line of its own may have a number, by \tag, which the page sets beside it.
 * @throws temml.ParseError for what it does not know, so that a page never shows half a formula
 */
export function mathml(tex: string, display: boolean): { readonly math: string; readonly tag: string | undefined } {
  const tag = /\\tag\{(.*?)\}/.exec(tex);
  const formula = tag ? tex.replace(tag[0], '') : tex;
  return { math: temml.renderToString(formula, { displayMode: display, throwOnError: true }), tag: tag?.[1] };
}
