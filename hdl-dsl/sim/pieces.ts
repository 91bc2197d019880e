import type { Graph } from './graph.js';
import type { GraphNode } from './graph-node.js';

/** A run of bits of a signal with a value of its own. */
export interface Piece {
  readonly lsb: number;
  readonly value: GraphNode;
}

/** The value of a signal while its drives are applied one after the other: pieces that tile it, lowest first. */
export type Pieces = readonly Piece[];

/** The pieces with bits lsb .. lsb + value.width - 1 replaced. */
export function place(graph: Graph, pieces: Pieces, lsb: number, value: GraphNode): Pieces {
  const end = lsb + value.width;
  const placed: Piece[] = [];
  let put = false;
  for (const piece of pieces) {
    const pieceEnd = piece.lsb + piece.value.width;
    if (piece.lsb < lsb) placed.push(cutPiece(graph, piece, piece.lsb, Math.min(lsb, pieceEnd)));
    if (!put && pieceEnd > lsb) {
      placed.push({ lsb, value });
      put = true;
    }
    if (pieceEnd > end) placed.push(cutPiece(graph, piece, Math.max(end, piece.lsb), pieceEnd));
  }
  return placed;
}

/** Several values of one signal cut at the same places: for each run of bits its piece in each of them. */
export function align(
  graph: Graph,
  all: readonly Pieces[],
): { readonly lsb: number; readonly values: GraphNode[] }[] {
  const cuts = [...new Set(all.flatMap((pieces) => pieces.map((p) => p.lsb)))].sort((a, b) => a - b);
  const ends = [...cuts.slice(1), widthOf(all[0] ?? [])];
  const rows = cuts.map((lsb) => ({ lsb, values: [] as GraphNode[] }));
  for (const pieces of all) {
    let at = 0;
    rows.forEach(({ lsb, values }, i) => {
      const end = ends[i] ?? lsb;
      while (endOf(pieces[at]) <= lsb) at++;
      const piece = pieces[at];
      if (piece !== undefined) values.push(cutPiece(graph, piece, lsb, end).value);
    });
  }
  return rows;
}

/** All bits as one unsigned value, or as the one piece that there is. */
export function join(graph: Graph, pieces: Pieces): GraphNode {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only.value;
  return graph.concat(pieces.map((p) => p.value).reverse());
}

const endOf = (piece: Piece | undefined): number =>
  piece === undefined ? Number.POSITIVE_INFINITY : piece.lsb + piece.value.width;

function widthOf(pieces: Pieces): number {
  return pieces.reduce((sum, p) => sum + p.value.width, 0);
}

function cutPiece(graph: Graph, piece: Piece, from: number, to: number): Piece {
  const whole = from === piece.lsb && to === endOf(piece);
  return whole ? piece : { lsb: from, value: graph.slice(piece.value, from - piece.lsb, to - from) };
}
