import type { Memory } from '../ir/index.js';
import { constantBits, parameterText, repeatBit, resizeBits } from './bit-patterns.js';
import type { CellStore } from './cell-store.js';
import type { ExpressionCells } from './expression-cells.js';
import type { Bit, Bits } from './netlist.js';
import type { WritePort } from './statement-values.js';

interface ReadPort {
  readonly address: Bits;
  readonly data: Bits;
}

/** A memory with the ports that read it; one `$mem_v2` in the end. */
export class MemoryCells {
  readonly #store: CellStore;
  readonly #memory: Memory;
  readonly #reads = new Map<string, { readonly port: ReadPort; readonly value: Bits }>();

  constructor(store: CellStore, memory: Memory) {
    this.#store = store;
    this.#memory = memory;
  }

  /** A word at an address; 0 at or beyond the depth. */
  read(address: Bits, expressions: ExpressionCells): Bits {
    const key = address.join();
    const known = this.#reads.get(key);
    if (known !== undefined) return known.value;
    const { word, depth } = this.#memory;
    const data = this.#store.nets(word.width);
    const inside = address.every((bit) => typeof bit === 'string') ? '1' : expressions.below(address, depth);
    const value = inside === '1' ? data : expressions.mux(inside, data, repeatBit('0', word.width));
    this.#reads.set(key, { port: { address, data }, value });
    return value;
  }

  /** Adds the cell.
   *  @param name as printed
   *  @param clock of its writes */
  finish(name: string, clock: Bits, writes: readonly WritePort[], expressions: ExpressionCells): void {
    const { word, depth, initial } = this.#memory;
    const { width } = word;
    const reads = [...this.#reads.values()].map(({ port }) => port);
    const targets = writes.map(({ write, enable }) => {
      const address = expressions.bits(write.address);
      const active = expressions.and(enable, expressions.below(address, depth));
      const around = (inner: Bits, fill: Bit): Bits => [
        ...repeatBit(fill, write.lsb),
        ...inner,
        ...repeatBit(fill, width - write.lsb - write.width),
      ];
      return {
        address,
        enable: around(repeatBit(active, write.width), '0'),
        data: around(expressions.bits(write.data), 'x'),
      };
    });
    const addresses = [...reads, ...targets].map(({ address }) => address.length);
    const addressBits = Math.max((depth - 1).toString(2).length, ...addresses);
    const wide = (address: Bits): Bits => resizeBits(address, { signed: false }, addressBits);
    const none = (count: number) => '0'.repeat(Math.max(1, count));
    const many = Math.max(1, reads.length);
    this.#store.state(
      '$mem_v2',
      {
        MEMID: `\\${name}`,
        SIZE: depth,
        OFFSET: 0,
        ABITS: addressBits,
        WIDTH: width,
        INIT: initial === undefined ? 'x' : parameterText(this.#contents(initial)),
        RD_PORTS: reads.length,
        RD_CLK_ENABLE: none(reads.length),
        RD_CLK_POLARITY: '1'.repeat(many),
        RD_TRANSPARENCY_MASK: none(reads.length * targets.length),
        RD_COLLISION_X_MASK: none(reads.length * targets.length),
        RD_WIDE_CONTINUATION: none(reads.length),
        RD_CE_OVER_SRST: none(reads.length),
        RD_INIT_VALUE: 'x'.repeat(many * width),
        RD_ARST_VALUE: 'x'.repeat(many * width),
        RD_SRST_VALUE: 'x'.repeat(many * width),
        WR_PORTS: targets.length,
        WR_CLK_ENABLE: '1'.repeat(Math.max(1, targets.length)),
        WR_CLK_POLARITY: '1'.repeat(Math.max(1, targets.length)),
        WR_PRIORITY_MASK: parameterText(priorities(targets.length)),
        WR_WIDE_CONTINUATION: none(targets.length),
      },
      {
        inputs: {
          RD_CLK: repeatBit('x', reads.length),
          RD_EN: repeatBit('1', reads.length),
          RD_ARST: repeatBit('0', reads.length),
          RD_SRST: repeatBit('0', reads.length),
          RD_ADDR: reads.flatMap(({ address }) => wide(address)),
          WR_CLK: targets.flatMap(() => clock),
          WR_EN: targets.flatMap(({ enable }) => enable),
          WR_ADDR: targets.flatMap(({ address }) => wide(address)),
          WR_DATA: targets.flatMap(({ data }) => data),
        },
        outputs: { RD_DATA: reads.flatMap(({ data }) => data) },
      },
      { memory: name },
      this.#memory.source,
    );
  }

  #contents(initial: readonly bigint[]): Bits {
    const { word, depth } = this.#memory;
    return Array.from({ length: depth }, (_, i) => constantBits(initial[i] ?? 0n, word.width)).flat();
  }
}

/** Of two writes to one word the later wins: port i over every port before it. */
function priorities(ports: number): Bits {
  if (ports === 0) return ['0'];
  return Array.from({ length: ports * ports }, (_, k) => (k % ports < Math.floor(k / ports) ? '1' : '0'));
}
