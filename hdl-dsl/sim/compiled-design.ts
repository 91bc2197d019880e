import type { BlackBoxInstance, PortValue } from './black-box-model.js';
import { BitStore, signText } from './bit-store.js';
import { type StateCell, widestDouble } from './cells.js';
import type { FlatDesign } from './flat-design.js';
import { FunctionBody, type Sink } from './function-body.js';
import type { GraphNode } from './graph-node.js';
import { type MemoryStore, memoryStore } from './memory-store.js';
import { cutsOf } from './cuts-of.js';
import { orderNodes } from './order-nodes.js';
import { portText } from './port-text.js';
import { storedValue } from './port-values.js';
import { runtime } from './runtime.js';
import { type Slot, type SlotArrays, Slots } from './slots.js';
import { StateTexts } from './state-texts.js';
import { planTick, type Waiting } from './tick-sinks.js';

/** Nodes in one function: the optimising compiler leaves larger ones alone. */
const nodesPerFunction = 1200;

/** A flat design as JavaScript functions over typed arrays. */
export class CompiledDesign {
  /** Computes and stores one clock edge; 0, or the number of the failed assertion plus 1, and then nothing is stored. */
  readonly tick: () => number;
  readonly #design: FlatDesign;
  readonly #slots = new Map<number, Slot>();
  readonly #packed = new Map<number, BitStore>();
  readonly #arrays: SlotArrays;
  readonly #texts: StateTexts;
  readonly #bindings: Record<string, unknown>;

  constructor(design: FlatDesign, boxes: readonly BlackBoxInstance[]) {
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
    const stores = new Map(design.memories.map((cell) => [cell.id, memoryStore(cell, !cuts.wholeMemories.has(cell.id))]));
    this.#texts = new StateTexts(this.#cellTexts(), stores, this.#packed);
    this.#bindings = { ...runtime, ...boxBindings(design, boxes, this.#packed) };
    for (const { bindings } of [...stores.values(), ...this.#packed.values()]) Object.assign(this.#bindings, bindings);
    const source = new TickSource(design, slots, this.#texts, stores, this.#packed).text();
    this.#arrays = slots.arrays();
    Object.assign(this.#bindings, slots.named(this.#arrays));
    this.tick = this.#compile(source) as () => number;
  }

  /** A function that gives the settled value of a node as a port shows it. */
  reader(node: GraphNode): () => PortValue {
    const sink: Sink = { node, emit: ({ text }) => [`return ${portText(text, node)};`] };
    return this.#compile(`return function(){\n${this.#lines([sink]).join('\n')}\n}`) as () => PortValue;
  }

  /** A function that stores settled values in arrays of their own, for waveforms. */
  sampler(nodes: readonly GraphNode[]): { readonly sample: () => void; readonly values: readonly (() => PortValue)[] } {
    const slots = new Slots('P');
    const places = nodes.map((node) => slots.allocate({ width: node.width, signed: node.signed }));
    const groups = Array.from({ length: Math.ceil(nodes.length / signalsPerSampler) }, (_, g) => g * signalsPerSampler);
    const functions = groups.map((first) => {
      const sinks = nodes.slice(first, first + signalsPerSampler).map((node, k): Sink => ({
        node,
        emit: ({ text }) => [`${places[first + k]?.text}=${text};`],
      }));
      return `function(){\n${this.#lines(sinks).join('\n')}\n}`;
    });
    const arrays = slots.arrays();
    Object.assign(this.#bindings, slots.named(arrays));
    const all = this.#compile(`return [${functions.join(',')}]`) as (() => void)[];
    const values = nodes.map((node, i): (() => PortValue) => {
      const { representation, at, text } = places[i] ?? { representation: 'int', at: 0, text: '' };
      if (representation === 'big') return () => BigInt.asUintN(node.width, arrays.B[at] ?? 0n);
      if (representation === 'double') return () => BigInt.asUintN(node.width, BigInt(arrays.F[at] ?? 0));
      if (text.startsWith('PU')) return () => arrays.U[at] ?? 0;
      const mask = 2 ** node.width - 1;
      return () => ((arrays.I[at] ?? 0) & mask) >>> 0;
    });
    return { values, sample: () => all.forEach((f) => f()) };
  }

  /** Stores a value, already in the form of its cell; whether it is another one than before. */
  set(cell: StateCell, value: PortValue): boolean {
    const packed = this.#packed.get(cell.id);
    if (packed !== undefined) return packed.packed.assign(BigInt.asUintN(cell.width, BigInt(value)));
    const { representation, at, text } = this.#slot(cell);
    if (typeof value === 'bigint' || representation === 'big') {
      if (this.#arrays.B[at] === value) return false;
      this.#arrays.B[at] = BigInt(value);
      return true;
    }
    const array = representation === 'double' ? this.#arrays.F : text.startsWith('U') ? this.#arrays.U : this.#arrays.I;
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
    return new Function('E', `'use strict';const {${Object.keys(this.#bindings).join()}}=E;\n${source}`)(this.#bindings);
  }
}

const signalsPerSampler = 100;

/** Makes the text of the clock-edge function, in pieces if it is large. */
class TickSource {
  readonly #design: FlatDesign;
  readonly #slots: Slots;
  readonly #texts: StateTexts;
  readonly #stores: ReadonlyMap<number, MemoryStore>;
  readonly #packed: ReadonlyMap<number, BitStore>;

  constructor(
    design: FlatDesign,
    slots: Slots,
    texts: StateTexts,
    stores: ReadonlyMap<number, MemoryStore>,
    packed: ReadonlyMap<number, BitStore>,
  ) {
    this.#design = design;
    this.#slots = slots;
    this.#texts = texts;
    this.#stores = stores;
    this.#packed = packed;
  }

  text(): string {
    const whole = this.#plan(() => this.#local());
    const { order, placed } = this.#order(whole.sinks);
    if (order.length <= nodesPerFunction) {
      const lines = new FunctionBody(this.#texts).lines(order, placed, new Map());
      return `return function(){\n${[...lines, ...whole.commits, 'return 0;'].join('\n')}\n}`;
    }
    return this.#inPieces();
  }

  #plan(wait: (shape: { readonly width: number; readonly signed: boolean }) => Waiting) {
    const places = {
      wait,
      cell: (id: number) => this.#texts.cell(id),
      assign: (id: number, value: string) =>
        this.#packed.has(id) ? `Z${id}.assign(V${id}(${value}));` : `${this.#texts.cell(id)}=V${id}(${value});`,
      memory: (id: number) => {
        const store = this.#stores.get(id);
        if (store === undefined) throw new Error('a write without memory');
        return store;
      },
    };
    return planTick(this.#design, places, this.#texts);
  }

  #order(sinks: readonly Sink[]) {
    const texts = this.#texts;
    return orderNodes(sinks, (node) => texts.operands(node), (node) => node.constant !== undefined);
  }

  /** A value waits in a variable of the function. */
  #local(): Waiting {
    const name = this.#texts.fresh();
    let declared = false;
    return {
      text: name,
      set: (value) => {
        const statement = `${declared ? '' : 'let '}${name}=${value};`;
        declared = true;
        return statement;
      },
    };
  }

  /** Functions one after the other; what one computes and another uses is kept in slots of its own. */
  #inPieces(): string {
    const inSlot = (shape: { readonly width: number; readonly signed: boolean }): Waiting => {
      const { text } = this.#slots.allocate(shape);
      return { text, set: (value) => `${text}=${value};` };
    };
    const { sinks, commits } = this.#plan(inSlot);
    const { order, placed } = this.#order(sinks);
    const piece = new Map(order.map((node, i) => [node, Math.floor(i / nodesPerFunction)]));
    const kept = new Map<GraphNode, string>();
    const use = (node: GraphNode, from: number): void => {
      const made = piece.get(node);
      if (made === undefined || made === from || node.cell !== undefined || kept.has(node)) return;
      kept.set(node, this.#slots.allocate(node).text);
    };
    for (const [node, at] of piece) for (const operand of this.#texts.operands(node)) use(operand, at);
    const pieceOf = (after: number): number => Math.floor(Math.max(0, after - 1) / nodesPerFunction);
    for (const { after, sink } of placed) for (const node of [sink.node, ...(sink.guarded ?? [])]) use(node, pieceOf(after));
    const functions: string[] = [];
    for (let p = 0; p * nodesPerFunction < order.length; p++) {
      const first = p * nodesPerFunction;
      const own = order.slice(first, first + nodesPerFunction);
      const ownSinks = placed
        .filter(({ after }) => pieceOf(after) === p)
        .map(({ after, sink }) => ({ after: Math.max(0, after - first), sink }));
      const ownKept = new Map(own.flatMap((node) => (kept.has(node) ? [[node, kept.get(node) ?? ''] as const] : [])));
      const lines = new FunctionBody(this.#texts).lines(own, ownSinks, ownKept);
      for (const [node, text] of ownKept) this.#texts.keep(node, text);
      functions.push([...lines, 'return 0;'].join('\n'));
    }
    for (let at = 0; at < commits.length; at += nodesPerFunction) {
      functions.push([...commits.slice(at, at + nodesPerFunction), 'return 0;'].join('\n'));
    }
    const declared = functions.map((body, i) => `function f${i}(){\n${body}\n}`);
    const calls = functions.map((_, i) => `r=f${i}();if(r!==0)return r;`);
    return `${declared.join('\n')}\nreturn function(){let r=0;\n${calls.join('\n')}\nreturn 0;}`;
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
    bindings[`X${i}`] = Object.fromEntries(box.inputs.map(({ pin, node }) => [pin, node.width > 32 ? 0n : 0]));
    for (const { cell } of box.outputs) {
      bindings[`V${cell.id}`] = storedValue(cell.width, cell.signed && !packed.has(cell.id));
    }
  });
  return bindings;
}
