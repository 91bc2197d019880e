import type { Expression, GroundType } from '../ir/index.js';
import { operandsOf } from '../ir/operands.js';
import type { NameScope } from '../names/name-scope.js';

/** A net that holds a part of a larger expression. */
export interface Temporary {
  readonly name: string;
  readonly type: GroundType;
  readonly text: string;
}

/** Nets for what is read in several places, or sliced, or cannot stand inside an expression. Their names say what
 *  they are used for: the first target and the role of the part in it. */
export class Temporaries {
  /** Base of the names given now: the target under way. */
  owner = '';
  readonly all: Temporary[] = [];
  readonly #names = new Map<Expression, string>();
  readonly #costs = new Map<Expression, number>();
  readonly #scope: NameScope;
  readonly #uses: ReadonlyMap<Expression, number>;

  constructor(scope: NameScope, uses: ReadonlyMap<Expression, number>) {
    this.#scope = scope;
    this.#uses = uses;
  }

  /** The net that already holds the node. */
  nameOf(node: Expression): string | undefined {
    return this.#names.get(node);
  }

  /** Read in several places and worth a name. */
  isWanted(node: Expression): boolean {
    return (this.#uses.get(node) ?? 1) > 1 && this.#cost(node) >= 3;
  }

  /** Gives the node a net; `text` is made after the name is known to be needed. */
  add(node: Expression, text: () => string, role = roleOf(node)): string {
    const owner = this.owner;
    const made = text();
    const name = this.#scope.claim(owner === '' ? role : `${owner}_${role}`);
    this.#names.set(node, name);
    this.all.push({ name, type: node.type, text: made });
    return name;
  }

  #cost(node: Expression): number {
    let cost = this.#costs.get(node);
    if (cost === undefined) {
      cost = ownCost(node);
      for (const operand of operandsOf(node)) {
        if (cost >= 3) break;
        cost += this.#cost(operand);
      }
      this.#costs.set(node, cost);
    }
    return cost;
  }
}

function ownCost(node: Expression): number {
  switch (node.kind) {
    case 'literal':
    case 'signal':
    case 'memory-contents':
    case 'recast':
    case 'extend':
    case 'slice':
    case 'shift':
      return 0;
    case 'unary':
      return node.op === 'popcount' ? 3 : 1;
    case 'binary':
      return node.op === 'mul' ? 3 : 1;
    case 'memory-read':
    case 'concat':
    case 'mux':
      return 1;
    case 'shift-dynamic':
    case 'part-select':
      return 2;
  }
}

function roleOf(node: Expression): string {
  switch (node.kind) {
    case 'unary':
      return {
        not: 'inverse',
        negate: 'negative',
        popcount: 'count',
        'reduce-and': 'all',
        'reduce-or': 'any',
        'reduce-xor': 'parity',
      }[node.op];
    case 'binary':
      return binaryRoles[node.op];
    case 'memory-read':
      return 'word';
    case 'shift':
    case 'shift-dynamic':
      return 'shifted';
    case 'concat':
      return 'joined';
    case 'part-select':
      return 'element';
    case 'mux':
      return 'choice';
    case 'extend':
    case 'recast':
      return roleOf(node.operand);
    case 'slice':
      return 'part';
    case 'literal':
    case 'memory-contents':
      return 'table';
    case 'signal':
      return 'value';
  }
}

const binaryRoles = {
  add: 'sum',
  sub: 'difference',
  mul: 'product',
  and: 'both',
  or: 'either',
  xor: 'differing',
  eq: 'equal',
  ne: 'unequal',
  lt: 'below',
  le: 'at_most',
  gt: 'above',
  ge: 'at_least',
} as const;
