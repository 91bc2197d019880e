import type { MemoryCell, StateCell } from './cells.js';
import { foldConstant } from './fold-constant.js';
import type { GraphNode, GraphOp } from './graph-node.js';
import { separates } from './separates.js';
import { boundsOf, fitsType } from './value-bounds.js';

interface Extra {
  readonly n?: number;
  readonly constant?: bigint;
  readonly matches?: readonly bigint[];
  readonly cell?: StateCell;
  readonly memory?: MemoryCell;
}

/** Largest number of elements for which a selection among separate values becomes a switch. */
const mostElements = 256;

/** Makes the nodes of a flat design: equal computations share a node, constants are folded, and a slice of a
 *  concatenation is the part that it cuts out, so that packed vectors fall apart into their elements. */
export class Graph {
  readonly #known = new Map<string, GraphNode>();
  #next = 0;

  constant(width: number, signed: boolean, value: bigint): GraphNode {
    const constant = signed ? BigInt.asIntN(width, value) : BigInt.asUintN(width, value);
    return this.#make('const', width, signed, [], { constant });
  }

  state(cell: StateCell): GraphNode {
    return this.#make('state', cell.width, cell.signed, [], { cell });
  }

  /** One word of a memory; 0 past its depth. */
  word(memory: MemoryCell, address: GraphNode): GraphNode {
    return this.#make('word', memory.width, memory.signed, [address], { memory });
  }

  /** All words of a packed memory. */
  words(memory: MemoryCell): GraphNode {
    return this.#make('words', memory.width * memory.depth, false, [], { memory });
  }

  /** A node of one of the operations without rules of their own below. */
  plain(op: GraphOp, width: number, signed: boolean, args: readonly GraphNode[], n = 0): GraphNode {
    if (op === 'and' || op === 'or') {
      const simple = this.#logic(op, width, args);
      if (simple !== undefined) return simple;
    }
    if (op === 'shift-right' && args[0]?.width === width && n === 0)
      return this.convert(args[0], width, signed);
    return this.#folded(this.#make(op, width, signed, args, { n }));
  }

  /** The operand's value modulo 2^width. */
  convert(operand: GraphNode, width: number, signed: boolean): GraphNode {
    if (operand.width === width && operand.signed === signed) return operand;
    if (operand.op === 'convert') {
      const [inner] = operand.args;
      if (inner !== undefined && (operand.width >= width || fitsType(inner, operand.width, operand.signed)))
        return this.convert(inner, width, signed);
    }
    if (width < operand.width && operand.width > 52 && separates(operand)) {
      return this.convert(this.#cut(operand, 0, width), width, signed);
    }
    return this.#folded(this.#make('convert', width, signed, [operand], {}));
  }

  /** Bits lsb .. lsb + width - 1, unsigned. */
  slice(operand: GraphNode, lsb: number, width: number): GraphNode {
    if (lsb === 0) return this.convert(operand, width, false);
    const [inner] = operand.args;
    if (inner !== undefined) {
      if (operand.op === 'slice') return this.slice(inner, operand.n + lsb, width);
      if (operand.op === 'convert') {
        if (lsb + width <= inner.width) return this.slice(inner, lsb, width);
        if (lsb >= inner.width && !inner.signed) return this.constant(width, false, 0n);
      }
      if (operand.op === 'shift-left' && lsb >= operand.n && lsb - operand.n + width <= inner.width) {
        return this.slice(inner, lsb - operand.n, width);
      }
    }
    if (operand.op === 'concat' || (operand.width > 52 && separates(operand))) {
      return this.#cut(operand, lsb, width);
    }
    return this.#folded(this.#make('slice', width, false, [operand], { n: lsb }));
  }

  /** Unsigned; the first part is the most significant. */
  concat(given: readonly GraphNode[]): GraphNode {
    const parts: GraphNode[] = [];
    for (const part of given.flatMap((p) => (p.op === 'concat' ? p.args : [p]))) {
      const last = parts.at(-1);
      const joined = last === undefined ? undefined : this.#joined(last, part);
      if (joined === undefined) parts.push(part);
      else parts[parts.length - 1] = joined;
    }
    const width = parts.reduce((sum, p) => sum + p.width, 0);
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return this.convert(only, width, false);
    return this.#make('concat', width, false, parts, {});
  }

  /** Element `index` of a vector of elements of `width` bits; 0 past the last whole one. */
  part(operand: GraphNode, index: GraphNode, width: number, signed: boolean): GraphNode {
    const elements = Math.floor(operand.width / width);
    const at = (i: number): GraphNode => this.convert(this.slice(operand, i * width, width), width, signed);
    const zero = this.constant(width, signed, 0n);
    if (index.constant !== undefined) return index.constant < elements ? at(Number(index.constant)) : zero;
    if (elements === 0) return zero;
    if (operand.width > 52 && elements <= mostElements && separates(operand)) {
      const chosen = Array.from({ length: elements }, (_, i) => i).filter((i) => i <= index.max);
      return this.switch(
        index,
        chosen.map((i) => BigInt(i)),
        chosen.map(at),
        zero,
      );
    }
    return this.#make('part', width, signed, [operand, index], {});
  }

  mux(condition: GraphNode, whenTrue: GraphNode, whenFalse: GraphNode): GraphNode {
    if (whenTrue === whenFalse) return whenTrue;
    if (condition.constant !== undefined) return condition.constant !== 0n ? whenTrue : whenFalse;
    const [inner] = condition.args;
    if (condition.op === 'not' && condition.width === 1 && inner !== undefined) {
      return this.mux(inner, whenFalse, whenTrue);
    }
    return this.#make('mux', whenTrue.width, whenTrue.signed, [condition, whenTrue, whenFalse], {});
  }

  switch(
    subject: GraphNode,
    matches: readonly bigint[],
    values: readonly GraphNode[],
    otherwise: GraphNode,
  ): GraphNode {
    if (subject.constant !== undefined) {
      const at = matches.indexOf(subject.constant);
      return at < 0 ? otherwise : (values[at] ?? otherwise);
    }
    if (values.every((value) => value === otherwise)) return otherwise;
    return this.#make('switch', otherwise.width, otherwise.signed, [subject, otherwise, ...values], {
      matches,
    });
  }

  #logic(op: 'and' | 'or', width: number, [a, b]: readonly GraphNode[]): GraphNode | undefined {
    if (a === undefined || b === undefined) return undefined;
    if (a === b) return a;
    for (const [x, other] of [
      [a, b],
      [b, a],
    ] as const) {
      if (x.constant === undefined) continue;
      const ones = BigInt.asUintN(width, x.constant) === (1n << BigInt(width)) - 1n;
      if (x.constant === 0n) return op === 'and' ? x : other;
      if (ones) return op === 'and' ? other : x;
    }
    return undefined;
  }

  /** Two neighbours of a concatenation as one part, if they are constants or touch in one value. */
  #joined(high: GraphNode, low: GraphNode): GraphNode | undefined {
    const width = high.width + low.width;
    if (high.constant !== undefined && low.constant !== undefined) {
      const bits =
        (BigInt.asUintN(high.width, high.constant) << BigInt(low.width)) |
        BigInt.asUintN(low.width, low.constant);
      return this.constant(width, false, bits);
    }
    if (high.op !== 'slice') return undefined;
    const [whole] = high.args;
    const isLowest =
      low === whole || (low.op === 'convert' && low.args[0] === whole && low.width <= (whole?.width ?? 0));
    const lsb = low.op === 'slice' && low.args[0] === whole ? low.n : isLowest ? 0 : -1;
    if (whole === undefined || lsb < 0 || lsb + low.width !== high.n) return undefined;
    return this.slice(whole, lsb, width);
  }

  /** A slice of a node that separates; unsigned. */
  #cut(node: GraphNode, lsb: number, width: number): GraphNode {
    const [first] = node.args;
    if (lsb === 0 && width === node.width) return this.#bits(node);
    if (node.constant !== undefined) return this.constant(width, false, node.constant >> BigInt(lsb));
    const cut = (arg: GraphNode): GraphNode => this.slice(arg, lsb, width);
    switch (node.op) {
      case 'concat':
        return this.#cutConcat(node, lsb, width);
      case 'mux': {
        const [condition, whenTrue, whenFalse] = node.args;
        if (condition && whenTrue && whenFalse) return this.mux(condition, cut(whenTrue), cut(whenFalse));
        break;
      }
      case 'switch': {
        const [subject, otherwise, ...values] = node.args;
        if (subject && otherwise)
          return this.switch(subject, node.matches ?? [], values.map(cut), cut(otherwise));
        break;
      }
      case 'convert':
        if (first) return cut(first);
        break;
      default:
        return this.plain(node.op, width, false, node.args.map(cut));
    }
    throw new Error(`a ${node.op} without operands`);
  }

  #cutConcat(node: GraphNode, lsb: number, width: number): GraphNode {
    const parts: GraphNode[] = [];
    let top = node.width;
    for (const part of node.args) {
      const base = top - part.width;
      const from = Math.max(lsb, base);
      const to = Math.min(lsb + width, top);
      if (from < to) parts.push(this.slice(part, from - base, to - from));
      top = base;
    }
    return this.concat(parts);
  }

  #bits(node: GraphNode): GraphNode {
    return this.convert(node, node.width, false);
  }

  #folded(node: GraphNode): GraphNode {
    const value = foldConstant(node);
    return value === undefined ? node : this.constant(node.width, node.signed, value);
  }

  #make(op: GraphOp, width: number, signed: boolean, args: readonly GraphNode[], extra: Extra): GraphNode {
    const { n = 0, constant, matches, cell, memory } = extra;
    const key = `${op} ${width}${signed ? 's' : 'u'} ${n} ${constant ?? ''} ${matches?.join() ?? ''} ${cell?.id ?? ''} ${memory?.id ?? ''} ${args.map((a) => a.id).join()}`;
    let node = this.#known.get(key);
    if (node === undefined) {
      const bare = { op, width, signed, args, n, ...extra };
      node = { id: this.#next++, ...bare, ...boundsOf(bare) };
      this.#known.set(key, node);
    }
    return node;
  }
}
