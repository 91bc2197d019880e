import type { Expression, GroundType, Memory, Signal } from '../../../../hdl-dsl/ir/index.js';
import {
  binary,
  bits,
  bool,
  concat,
  contents,
  extend,
  lit,
  memoryRead,
  mux,
  partSelect,
  read,
  recast,
  sint,
  slice,
  uint,
  unary,
} from './ir.js';
import type { Random } from './random.js';

/** Widths around the borders of machine words and doubles. */
const widths = [1, 1, 2, 3, 4, 5, 7, 8, 8, 12, 16, 20, 31, 32, 33, 40, 52, 53, 54, 63, 64, 65, 96, 128, 130];

/** Words, sometimes of any width up to 200 bits, rarely wider. */
function randomWidth(random: Random): number {
  if (random.chance(0.8)) return random.pick(widths);
  return random.chance(0.95) ? 1 + random.below(200) : random.pick([256, 257, 320]);
}

/** @param widest bits at most */
export function randomType(random: Random, widest = 65536): GroundType {
  const width = Math.min(randomWidth(random), widest);
  const kind = random.below(5);
  if (kind === 0) return bool;
  return kind === 1 ? bits(width) : kind < 4 ? sint(width) : uint(width);
}

/** Random expressions of exact types over the signals and memories known so far. Counts what it made. */
export class RandomExpressions {
  readonly signals: Signal[] = [];
  readonly memories: Memory[] = [];
  readonly #random: Random;
  readonly #earlier: Expression[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** An expression of `type`, at most `depth` operators deep (and a little more for fitting types). */
  make(type: GroundType, depth: number): Expression {
    const random = this.#random;
    const reusable = random.chance(0.12) ? this.#earlier.filter((e) => same(e.type, type)) : [];
    if (reusable.length > 0) return random.pick(reusable);
    const made = depth <= 0 ? this.#leaf(type) : this.#operator(type, depth - 1);
    this.#earlier.push(made);
    return made;
  }

  /** An expression of some type. */
  any(depth: number): Expression {
    return this.make(randomType(this.#random), depth);
  }

  /** An unsigned index, of a width that often reaches beyond `count`. */
  index(count: number, depth: number): Expression {
    const exact = Math.max(1, Math.ceil(Math.log2(count)));
    return this.make(uint(this.#random.pick([exact, exact, exact + 1, 3])), depth);
  }

  #leaf(type: GroundType): Expression {
    const random = this.#random;
    const fitting = this.signals.filter((s) => same(s.type, type));
    if (fitting.length > 0 && random.chance(0.7)) return read(random.pick(fitting));
    if (type.enumeration !== undefined) return lit(type, random.pick(type.enumeration.members).value);
    if (this.signals.length > 0 && random.chance(0.75))
      return this.#fit(read(random.pick(this.signals)), type);
    const pattern = random.bits(type.width);
    return lit(type, type.signed ? BigInt.asIntN(type.width, pattern) : pattern);
  }

  /** Any expression as `type`, by slicing, extending and recasting. */
  #fit(e: Expression, type: GroundType): Expression {
    const random = this.#random;
    const own = e.type.width;
    let fitted = e;
    if (own > type.width) fitted = slice(e, random.below(own - type.width + 1), type.width);
    else if (own < type.width) {
      const numeric =
        e.type.kind === 'sint' || e.type.kind === 'uint'
          ? e
          : recast(e, random.chance(0.5) ? sint(own) : uint(own));
      fitted = extend(numeric, type.width);
    }
    return same(fitted.type, type) ? fitted : recast(fitted, type);
  }

  #operator(type: GroundType, depth: number): Expression {
    const random = this.#random;
    const { width } = type;
    const sub = (t: GroundType): Expression => this.make(t, depth);
    const numeric = type.signed ? sint : uint;
    const exact = (e: Expression): Expression => (same(e.type, type) ? e : recast(e, type));
    if (type.kind === 'bool') return this.#condition(depth);
    if (type.kind === 'enum') return mux(sub(bool), this.#leaf(type), sub(type));
    switch (random.below(19)) {
      case 0:
      case 1: {
        const operand = (): Expression => {
          const narrow = width > 1 && random.chance(0.6) ? 1 + random.below(width - 1) : width;
          return narrow === width ? sub(numeric(width)) : extend(sub(numeric(narrow)), width);
        };
        return exact(binary(random.pick(['add', 'sub'] as const), operand(), operand()));
      }
      case 2: {
        if (width < 2) return exact(unary('not', sub(type)));
        const left = 1 + random.below(width - 1);
        return exact(binary('mul', sub(numeric(left)), sub(numeric(width - left)), numeric(width)));
      }
      case 3:
        return binary(random.pick(['and', 'or', 'xor'] as const), sub(type), sub(type));
      case 4:
        return unary('not', sub(type));
      case 5:
        if (!type.signed || width < 2) return exact(mux(sub(bool), sub(type), sub(type)));
        return unary('negate', sub(random.chance(0.3) ? uint(width - 1) : sint(width - 1)), type);
      case 6:
      case 7:
        return mux(sub(bool), sub(type), sub(type));
      case 8: {
        if (width < 2) return this.#leaf(type);
        const amount = 1 + random.below(width - 1);
        return exact({
          kind: 'shift',
          direction: 'left',
          type: numeric(width),
          operand: sub(numeric(width - amount)),
          amount,
        });
      }
      case 9:
        return exact({
          kind: 'shift',
          direction: 'right',
          type: numeric(width),
          operand: sub(numeric(width)),
          amount: random.below(width + 3),
        });
      case 10:
      case 11: {
        const amount = sub(uint(random.pick([1, 3, 6, 7, 8, 8, 33, 70])));
        const direction = random.pick(['left', 'right'] as const);
        return exact({
          kind: 'shift-dynamic',
          direction,
          type: numeric(width),
          operand: sub(numeric(width)),
          amount,
        });
      }
      case 12: {
        const parts: Expression[] = [];
        for (let left = width; left > 0; ) {
          const w = parts.length > 4 ? left : 1 + random.below(left);
          const part = sub(random.chance(0.5) ? bits(w) : sint(w));
          const times = parts.length < 4 && random.chance(0.2) ? Math.min(3, Math.floor(left / w)) : 1;
          for (let k = 0; k < times; k++) parts.push(part);
          left -= w * times;
        }
        return exact(concat(...parts));
      }
      case 13:
      case 14: {
        const wide = sub(random.pick([bits, uint, sint])(width + random.below(random.chance(0.5) ? 9 : 70)));
        return exact(slice(wide, random.below(wide.type.width - width + 1), width));
      }
      case 15: {
        const count = 1 + random.below(5);
        const vector = sub(bits(width * count + random.below(Math.min(width, 4))));
        return exact(partSelect(vector, this.index(count, depth), width));
      }
      case 16: {
        if (this.memories.length === 0) return this.#leaf(type);
        const chosen = random.pick(this.memories);
        if (chosen.packed && random.chance(0.5)) return this.#fit(contents(chosen), type);
        return this.#fit(memoryRead(chosen, this.index(chosen.depth, depth)), type);
      }
      case 17: {
        const wide = this.any(depth);
        const count = unary('popcount', wide, uint(wide.type.width.toString(2).length));
        return this.#fit(count, type);
      }
      default: {
        if (width < 2) return this.#fit(this.any(depth), type);
        const narrow = 1 + random.below(width - 1);
        return exact(extend(sub(random.pick([sint, uint])(narrow)), width));
      }
    }
  }

  #condition(depth: number): Expression {
    const random = this.#random;
    const sub = (t: GroundType): Expression => this.make(t, depth);
    switch (random.below(7)) {
      case 0:
        return unary('not', sub(bool));
      case 1:
        return binary(random.pick(['and', 'or', 'xor'] as const), sub(bool), sub(bool));
      case 2:
        return unary(random.pick(['reduce-and', 'reduce-or', 'reduce-xor'] as const), this.any(depth));
      case 3:
      case 4:
      case 5: {
        const type = randomType(random);
        const other = random.chance(0.2) ? this.#leaf(type) : sub(type);
        const ops =
          type.kind === 'uint' || type.kind === 'sint'
            ? (['lt', 'le', 'gt', 'ge', 'eq', 'ne'] as const)
            : (['eq', 'ne'] as const);
        return binary(random.pick(ops), sub(type), other);
      }
      default:
        return mux(sub(bool), sub(bool), sub(bool));
    }
  }
}

function same(a: GroundType, b: GroundType): boolean {
  return a.kind === b.kind && a.width === b.width && a.enumeration === b.enumeration;
}
