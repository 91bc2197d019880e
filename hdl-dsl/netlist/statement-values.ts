import type { MemoryWrite, Signal, Statement, Switch, When } from '../ir/index.js';
import { constantBits } from './bit-patterns.js';
import type { CellStore } from './cell-store.js';
import type { ExpressionCells } from './expression-cells.js';
import type { Bit, Bits } from './netlist.js';

/** A write with the condition of its branch. */
export interface WritePort {
  readonly write: MemoryWrite;
  readonly enable: Bit;
}

/** Whether a branch is taken; made where a memory write asks. */
type Active = () => Bit;

/** Values of the targets assigned in one branch, over those of the branch around it. */
class Branch {
  readonly own = new Map<Signal, Bits>();
  readonly #around: Branch | undefined;

  constructor(around?: Branch) {
    this.#around = around;
  }

  get(target: Signal): Bits | undefined {
    return this.own.get(target) ?? this.#around?.get(target);
  }
}

/** Turns statements into the value of each target: a later assignment wins, branches become multiplexers. */
export class StatementValues {
  readonly writes: WritePort[] = [];
  readonly #store: CellStore;
  readonly #expressions: ExpressionCells;
  readonly #initial: (target: Signal) => Bits;

  /** @param initial value of a target where nothing assigns it */
  constructor(store: CellStore, expressions: ExpressionCells, initial: (target: Signal) => Bits) {
    this.#store = store;
    this.#expressions = expressions;
    this.#initial = initial;
  }

  /** The value of each target that is assigned. */
  run(statements: readonly Statement[]): ReadonlyMap<Signal, Bits> {
    const branch = new Branch();
    this.#run(statements, branch, () => '1');
    return branch.own;
  }

  #run(statements: readonly Statement[], branch: Branch, active: Active): void {
    for (const statement of statements) {
      switch (statement.kind) {
        case 'assign': {
          const { target, lsb } = statement;
          branch.own.set(
            target,
            this.#overwrite(branch, target, this.#expressions.bits(statement.value), lsb),
          );
          break;
        }
        case 'memory-write':
          this.writes.push({ write: statement, enable: active() });
          break;
        case 'when':
          this.#when(statement, branch, active);
          break;
        case 'switch':
          this.#switch(statement, branch, active);
          break;
      }
    }
  }

  #when(statement: When, branch: Branch, active: Active): void {
    const [condition = 'x'] = this.#expressions.bits(statement.condition);
    const then = new Branch(branch);
    this.#run(statement.then, then, () => this.#expressions.and(active(), condition));
    const otherwise = new Branch(branch);
    this.#run(statement.otherwise, otherwise, () =>
      this.#expressions.and(active(), this.#expressions.not(condition)),
    );
    for (const target of new Set([...then.own.keys(), ...otherwise.own.keys()])) {
      const [whenTrue, whenFalse] = [this.#valueIn(then, target), this.#valueIn(otherwise, target)];
      branch.own.set(
        target,
        this.#onDifferent([whenTrue, whenFalse], ([a = [], b = []]) =>
          this.#expressions.mux(condition, a, b),
        ),
      );
    }
  }

  #switch(statement: Switch, branch: Branch, active: Active): void {
    const subject = this.#expressions.bits(statement.subject);
    const { width } = statement.subject.type;
    const selects: Bit[] = [];
    const branches = statement.cases.map(({ match, body }) => {
      const select = this.#expressions.equal(subject, constantBits(match, width));
      selects.push(select);
      const inner = new Branch(branch);
      this.#run(body, inner, () => this.#expressions.and(active(), select));
      return inner;
    });
    const otherwise = new Branch(branch);
    this.#run(statement.otherwise, otherwise, () =>
      selects.reduce<Bit>(
        (all, select) => this.#expressions.and(all, this.#expressions.not(select)),
        active(),
      ),
    );
    for (const target of new Set([otherwise, ...branches].flatMap(({ own }) => [...own.keys()]))) {
      const values = [otherwise, ...branches].map((inner) => this.#valueIn(inner, target));
      branch.own.set(
        target,
        this.#onDifferent(values, ([fallback = [], ...chosen]) => this.#choose(selects, fallback, chosen)),
      );
    }
  }

  #choose(selects: readonly Bit[], fallback: Bits, chosen: readonly Bits[]): Bits {
    const parameters = { WIDTH: fallback.length, S_WIDTH: selects.length };
    const pins = { A: fallback, B: chosen.flat(), S: selects };
    return this.#store.operator('$pmux', parameters, pins, fallback.length);
  }

  /** Chooses between values only where their bits differ. */
  #onDifferent(values: readonly Bits[], choose: (values: readonly Bits[]) => Bits): Bits {
    const [first = []] = values;
    const places: number[] = [];
    for (const [i, bit] of first.entries()) if (values.some((value) => value[i] !== bit)) places.push(i);
    if (places.length === 0) return first;
    if (places.length === first.length) return choose(values);
    const chosen = choose(values.map((value) => places.map((i) => value[i] ?? 'x')));
    const result = [...first];
    for (const [k, place] of places.entries()) result[place] = chosen[k] ?? 'x';
    return result;
  }

  #overwrite(branch: Branch, target: Signal, value: Bits, lsb: number): Bits {
    if (value.length === target.type.width) return value;
    const whole = this.#valueIn(branch, target);
    return [...whole.slice(0, lsb), ...value, ...whole.slice(lsb + value.length)];
  }

  #valueIn(branch: Branch, target: Signal): Bits {
    return branch.get(target) ?? this.#initial(target);
  }
}
