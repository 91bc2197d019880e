import type { GraphNode } from './graph-node.js';
import { cutsMemory, type MemoryStore } from './memory-store.js';

/** What compiled code writes for everything that is kept between functions: state, memories, kept values. */
export class StateTexts {
  readonly #cells: ReadonlyMap<number, string>;
  readonly #memories: ReadonlyMap<number, MemoryStore>;
  readonly #kept = new Map<GraphNode, string>();
  #names = 0;

  /** @param cells texts of the state cells by number
   *  @param memories by number */
  constructor(cells: ReadonlyMap<number, string>, memories: ReadonlyMap<number, MemoryStore>) {
    this.#cells = cells;
    this.#memories = memories;
  }

  /** From now on `node` is found at `text`. */
  keep(node: GraphNode, text: string): void {
    this.#kept.set(node, text);
  }

  isKept(node: GraphNode): boolean {
    return this.#kept.has(node);
  }

  text(node: GraphNode): string {
    const text = node.cell === undefined ? this.#kept.get(node) : this.#cells.get(node.cell.id);
    if (text === undefined) throw new Error(`a ${node.op} is used before it is computed`);
    return text;
  }

  memory(node: GraphNode): MemoryStore {
    const store = node.memory && this.#memories.get(node.memory.id);
    if (store === undefined) throw new Error(`a ${node.op} without memory`);
    return store;
  }

  /** A name not used before. */
  fresh(): string {
    return `t${this.#names++}`;
  }

  /** The nodes whose values the code of a node takes: a cut out of a memory does without the memory's word. */
  operands(node: GraphNode): readonly GraphNode[] {
    const [first, ...rest] = node.args;
    if (first === undefined || !cutsMemory(node) || !this.memory(first).bits) return node.args;
    return [...first.args, ...rest];
  }
}
