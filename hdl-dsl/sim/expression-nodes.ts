import type { Expression, Memory, Signal } from '../ir/index.js';
import type { MemoryCell } from './cells.js';
import type { Graph } from './graph.js';
import type { GraphNode } from './graph-node.js';

/** Turns the expressions of one instance of a module into nodes of the graph. */
export class ExpressionNodes {
  readonly #graph: Graph;
  readonly #signal: (signal: Signal) => GraphNode;
  readonly #memory: (memory: Memory) => MemoryCell;
  readonly #known = new Map<Expression, GraphNode>();

  constructor(graph: Graph, signal: (signal: Signal) => GraphNode, memory: (memory: Memory) => MemoryCell) {
    this.#graph = graph;
    this.#signal = signal;
    this.#memory = memory;
  }

  of(expression: Expression): GraphNode {
    let node = this.#known.get(expression);
    if (node === undefined) {
      const { width, signed } = expression.type;
      node = this.#graph.convert(this.#make(expression), width, signed);
      this.#known.set(expression, node);
    }
    return node;
  }

  #make(e: Expression): GraphNode {
    const graph = this.#graph;
    const { width, signed } = e.type;
    switch (e.kind) {
      case 'literal':
        return graph.constant(width, signed, e.value);
      case 'signal':
        return this.#signal(e.signal);
      case 'memory-read':
        return graph.word(this.#memory(e.memory), this.of(e.address));
      case 'memory-contents':
        return graph.words(this.#memory(e.memory));
      case 'unary':
        return graph.plain(e.op, width, signed, [this.of(e.operand)]);
      case 'binary':
        return graph.plain(e.op, width, signed, [this.of(e.left), this.of(e.right)]);
      case 'shift':
        return graph.plain(
          e.direction === 'left' ? 'shift-left' : 'shift-right',
          width,
          signed,
          [this.of(e.operand)],
          e.amount,
        );
      case 'shift-dynamic': {
        const op = e.direction === 'left' ? 'shift-left-by' : 'shift-right-by';
        return graph.plain(op, width, signed, [this.of(e.operand), this.of(e.amount)]);
      }
      case 'concat':
        return graph.concat(e.parts.map((part) => this.of(part)));
      case 'slice':
        return graph.slice(this.of(e.operand), e.lsb, width);
      case 'part-select':
        return graph.part(this.of(e.operand), this.of(e.index), width, signed);
      case 'mux':
        return graph.mux(this.of(e.condition), this.of(e.whenTrue), this.of(e.whenFalse));
      case 'extend':
      case 'recast':
        return this.of(e.operand);
    }
  }
}
