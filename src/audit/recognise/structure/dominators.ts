import type { Piece } from '../piece.ts';

/**
 * The pieces that everything passes on its way to a piece: for each piece the nearest one before it through which all paths
 * from the input go. That of a join is where its branches part.
 *
 * Source: Cooper, Harvey and Kennedy, A Simple, Fast Dominance Algorithm, 2001.
 */
export function dominators(top: Piece): ReadonlyMap<Piece, Piece> {
  const order = inOrder(top);
  const place = new Map(order.map((piece, i) => [piece, i]));
  const nearest = new Map<Piece, Piece>();
  const meeting = (one: Piece, other: Piece): Piece => {
    let [a, b] = [one, other];
    while (a !== b) {
      if (place.get(a)! > place.get(b)!) a = nearest.get(a)!;
      else b = nearest.get(b)!;
    }
    return a;
  };
  const [root] = order;
  nearest.set(root, root);
  for (const piece of order.slice(1)) nearest.set(piece, piece.from.length === 0 ? root : piece.from.reduce(meeting));
  return nearest;
}

/** A piece and all that leads to it, each after what it takes. The input comes first. */
export function inOrder(top: Piece): Piece[] {
  const found = new Set<Piece>();
  const waiting: { piece: Piece; isReady: boolean }[] = [{ piece: top, isReady: false }];
  while (waiting.length > 0) {
    const { piece, isReady } = waiting.pop()!;
    if (found.has(piece)) continue;
    if (isReady) found.add(piece);
    else {
      waiting.push({ piece, isReady: true });
      for (const before of piece.from.toReversed()) waiting.push({ piece: before, isReady: false });
    }
  }
  return [...found];
}
