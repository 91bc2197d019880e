import type { BitStore } from './bit-store.js';
import { representationOf } from './cells.js';
import type { GraphNode } from './graph-node.js';
import { operationText } from './operation-text.js';
import { Scope } from './scope.js';
import type { StateTexts } from './state-texts.js';
import { bigLiteral, type TextContext } from './text-context.js';

/** Something done with values at the end of a function's way: a use of a node that is no operand. */
export interface Sink {
  readonly node: GraphNode;
  /** Nodes only needed where `node` is not 0. */
  readonly guarded?: readonly GraphNode[];
  /** State cell that the value is for. */
  readonly cell?: number;
  /** Lines of code. @param value names the node's value, without computing anything; `text` may be any expression */
  emit(values: SinkValues): readonly string[];
}

export interface SinkValues {
  readonly text: string;
  readonly guarded: readonly string[];
  /** Code that computes the guarded values. */
  readonly guardedLines: readonly string[];
}

/** Longer expressions get names for their parts: parsers and compilers recurse. */
const mostInlined = 400;

/** Makes the statements of one function that computes nodes in order and uses them in sinks.
 *
 *  A node that is used once is written where it is used; others get a name, in the innermost block that holds all their
 *  uses, so that branches not taken cost nothing. */
export class FunctionBody implements TextContext {
  readonly #texts = new Map<GraphNode, string>();
  readonly #uses = new Map<GraphNode, number>();
  readonly #scopes = new Map<GraphNode, Scope>();
  readonly #branches = new Map<GraphNode, Scope[]>();
  readonly #guards = new Map<Sink, Scope>();
  readonly #root = new Scope();
  readonly #state: StateTexts;
  #at = this.#root;

  constructor(state: StateTexts) {
    this.#state = state;
  }

  /** @param order the nodes to compute, operands first; what is missing has a text of its own in the state
   *  @param sinks each behind the last node that it needs, by position in `order`
   *  @param kept nodes that are needed elsewhere too, with the statement that keeps them */
  lines(
    order: readonly GraphNode[],
    sinks: readonly { readonly after: number; readonly sink: Sink }[],
    kept: ReadonlyMap<GraphNode, string>,
  ): string[] {
    const here = new Set(order);
    this.#plan(order, here, sinks, kept);
    let next = 0;
    const emitSinks = (done: number): void => {
      for (let s = sinks[next]; s !== undefined && s.after <= done; s = sinks[++next]) this.#sink(s.sink);
    };
    emitSinks(0);
    order.forEach((node, i) => {
      this.#node(node, kept.get(node));
      emitSinks(i + 1);
    });
    return this.#root.lines;
  }

  text(node: GraphNode): string {
    const known = this.#texts.get(node);
    if (known !== undefined) return known;
    if (node.constant !== undefined) {
      if (representationOf(node.width) === 'big') return bigLiteral(node.constant);
      return node.constant < 0n ? `(${node.constant})` : String(node.constant);
    }
    return this.#state.text(node);
  }

  name(text: string): string {
    if (/^\w+$/.test(text)) return text;
    const name = this.#state.fresh();
    this.#at.lines.push(`const ${name}=${text};`);
    return name;
  }

  store(node: GraphNode): BitStore | undefined {
    return this.#state.store(node);
  }

  memory(node: GraphNode): ReturnType<StateTexts['memory']> {
    return this.#state.memory(node);
  }

  #plan(
    order: readonly GraphNode[],
    here: ReadonlySet<GraphNode>,
    sinks: readonly { readonly sink: Sink }[],
    kept: ReadonlyMap<GraphNode, string>,
  ): void {
    const use = (node: GraphNode, scope: Scope): void => {
      if (!here.has(node)) return;
      this.#uses.set(node, (this.#uses.get(node) ?? 0) + 1);
      const before = this.#scopes.get(node);
      this.#scopes.set(node, before === undefined ? scope : Scope.common(before, scope));
    };
    for (const { sink } of sinks) {
      use(sink.node, this.#root);
      const inner = new Scope(this.#root);
      this.#guards.set(sink, inner);
      for (const node of sink.guarded ?? []) use(node, inner);
    }
    for (const node of kept.keys()) use(node, this.#root);
    for (let i = order.length - 1; i >= 0; i--) {
      const node = order[i];
      const scope = node && this.#scopes.get(node);
      if (node === undefined || scope === undefined) continue;
      const operands = this.#state.operands(node);
      const [first, ...rest] = operands;
      if (node.op !== 'mux' && node.op !== 'switch') {
        for (const operand of operands) use(operand, scope);
        continue;
      }
      if (first !== undefined) use(first, scope);
      const inner = rest.map(() => new Scope(scope));
      this.#branches.set(node, inner);
      for (const [k, operand] of rest.entries()) use(operand, inner[k] ?? scope);
    }
  }

  #node(node: GraphNode, keep: string | undefined): void {
    const scope = this.#scopes.get(node);
    if (scope === undefined) return;
    this.#at = scope;
    const text = this.#compute(node, scope);
    const isName = /^\w+$/.test(text);
    if (isName || ((this.#uses.get(node) ?? 0) < 2 && keep === undefined && text.length < mostInlined)) {
      this.#texts.set(node, text);
    } else {
      const name = this.#state.fresh();
      scope.lines.push(`const ${name}=${text};`);
      this.#texts.set(node, name);
    }
    if (keep !== undefined) scope.lines.push(`${keep}=${this.text(node)};`);
  }

  #compute(node: GraphNode, scope: Scope): string {
    if (node.op === 'state') return this.#state.text(node);
    if (node.op === 'mux') return this.#mux(node, scope);
    if (node.op === 'switch') return this.#switch(node, scope);
    return operationText(node, this);
  }

  #mux(node: GraphNode, scope: Scope): string {
    const [condition, whenTrue, whenFalse] = node.args;
    const [then, otherwise] = this.#branches.get(node) ?? [];
    if (!condition || !whenTrue || !whenFalse || !then || !otherwise)
      throw new Error('a mux without operands');
    const test = truth(this.text(condition));
    const [a, b] = [this.text(whenTrue), this.text(whenFalse)];
    if (then.lines.length + otherwise.lines.length === 0) return `(${test}?${a}:${b})`;
    const name = this.#state.fresh();
    scope.lines.push(
      `let ${name};if(${test}){`,
      ...then.lines,
      `${name}=${a};}else{`,
      ...otherwise.lines,
      `${name}=${b};}`,
    );
    return name;
  }

  #switch(node: GraphNode, scope: Scope): string {
    const [subject, ...values] = node.args;
    const branches = this.#branches.get(node) ?? [];
    if (subject === undefined) throw new Error('a switch without a subject');
    const name = this.#state.fresh();
    const isBig = representationOf(subject.width) === 'big';
    const body = (k: number): string[] => {
      const value = values[k];
      return value === undefined ? [] : [...(branches[k]?.lines ?? []), `${name}=${this.text(value)};`];
    };
    const lines = [`let ${name};switch(${this.text(subject)}){`];
    (node.matches ?? []).forEach((match, k) => {
      lines.push(`case ${match}${isBig ? 'n' : ''}:{`, ...body(k + 1), 'break;}');
    });
    scope.lines.push(...lines, 'default:{', ...body(0), '}}');
    return name;
  }

  #sink(sink: Sink): void {
    const inner = this.#guards.get(sink);
    this.#at = this.#root;
    const values = {
      text: this.text(sink.node),
      guarded: (sink.guarded ?? []).map((node) => this.text(node)),
      guardedLines: inner?.lines ?? [],
    };
    for (const line of sink.emit(values)) this.#root.lines.push(line);
  }
}

/** A test without the detour over 0 and 1. */
function truth(text: string): string {
  return /^\([^?]*\?1:0\)$/.test(text) ? `${text.slice(0, -5)})` : text;
}
