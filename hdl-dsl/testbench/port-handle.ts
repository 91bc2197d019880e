import type { PortValue } from '../sim/black-box-model.js';
import { captureSource } from '../source/source-ref.js';
import type { DataType } from '../types/aggregate-types.js';
import type { BenchEngine, BenchPin, UnknownBits } from './bench-engine.js';
import { badOption, unknownValue } from './failures.js';
import { meaningOf, patternsOf, widthsOf } from './value-patterns.js';

/** Bits of a pin that belong to a value. */
export interface PinPart {
  readonly pin: number;
  readonly lsb: number;
  readonly width: number;
}

/** What handles have in common. */
export interface BenchContext {
  readonly engine: BenchEngine;
  readonly pins: readonly BenchPin[];
  /** Ticks. */
  now(): number;
}

/** A value of a type at some pins: what `ReadHandle` and `DriveHandle` show of it depends on its type and direction. */
export class PortHandle {
  readonly #context: BenchContext;
  readonly #type: DataType;
  readonly #label: string;
  readonly #parts: readonly PinPart[];

  constructor(context: BenchContext, type: DataType, label: string, parts: readonly PinPart[]) {
    this.#context = context;
    this.#type = type;
    this.#label = label;
    this.#parts = parts;
  }

  peek(): unknown {
    return this.meant(this.pins().map((pin) => this.#context.engine.peek(pin)));
  }

  peekBits(): bigint {
    const patterns = this.#patterns(this.pins().map((pin) => this.#context.engine.peek(pin)));
    return this.#parts.reduceRight((all, { width }, i) => (all << BigInt(width)) | (patterns[i] ?? 0n), 0n);
  }

  poke(value: unknown): void {
    this.#drive(patternsOf(this.#type, value, this.#label));
  }

  pokeBits(bits: bigint): void {
    let rest = bits;
    const patterns = this.#parts.map(({ width }) => {
      const pattern = BigInt.asUintN(width, rest);
      rest >>= BigInt(width);
      return pattern;
    });
    this.#drive(patterns);
  }

  /** The fields of a struct. */
  get fields(): Readonly<Record<string, PortHandle>> {
    if (this.#type.kind !== 'struct') return {};
    let at = 0;
    const fields = Object.entries(this.#type.fields).map(([name, type]) => {
      const parts = this.#parts.slice(at, at + widthsOf(type).length);
      at += parts.length;
      return [name, new PortHandle(this.#context, type, `${this.#label}.${name}`, parts)];
    });
    return Object.fromEntries(fields);
  }

  /** An element of a vector. */
  at(index: number): PortHandle {
    const type = this.#type;
    if (type.kind !== 'vec' || !Number.isInteger(index) || index < 0 || index >= type.length) {
      const expected = type.kind === 'vec' ? `an index from 0 to ${type.length - 1}` : 'a vector';
      throw badOption(`\`${this.#label}\` has no element ${index}`, expected, String(index), captureSource());
    }
    const widths = widthsOf(type.element);
    const parts = this.#parts.map(({ pin, lsb }, leaf) => {
      const width = widths[leaf] ?? 1;
      return { pin, lsb: lsb + index * width, width };
    });
    return new PortHandle(this.#context, type.element, `${this.#label}[${index}]`, parts);
  }

  /** The pins whose values `meant` takes. */
  pins(): number[] {
    return this.#parts.map(({ pin }) => pin);
  }

  /** The value that values of the pins mean. */
  meant(values: readonly (PortValue | UnknownBits)[]): unknown {
    return meaningOf(this.#type, this.#patterns(values), this.#label);
  }

  #patterns(values: readonly (PortValue | UnknownBits)[]): bigint[] {
    return this.#parts.map(({ pin, lsb, width }, i) => {
      const value = values[i] ?? 0;
      if (typeof value === 'object')
        throw unknownValue(this.#context.pins[pin]?.name ?? '', value, this.#context.now());
      return BigInt.asUintN(width, BigInt(value) >> BigInt(lsb));
    });
  }

  #drive(patterns: readonly bigint[]): void {
    const { engine, pins } = this.#context;
    this.#parts.forEach(({ pin, lsb, width }, i) => {
      const { width: whole = 0, name = '', direction } = pins[pin] ?? {};
      const pattern = patterns[i] ?? 0n;
      if (direction !== 'input')
        throw badOption(`\`${name}\` cannot be driven`, 'an input', 'an output', captureSource());
      const kept = width === whole ? 0n : this.#without(engine.peek(pin), lsb, width);
      const all = kept | (pattern << BigInt(lsb));
      engine.poke(pin, whole <= 32 ? Number(all) : all);
    });
  }

  #without(value: PortValue | UnknownBits, lsb: number, width: number): bigint {
    const mask = ((1n << BigInt(width)) - 1n) << BigInt(lsb);
    return typeof value === 'object' ? 0n : BigInt(value) & ~mask;
  }
}
