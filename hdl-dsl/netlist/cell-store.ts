import type { SourceRef } from '../ir/index.js';
import type { Bit, Bits, NetlistCell } from './netlist.js';
import { placeAttributes } from './place-attributes.js';

/** Pins of a cell: what it reads, then what it drives. */
export interface Pins {
  readonly inputs: Readonly<Record<string, Bits>>;
  readonly outputs: Readonly<Record<string, Bits>>;
}

/** The cells and nets of one module in the making. */
export class CellStore {
  readonly #cells = new Map<string, NetlistCell>();
  readonly #aliases = new Map<number, Bit>();
  #nextBit = 2;
  #nextName = 1;

  /** New nets. */
  nets(width: number): Bits {
    return Array.from({ length: width }, () => this.#nextBit++);
  }

  /** Says that nets carry what others carry. */
  connect(nets: Bits, values: Bits): void {
    for (const [i, net] of nets.entries()) {
      const value = values[i] ?? 'x';
      if (typeof net === 'number' && net !== value) this.#aliases.set(net, value);
    }
  }

  /** Adds a cell with one output `Y` of new nets. */
  operator(
    type: string,
    parameters: Readonly<Record<string, number>>,
    inputs: Readonly<Record<string, Bits>>,
    width: number,
  ): Bits {
    const result = this.nets(width);
    this.#hidden(type, parameters, { inputs, outputs: { Y: result } }, {});
    return result;
  }

  /** Adds a register or memory.
   *  @param attributes its name, as printed */
  state(
    type: string,
    parameters: Readonly<Record<string, number | string>>,
    pins: Pins,
    attributes: Readonly<Record<string, string>>,
    source: SourceRef,
  ): void {
    this.#hidden(type, parameters, pins, { ...attributes, ...placeAttributes(source) });
  }

  /** Adds an instance. */
  named(
    name: string,
    type: string,
    parameters: Readonly<Record<string, number | string>>,
    pins: Pins,
    source: SourceRef,
  ): void {
    this.#add(name, 0, type, parameters, pins, placeAttributes(source));
  }

  /** What nets carry in the end. */
  resolved(bits: Bits): Bits {
    return bits.map((bit) => {
      let at = bit;
      for (let next = this.#alias(at); next !== undefined; next = this.#alias(at)) at = next;
      // The next to ask has a shorter way.
      if (typeof bit === 'number' && at !== bit) this.#aliases.set(bit, at);
      return at;
    });
  }

  /** All cells, by name, in order. */
  finish(): Readonly<Record<string, NetlistCell>> {
    return Object.fromEntries(
      [...this.#cells].map(([name, cell]) => {
        const connections = Object.entries(cell.connections).map(([pin, bits]) => [pin, this.resolved(bits)]);
        return [name, { ...cell, connections: Object.fromEntries(connections) }];
      }),
    );
  }

  #hidden(
    type: string,
    parameters: NetlistCell['parameters'],
    pins: Pins,
    attributes: NetlistCell['attributes'],
  ): void {
    this.#add(`${type}$${this.#nextName++}`, 1, type, parameters, pins, attributes);
  }

  #alias(bit: Bit): Bit | undefined {
    return typeof bit === 'number' ? this.#aliases.get(bit) : undefined;
  }

  #add(
    name: string,
    hidden: 0 | 1,
    type: string,
    parameters: NetlistCell['parameters'],
    { inputs, outputs }: Pins,
    attributes: NetlistCell['attributes'],
  ): void {
    const direction = (pins: object, way: 'input' | 'output') => Object.keys(pins).map((pin) => [pin, way]);
    this.#cells.set(name, {
      hide_name: hidden,
      type,
      parameters,
      attributes,
      port_directions: Object.fromEntries([...direction(inputs, 'input'), ...direction(outputs, 'output')]),
      connections: { ...inputs, ...outputs },
    });
  }
}
