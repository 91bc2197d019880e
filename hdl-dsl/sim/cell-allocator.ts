import type { Memory } from '../ir/index.js';
import type { MemoryCell, StateCell } from './cells.js';

/** Hands out the state of a design, numbered in order. */
export class CellAllocator {
  readonly memories: MemoryCell[] = [];
  #states = 0;

  state(width: number, signed: boolean): StateCell {
    return { id: this.#states++, width, signed };
  }

  memory({ word, depth, packed, initial = [] }: Memory): MemoryCell {
    const { width, signed } = word;
    const cell = { id: this.memories.length, width, signed, depth, packed, initial };
    this.memories.push(cell);
    return cell;
  }
}
