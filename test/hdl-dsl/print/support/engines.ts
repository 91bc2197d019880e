import type { Module } from '../../../../hdl-dsl/ir/index.js';
import { printedPorts } from '../../../../hdl-dsl/print/index.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';
import { Reference } from './reference.js';
import type { Cycle, Experiment } from './stimulus.js';

/** The outputs of a design in every cycle, side by side, the first most significant. `undefined`: unknown bits. */
export type Trace = readonly (bigint | undefined)[];

interface Engine {
  drive(cycle: Cycle): void;
  /** The settled bits of an output by printed pin name. */
  output(name: string): bigint;
  clock(ticks: ReadonlySet<string>): void;
}

/** What the interpreter of exact integers says. */
export function referenceTrace(experiment: Experiment): Trace {
  const reference = new Reference(experiment.top);
  return traceOf(experiment, {
    drive: ({ pins, inReset }) =>
      reference.drive(
        (name) => pins.get(`${name}_i`) ?? 0n,
        (domain) => inReset.has(domain.name),
      ),
    output: (name) => reference.output(name.replace(/_o$/, '')),
    clock: (ticks) => reference.clock((domain) => ticks.has(domain.name)),
  });
}

/** What the built-in simulator says. */
export function simulatorTrace(experiment: Experiment): Trace {
  const simulator = new Simulator(experiment.top);
  return traceOf(experiment, {
    drive: ({ pins, inReset }) => {
      for (const [name, value] of pins) simulator.poke(name, value);
      for (const { name } of experiment.top.clocks) simulator.holdReset(name, inReset.has(name));
    },
    output: (name) => BigInt(simulator.peek(name)),
    clock: (ticks) => {
      simulator.tick(experiment.top.clocks.map(({ name }) => name).filter((name) => ticks.has(name)));
      if (simulator.failedAssertion !== undefined) throw new Error(simulator.failedAssertion.message);
    },
  });
}

function traceOf({ top, cycles }: Experiment, engine: Engine): Trace {
  const outputs = outputsOf(top);
  return cycles.map((cycle) => {
    engine.drive(cycle);
    const value = outputs.reduce((all, p) => (all << BigInt(p.width)) | engine.output(p.name), 0n);
    engine.clock(cycle.ticks);
    return value;
  });
}

/** The output pins of a design in the order in which a trace has them. */
export function outputsOf(top: Module): ReturnType<typeof printedPorts> {
  return printedPorts(top).filter((p) => p.direction === 'output');
}
