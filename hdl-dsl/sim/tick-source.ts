import type { BitStore } from './bit-store.js';
import type { FlatDesign } from './flat-design.js';
import { FunctionBody, type Sink } from './function-body.js';
import type { GraphNode } from './graph-node.js';
import type { MemoryStore } from './memory-store.js';
import { orderNodes } from './order-nodes.js';
import type { Slots } from './slots.js';
import type { StateTexts } from './state-texts.js';
import { planTick, type TickDomains, type Waiting } from './tick-sinks.js';

/** Makes the text of the clock-edge function: one function, or several one after the other if it is large. */
export class TickSource {
  readonly #design: FlatDesign;
  readonly #slots: Slots;
  readonly #texts: StateTexts;
  readonly #stores: ReadonlyMap<number, MemoryStore>;
  readonly #packed: ReadonlyMap<number, BitStore>;
  readonly #most: number;
  readonly #domains: TickDomains;
  #free: ReadonlySet<number> = new Set();

  /** @param slots for what one function computes and another uses
   *  @param most nodes in one function */
  constructor(
    design: FlatDesign,
    domains: TickDomains,
    slots: Slots,
    texts: StateTexts,
    stores: ReadonlyMap<number, MemoryStore>,
    packed: ReadonlyMap<number, BitStore>,
    most: number,
  ) {
    this.#most = most;
    this.#design = design;
    this.#domains = domains;
    this.#slots = slots;
    this.#texts = texts;
    this.#stores = stores;
    this.#packed = packed;
  }

  text(): string {
    const whole = this.#plan(() => this.#local());
    const { order, placed } = this.#order(whole.sinks);
    if (order.length <= this.#most) {
      const lines = new FunctionBody(this.#texts).lines(order, placed, new Map());
      return `return function(){\n${[...lines, ...whole.commits(), 'return 0;'].join('\n')}\n}`;
    }
    return this.#inPieces();
  }

  #plan(wait: (shape: { readonly width: number; readonly signed: boolean }) => Waiting) {
    const places = {
      wait,
      cell: (id: number) => this.#texts.cell(id),
      isFree: (id: number) => this.#free.has(id),
      assign: (id: number, value: string) =>
        this.#packed.has(id)
          ? `Z${id}.assign(V${id}(${value}));`
          : `${this.#texts.cell(id)}=V${id}(${value});`,
      memory: (id: number) => {
        const store = this.#stores.get(id);
        if (store === undefined) throw new Error('a write without memory');
        return store;
      },
    };
    return planTick(this.#design, this.#domains, places, this.#texts);
  }

  #order(sinks: readonly Sink[]) {
    const texts = this.#texts;
    const ordered = orderNodes(
      sinks,
      (node) => texts.operands(node),
      (node) => node.constant !== undefined,
    );
    this.#free = freeCells(ordered);
    return ordered;
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
    const plan = this.#plan(inSlot);
    const { order, placed } = this.#order(plan.sinks);
    const piece = new Map(order.map((node, i) => [node, Math.floor(i / this.#most)]));
    const kept = new Map<GraphNode, string>();
    const use = (node: GraphNode, from: number): void => {
      const made = piece.get(node);
      if (made === undefined || made === from || node.cell !== undefined || kept.has(node)) return;
      kept.set(node, this.#slots.allocate(node).text);
    };
    for (const [node, at] of piece) for (const operand of this.#texts.operands(node)) use(operand, at);
    const pieceOf = (after: number): number => Math.floor(Math.max(0, after - 1) / this.#most);
    for (const { after, sink } of placed)
      for (const node of [sink.node, ...(sink.guarded ?? [])]) use(node, pieceOf(after));
    const functions: string[] = [];
    for (let p = 0; p * this.#most < order.length; p++) {
      const first = p * this.#most;
      const own = order.slice(first, first + this.#most);
      const ownSinks = placed
        .filter(({ after }) => pieceOf(after) === p)
        .map(({ after, sink }) => ({ after: Math.max(0, after - first), sink }));
      const ownKept = new Map(
        own.flatMap((node) => (kept.has(node) ? [[node, kept.get(node) ?? ''] as const] : [])),
      );
      const lines = new FunctionBody(this.#texts).lines(own, ownSinks, ownKept);
      for (const [node, text] of ownKept) this.#texts.keep(node, text);
      functions.push([...lines, 'return 0;'].join('\n'));
    }
    const commits = plan.commits();
    for (let at = 0; at < commits.length; at += this.#most) {
      functions.push([...commits.slice(at, at + this.#most), 'return 0;'].join('\n'));
    }
    const declared = functions.map((body, i) => `function f${i}(){\n${body}\n}`);
    const calls = functions.map((_, i) => `r=f${i}();if(r!==0)return r;`);
    return `${declared.join('\n')}\nreturn function(){let r=0;\n${calls.join('\n')}\nreturn 0;}`;
  }
}

/** Cells that no sink behind their own reads. What a sink needs first is computed right before it. */
function freeCells({ order, placed }: ReturnType<typeof orderNodes>): Set<number> {
  const lastRead = new Map<number, number>();
  let at = 0;
  placed.forEach(({ after, sink }, k) => {
    for (const node of [...order.slice(at, after), sink.node, ...(sink.guarded ?? [])]) {
      for (const read of [node, ...node.args]) if (read.cell !== undefined) lastRead.set(read.cell.id, k);
    }
    at = after;
  });
  return new Set(
    placed.flatMap(({ sink: { cell } }, k) =>
      cell !== undefined && (lastRead.get(cell) ?? -1) <= k ? [cell] : [],
    ),
  );
}
