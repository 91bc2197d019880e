import type {
  Expression,
  GroundType,
  Register,
  Signal,
  Statement,
  Wire,
} from '../../../../hdl-dsl/ir/index.js';
import * as ir from './ir.js';
import type { Random } from './random.js';
import type { RandomExpressions } from './random-expressions.js';

/** Random statements for given targets, over one set of expressions. */
export class RandomStatements {
  readonly #random: Random;
  readonly #expressions: RandomExpressions;
  readonly #depth: number;

  /** @param depth of the deepest values */
  constructor(random: Random, expressions: RandomExpressions, depth: number) {
    this.#random = random;
    this.#expressions = expressions;
    this.#depth = depth;
  }

  value(type: GroundType, depth = this.#depth): Expression {
    return this.#expressions.make(type, 1 + this.#random.below(depth));
  }

  condition(): Expression {
    return this.value(ir.bool, 2);
  }

  /** Assigns some bits of the target. */
  partial(target: Signal): Statement {
    const { type } = target;
    const width = 1 + this.#random.below(type.width);
    const lsb = this.#random.below(type.width - width + 1);
    return ir.assign(target, this.value(width === type.width ? type : ir.bits(width)), lsb, width);
  }

  /** Drives wires in every branch, in one of several styles. */
  drive(wires: readonly Wire[]): Statement[] {
    const random = this.#random;
    const full = (w: Wire): Statement => ir.assign(w, this.value(w.type));
    switch (random.below(6)) {
      case 0:
      case 1:
        return wires.map(full);
      case 2:
        return [ir.when(this.condition(), wires.map(full), wires.map(full))];
      case 3: {
        const subject = this.value(random.pick([ir.uint(2), ir.sint(2), ir.uint(3), ir.bool]));
        const matches = subject.type.signed ? [-2, 0, 1] : subject.type.width === 1 ? [1] : [0, 2, 3];
        const cases = matches.map((m) => [m, wires.map(full)] as const);
        return [ir.choose(subject, cases, wires.map(full))];
      }
      case 4:
        return wires.flatMap((w) => {
          const { width, kind } = w.type;
          if (width < 2 || kind === 'enum') return [full(w)];
          const cut = 1 + random.below(width - 1);
          return [
            ir.assign(w, this.value(ir.bits(cut)), 0, cut),
            ir.assign(w, this.value(ir.bits(width - cut)), cut, width - cut),
          ];
        });
      default: {
        const defaults = wires.filter((w) => w.default === undefined).map(full);
        const inner = ir.when(this.condition(), wires.filter(() => random.chance(0.7)).map(full));
        const others = wires.slice(1).map((w) => this.partial(w));
        return [...defaults, ir.when(this.condition(), [inner, ...wires.slice(0, 1).map(full)], others)];
      }
    }
  }

  /** Updates of a register: always, enabled, nested, in parts, inverted, in a chain. */
  update(r: Register): Statement[] {
    const full = (): Statement => ir.assign(r, this.value(r.type));
    switch (this.#random.below(7)) {
      case 0:
        return [full()];
      case 1:
        return [ir.when(this.condition(), [full()])];
      case 2:
        return [ir.when(this.condition(), [ir.when(this.condition(), [full()])])];
      case 3:
        return [ir.when(this.condition(), [this.partial(r)], [this.partial(r)]), this.partial(r)];
      case 4:
        return [ir.when(this.condition(), [], [full()])];
      case 5:
        return [];
      default:
        return [ir.when(this.condition(), [full()], [ir.when(this.condition(), [this.partial(r)])])];
    }
  }
}

/** A random constant of a type. */
export function constantOf(random: Random, type: GroundType): bigint {
  if (type.enumeration !== undefined) return random.pick(type.enumeration.members).value;
  const pattern = random.bits(type.width);
  return type.signed ? BigInt.asIntN(type.width, pattern) : pattern;
}
