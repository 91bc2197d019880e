import type { Expression, Memory } from '../ir/index.js';
import type { ModuleNames } from '../names/module-names.js';
import type { BitUsage } from './bit-usage.js';
import { castOf, insideCall, Level, primary, type Text, withSign } from './expression-text.js';
import { literalText } from './literals.js';
import { binaryText, type Operands, unaryText } from './operator-rules.js';
import { Selects } from './selects.js';
import type { Temporaries } from './temporaries.js';

/** Bits beyond which Verilator takes `'0` for a mistake. */
const widestFill = 8192;

/** Prints simplified expressions. Invariant: the text has, by itself, the width and the signedness of the node's
 *  type, and so have all operands of an operator; so the language's implicit rules never change a value. */
export class ExpressionPrinter implements Operands {
  readonly #names: ModuleNames;
  readonly #temporaries: Temporaries;
  readonly #usage: BitUsage;
  readonly #selects: Selects;

  /** @param usage where reads are noted */
  constructor(names: ModuleNames, temporaries: Temporaries, usage: BitUsage) {
    this.#names = names;
    this.#temporaries = temporaries;
    this.#usage = usage;
    this.#selects = new Selects(names, temporaries, usage, this);
  }

  /** Text for a place that does not look at signedness: a condition, a part of a concatenation, an index. */
  root(node: Expression): string {
    return this.print(this.#withoutRecasts(node)).text;
  }

  /** Text for the right of an assignment in a block. */
  assigned(node: Expression): string {
    const inner = this.#withoutRecasts(node);
    const isZero = inner.kind === 'literal' && inner.value === 0n && inner.type.width > 1;
    const isFilled = isZero && inner.type.enumeration === undefined && inner.type.width <= widestFill;
    return isFilled ? "'0" : this.print(inner).text;
  }

  /** Text for the right of a continuous assignment. Only there may calls stand. */
  driven(node: Expression): string {
    const inner = this.#withoutRecasts(node);
    if (inner.kind === 'unary' && inner.op === 'popcount' && !this.isNamed(inner))
      return this.#countOnes(inner.operand);
    return this.assigned(inner);
  }

  #withoutRecasts(node: Expression): Expression {
    let inner = node;
    while (inner.kind === 'recast' && !this.isNamed(inner)) inner = inner.operand;
    return inner;
  }

  /** The inverse of a condition. */
  negated(condition: Expression): string {
    const plain = condition.kind === 'unary' && condition.op === 'not' ? condition.operand : undefined;
    return plain === undefined ? `!${this.operand(condition, Level.primary)}` : this.root(plain);
  }

  /** The word of a memory, or a part of it, as the target of a write; the address is exact and in range. */
  wordOf(memory: Memory, address: Expression, lsb: number, width: number): string {
    return this.#selects.wordOf(memory, address, lsb, width);
  }

  isNamed(node: Expression): boolean {
    return this.#temporaries.nameOf(node) !== undefined || this.#temporaries.isWanted(node);
  }

  print(node: Expression): Text {
    if (node.kind !== 'literal' && node.kind !== 'signal' && node.kind !== 'memory-contents') {
      const mustName = node.kind === 'unary' && node.op === 'popcount';
      if (mustName || this.isNamed(node)) return primary(this.#selects.named(node));
    }
    return this.#plain(node);
  }

  /** What the net of a node is driven with. */
  definition(node: Expression): string {
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
        return primary(this.#selects.selectable(node));
      case 'memory-read':
        return primary(this.#selects.word(node));
      case 'unary':
        return node.op === 'popcount' ? primary(this.#selects.named(node)) : unaryText(node, this);
      case 'binary':
        return binaryText(node, this);
      case 'shift': {
        if (node.direction === 'left') {
          const zeros = literalText(0n, node.amount, false);
          return withSign(primary(`{${this.root(node.operand)}, ${zeros}}`), false, node.type.signed);
        }
        const op = node.operand.type.signed ? '>>>' : '>>';
        return {
          text: `${this.operand(node.operand, Level.cast)} ${op} ${node.amount}`,
          level: Level.shift,
        };
      }
      case 'shift-dynamic': {
        const op = node.direction === 'left' ? '<<' : node.operand.type.signed ? '>>>' : '>>';
        const amount = this.#selects.index(node.amount, 'amount');
        return { text: `${this.operand(node.operand, Level.cast)} ${op} ${amount}`, level: Level.shift };
      }
      case 'concat':
        return primary(this.#concat(node.parts));
      case 'slice':
        return primary(this.#selects.slice(node));
      case 'part-select':
        return primary(this.#selects.partSelect(node));
      case 'mux': {
        const condition = this.operand(node.condition, Level.prefix);
        const whenTrue = this.operand(node.whenTrue, Level.prefix);
        return {
          text: `${condition} ? ${whenTrue} : ${this.operand(node.whenFalse, Level.ternary)}`,
          level: Level.ternary,
        };
      }
      case 'extend':
        return this.#extend(node.operand, node.type);
      case 'recast':
        return withSign(this.print(node.operand), node.operand.type.signed, node.type.signed);
    }
  }

  operand(node: Expression, level: number): string {
    const printed = this.print(node);
    return printed.level >= level ? printed.text : `(${printed.text})`;
  }

  #literal(node: Extract<Expression, { kind: 'literal' }>): Text {
    const { enumeration, width, signed } = node.type;
    const member = enumeration && this.#names.enumeration(enumeration, width).members.get(node.value);
    if (member !== undefined) return primary(member);
    // A minus sign binds looser than a sum's right operand may.
    return {
      text: literalText(node.value, width, signed),
      level: node.value < 0n ? Level.sum : Level.primary,
    };
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

  #extend(operand: Expression, type: Expression['type']): Text {
    const from = operand.type;
    const isNet = operand.kind === 'signal' || operand.kind === 'slice' || this.isNamed(operand);
    if (!from.signed) {
      // A cast looks into an operator's operands in some tools, so only nets are cast.
      const text = isNet
        ? castOf(type.width, this.root(operand))
        : primary(`{${literalText(0n, type.width - from.width, false)}, ${this.root(operand)}}`);
      return withSign(text, false, type.signed);
    }
    const inner = operand.kind === 'recast' && !this.isNamed(operand) ? operand.operand : operand;
    if (from.width === 1) {
      return withSign(primary(`{${type.width}{${this.root(inner)}}}`), false, type.signed);
    }
    const { text: plain } = this.print(operand);
    const isSettled = isNet || insideCall('$signed', plain) !== undefined;
    // A call around another one would be hard to read.
    const text = isSettled
      ? plain
      : plain.includes('$signed(')
        ? this.#selects.named(operand)
        : `$signed(${plain})`;
    return withSign(castOf(type.width, text), true, type.signed);
  }
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error('no such part');
  return item;
}
