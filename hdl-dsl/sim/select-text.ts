import { type BitStore, signText } from './bit-store.js';
import { representationOf } from './cells.js';
import type { GraphNode } from './graph-node.js';
import type { TextContext } from './text-context.js';
import { unknown, wrapBig, wrapDouble, wrapInt } from './wrap-text.js';

/** `index` below `count`, or 0; no test where it cannot be otherwise. */
function guarded(
  index: GraphNode,
  count: number,
  kind: string,
  context: TextContext,
  then: (at: string) => string,
): string {
  const isBig = representationOf(index.width) === 'big';
  if (!isBig && index.max < count) return then(context.text(index));
  const at = context.name(context.text(index));
  const zero = kind === 'big' ? '0n' : '0';
  return `(${at}<${count}${isBig ? 'n' : ''}?${then(isBig ? `Number(${at})` : at)}:${zero})`;
}

export function partText(node: GraphNode, a: GraphNode, index: GraphNode, context: TextContext): string {
  const { width, signed } = node;
  const kind = representationOf(width);
  const text = context.text(a);
  return guarded(index, Math.floor(a.width / width), kind, context, (at) => {
    switch (representationOf(a.width)) {
      case 'int':
        return wrapInt(`(${text}>>>${at}*${width})`, node, unknown);
      case 'double': {
        const shifted = `shrD(${text},${at}*${width})`;
        return kind === 'int'
          ? wrapInt(shifted, node, unknown)
          : wrapDouble(shifted, node, unknown, (t) => context.name(t));
      }
      case 'big': {
        const bits = wrapBig(`${text}>>BigInt(${at}*${width})`, { width, signed });
        return kind === 'big' ? bits : `Number(${bits})`;
      }
    }
  });
}

export function wordText(node: GraphNode, address: GraphNode, context: TextContext): string {
  const depth = node.memory?.depth ?? 0;
  const kind = representationOf(node.width);
  return guarded(address, depth, kind, context, (at) => context.memory(node).word(at));
}

/** A few bits of something wide, without making the whole. */
export function cutText(node: GraphNode, from: GraphNode, store: BitStore, context: TextContext): string {
  const { width, signed, n } = node;
  const [, index] = node.args;
  const [address] = from.args;
  const kind = representationOf(width);
  const cut = (word: string, bit: string | number): string =>
    signText(store.bits(word, bit, width), width, signed);
  const inWord = (word: string): string => {
    if (node.op !== 'part' || index === undefined) return cut(word, n);
    const elements = Math.floor(from.width / width);
    return guarded(index, elements, kind, context, (at) => cut(word, `${at}*${width}`));
  };
  if (address === undefined) return inWord('0');
  return guarded(address, from.memory?.depth ?? 0, kind, context, inWord);
}
