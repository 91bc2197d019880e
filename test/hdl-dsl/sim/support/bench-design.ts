import type { Expression, Module, Register, Statement } from '../../../../hdl-dsl/ir/index.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';
import * as ir from '../../print/support/ir.js';

/** Expressions over input pins, seen two ways: settled at output pins, and stored in registers at a clock edge. */
export class ExpressionBench {
  readonly simulator: Simulator;
  readonly #expressions: readonly Expression[];

  constructor(inputs: ReturnType<typeof ir.input>[], expressions: readonly Expression[]) {
    this.#expressions = expressions;
    this.simulator = new Simulator(moduleOf(inputs, expressions));
  }

  /** The bits of every expression for these inputs, settled. */
  settled(inputs: Readonly<Record<string, bigint>>): bigint[] {
    for (const [name, value] of Object.entries(inputs)) this.simulator.poke(`${name}_i`, value);
    return this.#read('y');
  }

  /** The same after a clock edge. */
  stored(): bigint[] {
    this.simulator.step();
    return this.#read('z');
  }

  #read(prefix: string): bigint[] {
    return this.#expressions.map((_, i) => BigInt(this.simulator.peek(`${prefix}${i}_o`)));
  }
}

function moduleOf(inputs: ReturnType<typeof ir.input>[], expressions: readonly Expression[]): Module {
  const body: Statement[] = [];
  const registers: Register[] = [];
  const outputs = expressions.flatMap((expression, i) => {
    const settled = ir.output(`y${i}`, expression.type);
    const stored = ir.output(`z${i}`, expression.type);
    const register = ir.register(`r${i}`, expression.type);
    registers.push(register);
    body.push(ir.assign(settled, expression), ir.assign(register, expression));
    body.push(ir.assign(stored, ir.read(register)));
    return [settled, stored];
  });
  return ir.module('bench', { ports: [...inputs, ...outputs], registers, body });
}
