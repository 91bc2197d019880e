import { type BitStore, cutsWide } from './bit-store.js';
import type { GraphNode } from './graph-node.js';
import type { MemoryStore } from './memory-store.js';

/** What compiled code writes for everything that is kept between functions: state, memories, kept values. */
export class StateTexts {
  readonly #cells: ReadonlyMap<number, string>;
  readonly #memories: ReadonlyMap<number, MemoryStore>;
  readonly #packed: ReadonlyMap<number, BitStore>;
  readonly #kept = new Map<GraphNode, string>();
  #names = 0;

  /** @param cells texts of the state cells by number
   *  @param memories by number
   *  @param packed state cells kept as bits, by number */
  constructor(
    cells: ReadonlyMap<number, string>,
    memories: ReadonlyMap<number, MemoryStore>,
    packed: ReadonlyMap<number, BitStore>,
  ) {
    this.#cells = cells;
    this.#memories = memories;
    this.#packed = packed;
  }

  /** From now on `node` is found at `text`. */
  keep(node: GraphNode, text: string): void {
    this.#kept.set(node, text);
  }

  isKept(node: GraphNode): boolean {
    return this.#kept.has(node);
  }

  /** Text of a state cell. */
  cell(id: number): string {
    return this.#cells.get(id) ?? '';
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

  /** The bits behind a node, where it is kept so. */
  store({ cell, memory }: GraphNode): BitStore | undefined {
    if (cell !== undefined) return this.#packed.get(cell.id);
    return memory && this.#memories.get(memory.id)?.bits;
  }

  /** A name not used before. */
  fresh(): string {
    return `t${this.#names++}`;
  }

  /** The nodes whose values the code of a node takes: a cut out of a memory does without the memory's word. */
  operands(node: GraphNode): readonly GraphNode[] {
    const [first, ...rest] = node.args;
    if (first === undefined || !cutsWide(node) || this.store(first) === undefined) return node.args;
    return [...first.args, ...rest];
  }
}
