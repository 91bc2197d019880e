import { representationOf } from './cells.js';
import type { GraphNode } from './graph-node.js';
import { indexText, type TextContext } from './text-context.js';
import { unknown, wrapBig, wrapDouble, wrapInt } from './wrap-text.js';

export function shiftRightText(a: GraphNode, n: number, text: string): string {
  switch (representationOf(a.width)) {
    case 'int':
      if (a.min < 0) return `(${text}>>${Math.min(n, 31)})`;
      return n > 31 ? '0' : `(${text}>>>${n})`;
    case 'double':
      return `Math.floor(${text}/${2 ** Math.min(n, 60)})`;
    case 'big':
      return `(${text}>>${n}n)`;
  }
}

export function shiftLeftByText(node: GraphNode, a: GraphNode, by: GraphNode, context: TextContext): string {
  const text = context.text(a);
  switch (representationOf(node.width)) {
    case 'int': {
      if (by.max <= 31) return wrapInt(`(${text}<<${context.text(by)})`, node, unknown);
      const amount = context.name(context.text(by));
      const most = representationOf(by.width) === 'big' ? '31n' : '31';
      const count = representationOf(by.width) === 'big' ? `Number(${amount})` : amount;
      return `(${amount}>${most}?0:${wrapInt(`(${text}<<${count})`, node, unknown)})`;
    }
    case 'double':
      return wrapDouble(`scaleUp(${text},${indexText(by, context)})`, node, unknown, (t) => context.name(t));
    case 'big':
      return wrapBig(`shlBig(${text},${indexText(by, context)},${node.width})`, node);
  }
}

export function shiftRightByText(a: GraphNode, by: GraphNode, context: TextContext): string {
  const text = context.text(a);
  switch (representationOf(a.width)) {
    case 'int': {
      const shift = a.min < 0 ? '>>' : '>>>';
      if (by.max <= 31) return `(${text}${shift}${context.text(by)})`;
      const amount = context.name(context.text(by));
      const isBig = representationOf(by.width) === 'big';
      const count = isBig ? `Number(${amount})` : amount;
      return `(${amount}>${isBig ? '31n' : '31'}?${a.min < 0 ? `${text}>>31` : '0'}:${text}${shift}${count})`;
    }
    case 'double':
      return `shrD(${text},${indexText(by, context)})`;
    case 'big':
      return `(${text}>>BigInt(${indexText(by, context)}))`;
  }
}
