import type { Binary, Expression, Memory, Unary } from '../ir/index.js';
import { indexWidth } from '../types/ground-types.js';
import type { BitUsage } from './bit-usage.js';
import { literalText } from './literals.js';
import type { ModuleNames } from './module-names.js';
import { rangeText } from './range-text.js';
import type { Temporaries } from './temporaries.js';

/** How tightly a text binds, loosest first. `prefix` operators always get parentheses inside others. */
const Level = {
  ternary: 1,
  prefix: 2,
  or: 3,
  and: 4,
  bitwise: 5,
  compare: 6,
  shift: 7,
  sum: 8,
  product: 9,
  cast: 10,
  primary: 11,
};

interface Text {
  readonly text: string;
  readonly level: number;
}

/** Prints simplified expressions. Invariant: the text has, by itself, the width and the signedness of the node's
 *  type, and so have all operands of an operator; so the language's implicit rules never change a value. */
export class ExpressionPrinter {
  readonly #names: ModuleNames;
  readonly #temporaries: Temporaries;
  readonly #usage: BitUsage;

  /** @param usage where reads are noted */
  constructor(names: ModuleNames, temporaries: Temporaries, usage: BitUsage) {
    this.#names = names;
    this.#temporaries = temporaries;
    this.#usage = usage;
  }

  /** Text for a place that does not look at signedness: a condition, a part of a concatenation, an index. */
  root(node: Expression): string {
    return this.#print(this.#withoutRecasts(node)).text;
  }

  /** Text for the right of an assignment in a block. */
  assigned(node: Expression): string {
    const inner = this.#withoutRecasts(node);
    const isZero = inner.kind === 'literal' && inner.value === 0n && inner.type.width > 1;
    return isZero && inner.type.enumeration === undefined ? "'0" : this.#print(inner).text;
  }

  /** Text for the right of a continuous assignment. Only there may calls stand. */
  driven(node: Expression): string {
    const inner = this.#withoutRecasts(node);
    if (inner.kind === 'unary' && inner.op === 'popcount' && !this.#isNamed(inner))
      return this.#countOnes(inner.operand);
    return this.assigned(inner);
  }

  /** An index or shift amount: a net, a select or a concatenation. Icarus Verilog 11 widens an operator there, and a
   *  signed index would be negative with its top bit set. */
  #index(node: Expression, role: 'index' | 'amount'): string {
    const { text } = this.#print(node);
    return isPrimary(text) || node.kind === 'literal' ? text : this.#named(node, role);
  }

  #withoutRecasts(node: Expression): Expression {
    let inner = node;
    while (inner.kind === 'recast' && !this.#isNamed(inner)) inner = inner.operand;
    return inner;
  }

  /** The inverse of a condition. */
  negated(condition: Expression): string {
    const plain = condition.kind === 'unary' && condition.op === 'not' ? condition.operand : undefined;
    return plain === undefined ? `!${this.#operand(condition, Level.primary)}` : this.root(plain);
  }

  /** A word of a memory as the target of a write; the address is exact and in range. */
  wordOf(memory: Memory, address: Expression): string {
    const name = this.#names.memory(memory);
    if (!memory.packed) {
      return `${name}[${address.kind === 'literal' ? String(address.value) : this.#index(address, 'index')}]`;
    }
    const { width } = memory.word;
    if (memory.depth === 1) return name;
    if (address.kind === 'literal') return `${name}[${rangeText(Number(address.value) * width, width)}]`;
    const position = this.#position(address, width, indexWidth(width * memory.depth));
    return width === 1 ? `${name}[${position}]` : `${name}[${position} +: ${width}]`;
  }

  #isNamed(node: Expression): boolean {
    return this.#temporaries.nameOf(node) !== undefined || this.#temporaries.isWanted(node);
  }

  #print(node: Expression): Text {
    if (node.kind !== 'literal' && node.kind !== 'signal' && node.kind !== 'memory-contents') {
      const mustName = node.kind === 'unary' && node.op === 'popcount';
      if (mustName || this.#isNamed(node)) return primary(this.#named(node));
    }
    return this.#plain(node);
  }

  /** Reads the net that holds the node, made if need be. */
  #named(node: Expression, role?: string): string {
    const name =
      this.#temporaries.nameOf(node) ?? this.#temporaries.add(node, () => this.#definition(node), role);
    this.#usage.mark(name, 0, node.type.width);
    return name;
  }

  #definition(node: Expression): string {
    if (node.kind === 'unary' && node.op === 'popcount') return this.#countOnes(node.operand);
    return this.#plain(node).text;
  }

  // Icarus Verilog 11 counts wrong in procedural code, and widens an operator in the argument unless braces settle
  // its width.
  #countOnes(operand: Expression): string {
    const text = this.root(operand);
    return /^[\w[\]:]+$|^{/.test(text) ? `$countones(${text})` : `$countones({${text}})`;
  }

  #plain(node: Expression): Text {
    switch (node.kind) {
      case 'literal':
        return this.#literal(node);
      case 'signal': {
        const name = this.#names.read(node.signal);
        this.#usage.mark(name, 0, node.type.width);
        return primary(name);
      }
      case 'memory-contents':
        return primary(this.#selectable(node));
      case 'memory-read':
        return primary(this.#word(node));
      case 'unary':
        return this.#unary(node);
      case 'binary':
        return this.#binary(node);
      case 'shift': {
        if (node.direction === 'left') {
          const zeros = literalText(0n, node.amount, false);
          return withSign(primary(`{${this.root(node.operand)}, ${zeros}}`), false, node.type.signed);
        }
        const op = node.operand.type.signed ? '>>>' : '>>';
        return {
          text: `${this.#operand(node.operand, Level.cast)} ${op} ${node.amount}`,
          level: Level.shift,
        };
      }
      case 'shift-dynamic': {
        const op = node.direction === 'left' ? '<<' : node.operand.type.signed ? '>>>' : '>>';
        const amount = this.#index(node.amount, 'amount');
        return { text: `${this.#operand(node.operand, Level.cast)} ${op} ${amount}`, level: Level.shift };
      }
      case 'concat':
        return primary(this.#concat(node.parts));
      case 'slice':
        return primary(this.#slice(node.operand, node.lsb, node.type.width));
      case 'part-select':
        return primary(this.#partSelect(node.operand, node.index, node.type.width));
      case 'mux': {
        const condition = this.#operand(node.condition, Level.prefix);
        const whenTrue = this.#operand(node.whenTrue, Level.prefix);
        return {
          text: `${condition} ? ${whenTrue} : ${this.#operand(node.whenFalse, Level.ternary)}`,
          level: Level.ternary,
        };
      }
      case 'extend':
        return this.#extend(node.operand, node.type);
      case 'recast':
        return withSign(this.#print(node.operand), node.operand.type.signed, node.type.signed);
    }
  }

  #operand(node: Expression, level: number): string {
    const printed = this.#print(node);
    return printed.level >= level ? printed.text : `(${printed.text})`;
  }

  #literal(node: Extract<Expression, { kind: 'literal' }>): Text {
    const { enumeration, width, signed } = node.type;
    const member = enumeration && this.#names.enumeration(enumeration).members.get(node.value);
    if (member !== undefined) return primary(member);
    // A minus sign binds looser than a sum's right operand may.
    return {
      text: literalText(node.value, width, signed),
      level: node.value < 0n ? Level.sum : Level.primary,
    };
  }

  #unary(node: Unary): Text {
    switch (node.op) {
      case 'not':
        return {
          text: `${node.type.kind === 'bool' ? '!' : '~'}${this.#operand(node.operand, Level.primary)}`,
          level: Level.cast,
        };
      case 'negate': {
        const operand = withSign(this.#print(node.operand), node.operand.type.signed, true);
        return {
          text: `-${operand.level >= Level.primary ? operand.text : `(${operand.text})`}`,
          level: Level.prefix,
        };
      }
      case 'reduce-and':
      case 'reduce-or':
      case 'reduce-xor': {
        const op = { 'reduce-and': '&', 'reduce-or': '|', 'reduce-xor': '^' }[node.op];
        return { text: `${op}${this.#operand(node.operand, Level.primary)}`, level: Level.prefix };
      }
      case 'popcount':
        return primary(this.#named(node));
    }
  }

  #binary(node: Binary): Text {
    switch (node.op) {
      case 'add':
      case 'sub':
        return this.#infix(node, node.op === 'add' ? '+' : '-', Level.sum, Level.product, Level.sum);
      case 'mul':
        return this.#infix(node, '*', Level.product, Level.cast, Level.product);
      case 'and':
      case 'or': {
        const logical = node.type.kind === 'bool';
        const op = node.op === 'and' ? (logical ? '&&' : '&') : logical ? '||' : '|';
        const level = logical ? (node.op === 'and' ? Level.and : Level.or) : Level.bitwise;
        return this.#chain(node, op, level, logical ? Level.compare : Level.cast);
      }
      case 'xor':
        return this.#chain(node, '^', Level.bitwise, Level.cast);
      case 'eq':
      case 'ne':
      case 'lt':
      case 'le':
      case 'gt':
      case 'ge':
        return this.#comparison(node.op, node.left, node.right);
    }
  }

  // Verilator 5.006 computes a signed `<=` of equal numbers wrong where it finds both to be constant: never printed.
  #comparison(op: keyof typeof comparisons, left: Expression, right: Expression): Text {
    if (op === 'le' && left.type.signed) {
      if (right.kind !== 'literal') return this.#comparison('ge', right, left);
      return this.#comparison('lt', left, { ...right, value: right.value + 1n });
    }
    const text = `${this.#operand(left, Level.sum)} ${comparisons[op]} ${this.#operand(right, Level.sum)}`;
    return { text, level: Level.compare };
  }

  #infix(node: Binary, op: string, left: number, right: number, level: number): Text {
    return { text: `${this.#operand(node.left, left)} ${op} ${this.#operand(node.right, right)}`, level };
  }

  // Different operators of one family never stand side by side without parentheses.
  #chain(node: Binary, op: string, level: number, operands: number): Text {
    const side = (e: Expression): string => {
      const same =
        e.kind === 'binary' && e.op === node.op && !this.#isNamed(e) && e.type.kind === node.type.kind;
      return this.#operand(e, same ? level : operands);
    };
    return { text: `${side(node.left)} ${op} ${side(node.right)}`, level };
  }

  #concat(parts: readonly Expression[]): string {
    const texts: string[] = [];
    for (let i = 0; i < parts.length; ) {
      const part = at(parts, i);
      let same = 1;
      while (parts[i + same] === part) same++;
      const text = this.root(part);
      texts.push(same > 1 ? `{${same}{${text}}}` : text);
      i += same;
    }
    return texts.length === 1 && texts[0]?.startsWith('{') ? at(texts, 0) : `{${texts.join(', ')}}`;
  }

  #word({ memory, address }: Extract<Expression, { kind: 'memory-read' }>): string {
    const name = this.#names.memory(memory);
    this.#usage.mark(name, 0, memory.word.width);
    return `${name}[${address.kind === 'literal' ? String(address.value) : this.#index(address, 'index')}]`;
  }

  /** An identifier, or a word of an array: what may be followed by a select. */
  #selectable(node: Expression, lsb = 0, width = node.type.width): string {
    const held = this.#temporaries.nameOf(node);
    if (held === undefined) {
      if (node.kind === 'signal') {
        const name = this.#names.read(node.signal);
        this.#usage.mark(name, lsb, width);
        return name;
      }
      if (node.kind === 'memory-contents') {
        const name = this.#names.memory(node.memory);
        this.#usage.mark(name, lsb, width);
        return name;
      }
      if (node.kind === 'memory-read' && !this.#temporaries.isWanted(node)) return this.#word(node);
    }
    const name = held ?? this.#temporaries.add(node, () => this.#definition(node));
    this.#usage.mark(name, lsb, width);
    return name;
  }

  #slice(operand: Expression, lsb: number, width: number): string {
    const name = this.#selectable(operand, lsb, width);
    return `${name}[${rangeText(lsb, width)}]`;
  }

  #partSelect(operand: Expression, index: Expression, width: number): string {
    const name = this.#selectable(operand);
    const position = this.#position(index, width, indexWidth(operand.type.width));
    return width === 1 ? `${name}[${position}]` : `${name}[${position} +: ${width}]`;
  }

  /** Index times element width, exactly `bits` wide. */
  #position(index: Expression, element: number, bits: number): string {
    const text = this.#index(index, 'index');
    const own = index.type.width;
    const log = Math.log2(element);
    if (Number.isInteger(log)) {
      const zeros = bits - own - log;
      const parts = [
        ...(zeros > 0 ? [literalText(0n, zeros, false)] : []),
        text,
        ...(log > 0 ? [literalText(0n, log, false)] : []),
      ];
      return parts.length === 1 ? text : `{${parts.join(', ')}}`;
    }
    const factor = /^\w+$/.test(text)
      ? `${bits}'(${text})`
      : `{${literalText(0n, bits - own, false)}, ${text}}`;
    return `${factor} * ${literalText(BigInt(element), bits, false)}`;
  }

  #extend(operand: Expression, type: Expression['type']): Text {
    const from = operand.type;
    const isNet = operand.kind === 'signal' || operand.kind === 'slice' || this.#isNamed(operand);
    if (!from.signed) {
      // A cast looks into an operator's operands in some tools, so only nets are cast.
      const text = isNet
        ? castOf(type.width, this.root(operand))
        : primary(`{${literalText(0n, type.width - from.width, false)}, ${this.root(operand)}}`);
      return withSign(text, false, type.signed);
    }
    const inner = operand.kind === 'recast' && !this.#isNamed(operand) ? operand.operand : operand;
    if (from.width === 1) {
      return withSign(primary(`{${type.width}{${this.root(inner)}}}`), false, type.signed);
    }
    const plain = this.root(operand);
    const text = isNet || insideCall('$signed', plain) !== undefined ? plain : `$signed(${plain})`;
    return withSign(castOf(type.width, text), true, type.signed);
  }
}

function primary(text: string): Text {
  return { text, level: Level.primary };
}

const castOf = (width: number, text: string): Text => ({ text: `${width}'(${text})`, level: Level.cast });

function withSign(text: Text, from: boolean, to: boolean): Text {
  if (from === to) return text;
  // Back again: what `$signed` was put around is unsigned by itself.
  const inner = to ? undefined : insideCall('$signed', text.text);
  if (inner !== undefined) return { text: inner, level: isPrimary(inner) ? Level.primary : Level.ternary };
  return primary(`${to ? '$signed' : '$unsigned'}(${text.text})`);
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error('no such part');
  return item;
}

const comparisons = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

/** A net, a select of one, or one pair of braces around everything. */
function isPrimary(text: string): boolean {
  return (
    /^\w+(?:\[[^[\]]*\])?$/.test(text) || (text.startsWith('{') && insideCall('', text, '{}') !== undefined)
  );
}

/** The argument of a text that is one call and nothing else. */
function insideCall(name: string, text: string, brackets = '()'): string | undefined {
  const [open = '(', close = ')'] = brackets;
  if (!text.startsWith(`${name}${open}`)) return undefined;
  let depth = 0;
  for (let i = name.length; i < text.length; i++) {
    if (text[i] === open) depth++;
    if (text[i] === close && --depth === 0)
      return i === text.length - 1 ? text.slice(name.length + 1, -1) : undefined;
  }
  return undefined;
}
