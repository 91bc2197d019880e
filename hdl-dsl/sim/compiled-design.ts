import type { BlackBoxInstance, PortValue } from './black-box-model.js';
import type { StateCell } from './cells.js';
import type { FlatDesign } from './flat-design.js';
import { FunctionBody, type Sink } from './function-body.js';
import type { GraphNode } from './graph-node.js';
import { cutsMemory, type MemoryStore, memoryStore } from './memory-store.js';
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
  readonly #arrays: SlotArrays;
  readonly #texts: StateTexts;
  readonly #bindings: Record<string, unknown>;

  constructor(design: FlatDesign, boxes: readonly BlackBoxInstance[]) {
    this.#design = design;
    const slots = new Slots();
    for (const cell of cellsOf(design)) this.#slots.set(cell.id, slots.allocate(cell));
    const inPieces = memoriesInPieces(design);
    const stores = new Map(design.memories.map((cell) => [cell.id, memoryStore(cell, inPieces.has(cell.id))]));
    this.#texts = new StateTexts(new Map([...this.#slots].map(([id, { text }]) => [id, text])), stores);
    this.#bindings = { ...runtime, ...boxBindings(design, boxes) };
    for (const store of stores.values()) Object.assign(this.#bindings, store.bindings);
    const source = new TickSource(design, slots, this.#slots, this.#texts, stores).text();
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
  readonly #cells: ReadonlyMap<number, Slot>;
  readonly #texts: StateTexts;
  readonly #stores: ReadonlyMap<number, MemoryStore>;

  constructor(
    design: FlatDesign,
    slots: Slots,
    cells: ReadonlyMap<number, Slot>,
    texts: StateTexts,
    stores: ReadonlyMap<number, MemoryStore>,
  ) {
    this.#design = design;
    this.#slots = slots;
    this.#cells = cells;
    this.#texts = texts;
    this.#stores = stores;
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
      cell: (id: number) => this.#cells.get(id)?.text ?? '',
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

function* cellsOf(design: FlatDesign): Generator<StateCell> {
  for (const { cell } of design.inputs) yield cell;
  for (const { cell } of design.registers) yield cell;
  for (const { outputs } of design.boxes) for (const { cell } of outputs) yield cell;
}

function boxBindings(design: FlatDesign, boxes: readonly BlackBoxInstance[]): Record<string, unknown> {
  const bindings: Record<string, unknown> = {};
  design.boxes.forEach((box, i) => {
    bindings[`K${i}`] = boxes[i];
    bindings[`X${i}`] = Object.fromEntries(box.inputs.map(({ pin, node }) => [pin, node.width > 32 ? 0n : 0]));
    for (const { cell } of box.outputs) bindings[`V${cell.id}`] = storedValue(cell.width, cell.signed);
  });
  return bindings;
}

/** Memories of words of more than 52 bits that the design reads in small pieces only. */
function memoriesInPieces(design: FlatDesign): Set<number> {
  const whole = new Set<number>();
  const seen = new Set<GraphNode>();
  const open: GraphNode[] = [];
  const root = (node: GraphNode): void => {
    if (node.op === 'word' && node.memory) whole.add(node.memory.id);
    open.push(node);
  };
  for (const { next } of design.registers) root(next);
  for (const { enable, address, data } of design.writes) for (const node of [enable, address, data]) root(node);
  for (const { inputs } of design.boxes) for (const { node } of inputs) root(node);
  for (const { node } of design.outputs) root(node);
  for (const { condition } of design.assertions) root(condition);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const cuts = cutsMemory(node);
    node.args.forEach((arg, i) => {
      if (arg.op === 'word' && arg.memory && !(cuts && i === 0)) whole.add(arg.memory.id);
      open.push(arg);
    });
  }
  return new Set(design.memories.flatMap(({ id }) => (whole.has(id) ? [] : [id])));
}
