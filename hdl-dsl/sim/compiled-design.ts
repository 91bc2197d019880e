import { BitStore, signText } from './bit-store.js';
import type { BlackBoxInstance, PortValue } from './black-box-model.js';
import { type StateCell, widestDouble } from './cells.js';
import { cutsOf } from './cuts-of.js';
import type { FlatDesign } from './flat-design.js';
import { FunctionBody, type Sink } from './function-body.js';
import type { GraphNode } from './graph-node.js';
import { type MemoryStore, memoryStore } from './memory-store.js';
import { orderNodes } from './order-nodes.js';
import { portText } from './port-text.js';
import { storedValue } from './port-values.js';
import { runtime } from './runtime.js';
import { type Sampler, samplerSource } from './sampler-source.js';
import { type Slot, type SlotArrays, Slots } from './slots.js';
import { StateTexts } from './state-texts.js';
import type { TickDomains } from './tick-sinks.js';
import { TickSource } from './tick-source.js';

/** Default of the nodes in one function: the optimising compiler leaves larger ones alone. */
const usualNodes = 1200;

/** A flat design as JavaScript functions over typed arrays. */
export class CompiledDesign {
  readonly #design: FlatDesign;
  readonly #slots = new Map<number, Slot>();
  readonly #packed = new Map<number, BitStore>();
  readonly #arrays: SlotArrays;
  readonly #texts: StateTexts;
  readonly #stores: ReadonlyMap<number, MemoryStore>;
  readonly #nodesPerFunction: number;
  readonly #ticks = new Map<string, () => number>();
  readonly #bindings: Record<string, unknown>;

  constructor(design: FlatDesign, boxes: readonly BlackBoxInstance[], nodesPerFunction = usualNodes) {
    this.#design = design;
    const slots = new Slots();
    const cuts = cutsOf(design);
    for (const cell of pinCells(design)) {
      if (cell.width <= widestDouble || !cuts.cells.has(cell.id)) continue;
      this.#packed.set(cell.id, new BitStore(`Z${cell.id}`, cell.width, cell.width));
    }
    for (const cell of [...pinCells(design), ...design.registers.map((r) => r.cell)]) {
      if (!this.#packed.has(cell.id)) this.#slots.set(cell.id, slots.allocate(cell));
    }
    this.#nodesPerFunction = nodesPerFunction;
    const inPieces = new Set(
      design.writes.filter((w) => w.data.width < w.memory.width).map((w) => w.memory.id),
    );
    const stores = new Map(
      design.memories.map((cell) => [
        cell.id,
        memoryStore(cell, {
          readInPieces: !cuts.wholeMemories.has(cell.id),
          writtenInPieces: inPieces.has(cell.id),
        }),
      ]),
    );
    this.#stores = stores;
    this.#texts = new StateTexts(this.#cellTexts(), stores, this.#packed);
    this.#bindings = { ...runtime, ...boxBindings(design, boxes, this.#packed) };
    for (const { bindings } of [...stores.values(), ...this.#packed.values()])
      Object.assign(this.#bindings, bindings);
    this.#arrays = slots.arrays();
    Object.assign(this.#bindings, slots.named(this.#arrays));
  }

  /** A function that computes and stores simultaneous clock edges; it gives 0, or the number of the failed assertion
   *  plus 1, and then nothing is stored. Compiled when first asked for. */
  tick(domains: TickDomains): () => number {
    const key = `${[...domains.clocked]} ${[...domains.inReset]}`;
    let tick = this.#ticks.get(key);
    if (tick === undefined) {
      const slots = new Slots(`Q${this.#ticks.size}`);
      const [design, texts, most] = [this.#design, this.#texts, this.#nodesPerFunction];
      const source = new TickSource(design, domains, slots, texts, this.#stores, this.#packed, most).text();
      Object.assign(this.#bindings, slots.named(slots.arrays()));
      tick = this.#compile(source) as () => number;
      this.#ticks.set(key, tick);
    }
    return tick;
  }

  /** A function that gives the settled value of a node as a port shows it. */
  reader(node: GraphNode): () => PortValue {
    const sink: Sink = { node, emit: ({ text }) => [`return ${portText(text, node)};`] };
    return this.#compile(`return function(){\n${this.#lines([sink]).join('\n')}\n}`) as () => PortValue;
  }

  /** Functions that store the settled values of nodes, and give them out. */
  sampler(nodes: readonly GraphNode[]): Sampler {
    const source = samplerSource(nodes, (sinks) => this.#lines(sinks));
    Object.assign(this.#bindings, source.bindings);
    const parts = this.#compile(source.text) as (() => void)[];
    const sample = (): void => {
      for (const part of parts) part();
    };
    return { sample, values: source.values };
  }

  /** A function that stores numbers in cells of at most 32 bits, in order; only the bits of each width count. */
  setter(cells: readonly StateCell[]): (values: ArrayLike<number>) => void {
    const lines = cells.map((cell, i) => {
      const { text, representation } = this.#slot(cell);
      if (representation !== 'int') throw new RangeError('a pin of more than 32 bits takes no number');
      const shift = 32 - cell.width;
      const value = shift === 0 ? `v[${i}]` : `v[${i}]<<${shift}>>${cell.signed ? '' : '>'}${shift}`;
      return `${text}=${value};`;
    });
    return this.#compile(`return function(v){\n${lines.join('\n')}\n}`) as (
      values: ArrayLike<number>,
    ) => void;
  }

  /** Stores a value, already in the form of its cell; whether it is another one than before. */
  set(cell: StateCell, value: PortValue): boolean {
    const packed = this.#packed.get(cell.id);
    if (packed !== undefined) return packed.packed.assign(BigInt.asUintN(cell.width, BigInt(value)));
    const { representation, at, isUnsigned } = this.#slot(cell);
    if (typeof value === 'bigint' || representation === 'big') {
      if (this.#arrays.B[at] === value) return false;
      this.#arrays.B[at] = BigInt(value);
      return true;
    }
    const array = representation === 'double' ? this.#arrays.F : isUnsigned ? this.#arrays.U : this.#arrays.I;
    if (array[at] === value) return false;
    array[at] = value;
    return true;
  }

  #cellTexts(): Map<number, string> {
    const texts = new Map([...this.#slots].map(([id, { text }]) => [id, text]));
    for (const cell of pinCells(this.#design)) {
      const store = this.#packed.get(cell.id);
      if (store !== undefined) texts.set(cell.id, signText(store.all(), cell.width, cell.signed));
    }
    return texts;
  }

  #slot(cell: StateCell): Slot {
    const slot = this.#slots.get(cell.id);
    if (slot === undefined) throw new Error('a value without a place');
    return slot;
  }

  #lines(sinks: readonly Sink[]): string[] {
    const texts = this.#texts;
    const isLeaf = (node: GraphNode): boolean => node.constant !== undefined;
    const { order, placed } = orderNodes(sinks, (node) => texts.operands(node), isLeaf);
    return new FunctionBody(texts).lines(order, placed, new Map());
  }

  #compile(source: string): unknown {
    return new Function('E', `'use strict';const {${Object.keys(this.#bindings).join()}}=E;\n${source}`)(
      this.#bindings,
    );
  }
}

/** Cells that are set from outside of the compiled code. */
function* pinCells(design: FlatDesign): Generator<StateCell> {
  for (const { cell } of design.inputs) yield cell;
  for (const { outputs } of design.boxes) for (const { cell } of outputs) yield cell;
}

function boxBindings(
  design: FlatDesign,
  boxes: readonly BlackBoxInstance[],
  packed: ReadonlyMap<number, BitStore>,
): Record<string, unknown> {
  const bindings: Record<string, unknown> = {};
  design.boxes.forEach((box, i) => {
    bindings[`K${i}`] = boxes[i];
    bindings[`X${i}`] = Object.fromEntries(
      box.inputs.map(({ pin, node }) => [pin, node.width > 32 ? 0n : 0]),
    );
    for (const { cell } of box.outputs) {
      bindings[`V${cell.id}`] = storedValue(cell.width, cell.signed && !packed.has(cell.id));
    }
  });
  return bindings;
}
