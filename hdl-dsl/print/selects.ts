import type { Expression, Memory } from '../ir/index.js';
import type { ModuleNames } from '../names/module-names.js';
import { indexWidth } from '../types/ground-types.js';
import type { BitUsage } from './bit-usage.js';
import { isPrimary, type Text } from './expression-text.js';
import { literalText } from './literals.js';
import { rangeText } from './range-text.js';
import type { Temporaries } from './temporaries.js';

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** What selects ask of the printer of expressions. */
interface Inner {
  print(node: Expression): Text;
  /** What the net of a node is driven with. */
  definition(node: Expression): string;
}

/** Prints what names a net or a part of one: words, slices, elements, and nets for what cannot be selected from. */
export class Selects {
  readonly #names: ModuleNames;
  readonly #temporaries: Temporaries;
  readonly #usage: BitUsage;
  readonly #inner: Inner;

  constructor(names: ModuleNames, temporaries: Temporaries, usage: BitUsage, inner: Inner) {
    this.#names = names;
    this.#temporaries = temporaries;
    this.#usage = usage;
    this.#inner = inner;
  }

  /** Reads the net that holds the node, made if need be. */
  named(node: Expression, role?: string): string {
    const name =
      this.#temporaries.nameOf(node) ?? this.#temporaries.add(node, () => this.#inner.definition(node), role);
    this.#usage.mark(name, 0, node.type.width);
    return name;
  }

  /** An index or shift amount: a net, a select or a concatenation. Icarus Verilog 11 widens an operator there, and a
   *  signed index would be negative with its top bit set. */
  index(node: Expression, role: 'index' | 'amount'): string {
    const { text } = this.#inner.print(node);
    return isPrimary(text) || node.kind === 'literal' ? text : this.named(node, role);
  }

  /** A word of an array. */
  word({ memory, address }: Of<'memory-read'>): string {
    const name = this.#names.memory(memory);
    this.#usage.mark(name, 0, memory.word.width);
    return `${name}[${this.#address(address)}]`;
  }

  /** Bits lsb .. lsb + width - 1 of a word of a memory as the target of a write. */
  wordOf(memory: Memory, address: Expression, lsb: number, width: number): string {
    const name = this.#names.memory(memory);
    const { word, depth } = memory;
    const isWhole = width === word.width;
    if (!memory.packed) {
      return `${name}[${this.#address(address)}]${isWhole ? '' : `[${rangeText(lsb, width)}]`}`;
    }
    if (depth === 1) return isWhole ? name : `${name}[${rangeText(lsb, width)}]`;
    if (address.kind === 'literal') {
      return `${name}[${rangeText(Number(address.value) * word.width + lsb, width)}]`;
    }
    const position = this.#position(address, word.width, indexWidth(word.width * depth), lsb);
    return width === 1 ? `${name}[${position}]` : `${name}[${position} +: ${width}]`;
  }

  /** An identifier, or a word of an array: what may be followed by a select. */
  selectable(node: Expression, lsb = 0, width = node.type.width): string {
    const held = this.#temporaries.nameOf(node);
    if (held === undefined) {
      if (node.kind === 'signal' || node.kind === 'memory-contents') {
        const name = node.kind === 'signal' ? this.#names.read(node.signal) : this.#names.memory(node.memory);
        this.#usage.mark(name, lsb, width);
        return name;
      }
      if (node.kind === 'memory-read' && !this.#temporaries.isWanted(node)) return this.word(node);
    }
    const name = held ?? this.#temporaries.add(node, () => this.#inner.definition(node));
    this.#usage.mark(name, lsb, width);
    return name;
  }

  slice({ operand, lsb, type }: Of<'slice'>): string {
    return `${this.selectable(operand, lsb, type.width)}[${rangeText(lsb, type.width)}]`;
  }

  partSelect({ operand, index, type }: Of<'part-select'>): string {
    const { width } = type;
    const name = this.selectable(operand);
    const position = this.#position(index, width, indexWidth(operand.type.width));
    return width === 1 ? `${name}[${position}]` : `${name}[${position} +: ${width}]`;
  }

  #address(address: Expression): string {
    return address.kind === 'literal' ? String(address.value) : this.index(address, 'index');
  }

  /** Index times element width plus `lsb`, exactly `bits` wide. */
  #position(index: Expression, element: number, bits: number, lsb = 0): string {
    const text = this.index(index, 'index');
    const own = index.type.width;
    const log = Math.log2(element);
    if (Number.isInteger(log)) {
      const zeros = bits - own - log;
      const parts = [
        ...(zeros > 0 ? [literalText(0n, zeros, false)] : []),
        text,
        ...(log > 0 ? [literalText(BigInt(lsb), log, false)] : []),
      ];
      return parts.length === 1 ? text : `{${parts.join(', ')}}`;
    }
    const factor = /^\w+$/.test(text)
      ? `${bits}'(${text})`
      : `{${literalText(0n, bits - own, false)}, ${text}}`;
    const product = `${factor} * ${literalText(BigInt(element), bits, false)}`;
    return lsb === 0 ? product : `${product} + ${literalText(BigInt(lsb), bits, false)}`;
  }
}
