import type {
  ClockDomain,
  Expression,
  Port,
  Register,
  Signal,
  Statement,
} from '../../../../hdl-dsl/ir/index.js';
import * as ir from './ir.js';
import type { Random } from './random.js';
import { randomType } from './random-expressions.js';

/** A stage of a stream with back-pressure: takes a word where it is empty or being emptied, and offers what it made of
 *  it until that is taken. */
export interface StreamStage {
  readonly ports: readonly Port[];
  readonly registers: readonly Register[];
  /** What the rest of the module may read. */
  readonly signals: readonly Signal[];
  /** @param made the word that is offered, made from the word that is taken */
  body(made: Expression): Statement[];
  readonly word: Port;
  readonly assertion: ReturnType<typeof ir.assertion>;
}

export function randomStream(random: Random, clock: ClockDomain): StreamStage {
  const word = randomType(random, 70);
  const made = randomType(random, 70);
  const [valid, data] = [ir.input('s_valid', ir.bool), ir.input('s_data', word)];
  const ready = ir.output('s_ready', ir.bool);
  const [outValid, outData] = [ir.output('t_valid', ir.bool), ir.output('t_data', made)];
  const outReady = ir.input('t_ready', ir.bool);
  const full = ir.register('full', ir.bool, 0n, undefined, clock);
  const held = ir.register('held', made, undefined, undefined, clock);
  const stalls = ir.register('stalls', ir.uint(3), 0n, 'cycles that a word waited', clock);
  const not = (e: Expression): Expression => ir.unary('not', e);
  const and = (a: Expression, b: Expression): Expression => ir.binary('and', a, b);
  const isReady = ir.binary('or', not(ir.read(full)), ir.read(outReady));
  const waits = and(ir.read(full), not(ir.read(outReady)));
  const one = ir.lit(ir.uint(3), 1);
  return {
    ports: [valid, data, outReady, ready, outValid, outData],
    registers: [full, held, stalls],
    signals: [valid, data, outReady, full, held, stalls],
    word: data,
    body: (value) => [
      ir.assign(ready, isReady),
      ir.when(
        isReady,
        [
          ir.assign(full, ir.read(valid)),
          ir.when(ir.read(valid), [ir.assign(held, value), ir.assign(stalls, ir.lit(ir.uint(3), 0))]),
        ],
        [ir.when(waits, [ir.assign(stalls, ir.binary('add', ir.read(stalls), one))])],
      ),
      ir.assign(outValid, ir.read(full)),
      ir.assign(outData, ir.read(held)),
    ],
    assertion: ir.assertion(
      'WaitingMeansFull',
      ir.binary('or', not(waits), ir.read(full)),
      'a word waits that is not there',
      clock,
    ),
  };
}
