import type { Statement } from '../ir/index.js';
import type { MemoryCell } from './cells.js';
import type { ExpressionNodes } from './expression-nodes.js';
import type { FlatWrite } from './flat-design.js';
import type { Graph } from './graph.js';
import type { GraphNode } from './graph-node.js';
import { align, type Pieces, place } from './pieces.js';

/** Turns the statements of one instance of a module into nodes: a branch is a choice between values. */
export class DriveNodes {
  readonly #graph: Graph;
  readonly #expressions: ExpressionNodes;

  constructor(graph: Graph, expressions: ExpressionNodes) {
    this.#graph = graph;
    this.#expressions = expressions;
  }

  /** The writes of a memory among `statements`, in order, each with the condition under which it happens. */
  writes(statements: readonly Statement[], memory: MemoryCell, domain: number): FlatWrite[] {
    const writes: FlatWrite[] = [];
    this.#collect(statements, this.#graph.constant(1, false, 1n), { memory, domain }, writes);
    return writes;
  }

  /** The value of a signal after its drives, of which the later win. */
  apply(start: Pieces, statements: readonly Statement[]): Pieces {
    const graph = this.#graph;
    let pieces = start;
    for (const statement of statements) {
      switch (statement.kind) {
        case 'assign': {
          const value = this.#expressions.of(statement.value);
          pieces = place(graph, pieces, statement.lsb, graph.convert(value, statement.width, value.signed));
          break;
        }
        case 'when': {
          const condition = this.#expressions.of(statement.condition);
          const then = this.apply(pieces, statement.then);
          const otherwise = this.apply(pieces, statement.otherwise);
          pieces = merge(graph, [then, otherwise], ([a, b]) => graph.mux(condition, ...alike(graph, a, b)));
          break;
        }
        case 'switch': {
          const subject = this.#expressions.of(statement.subject);
          const bodies = [statement.otherwise, ...statement.cases.map((c) => c.body)];
          const matches = statement.cases.map((c) => c.match);
          const branches = bodies.map((body) => this.apply(pieces, body));
          pieces = merge(graph, branches, (values) => {
            const [otherwise, ...rest] = unified(graph, values);
            if (otherwise === undefined) throw new Error('a switch without branches');
            return graph.switch(subject, matches, rest, otherwise);
          });
          break;
        }
      }
    }
    return pieces;
  }

  #collect(
    statements: readonly Statement[],
    active: GraphNode,
    target: Pick<FlatWrite, 'memory' | 'domain'>,
    to: FlatWrite[],
  ): void {
    const graph = this.#graph;
    const both = (a: GraphNode, b: GraphNode): GraphNode => graph.plain('and', 1, false, [a, b]);
    const not = (a: GraphNode): GraphNode => graph.plain('not', 1, false, [a]);
    for (const statement of statements) {
      switch (statement.kind) {
        case 'memory-write': {
          const { lsb, width } = statement;
          const signed = target.memory.signed && width === target.memory.width;
          const data = graph.convert(this.#expressions.of(statement.data), width, signed);
          const address = this.#expressions.of(statement.address);
          to.push({ ...target, lsb, enable: active, address, data });
          break;
        }
        case 'when': {
          const condition = graph.convert(this.#expressions.of(statement.condition), 1, false);
          this.#collect(statement.then, both(active, condition), target, to);
          this.#collect(statement.otherwise, both(active, not(condition)), target, to);
          break;
        }
        case 'switch': {
          const subject = this.#expressions.of(statement.subject);
          let none = active;
          for (const { match, body } of statement.cases) {
            const literal = graph.constant(subject.width, subject.signed, match);
            const hit = graph.plain('eq', 1, false, [subject, literal]);
            none = both(none, not(hit));
            this.#collect(body, both(active, hit), target, to);
          }
          this.#collect(statement.otherwise, none, target, to);
          break;
        }
      }
    }
  }
}

function merge(
  graph: Graph,
  all: readonly Pieces[],
  choose: (values: readonly GraphNode[]) => GraphNode,
): Pieces {
  return align(graph, all).map(({ lsb, values }) => {
    const [first] = values;
    const same = first !== undefined && values.every((value) => value === first);
    return { lsb, value: same ? first : choose(values) };
  });
}

/** Values of equal width under one signedness. */
function unified(graph: Graph, values: readonly GraphNode[]): GraphNode[] {
  const signed = values.every((v) => v.signed);
  return values.map((v) => graph.convert(v, v.width, signed));
}

function alike(graph: Graph, a: GraphNode | undefined, b: GraphNode | undefined): [GraphNode, GraphNode] {
  const [x, y] = unified(
    graph,
    [a, b].flatMap((v) => v ?? []),
  );
  if (x === undefined || y === undefined) throw new Error('a branch without a value');
  return [x, y];
}
