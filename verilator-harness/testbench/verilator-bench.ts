import type { BenchEngine } from '../../hdl-dsl/testbench/bench-engine.js';
import type { BenchDesign } from '../../hdl-dsl/testbench/open-simulation.js';
import type { SimDesign } from '../engine.js';
import { BuildCache } from '../verilator/build-cache.js';
import { buildModel } from '../verilator/build-model.js';
import { startValueArguments } from '../verilator/flags.js';
import { readStop } from '../verilator/stop-line.js';
import { findToolchain } from '../verilator/toolchain.js';
import { BenchProcess } from './bench-process.js';
import { CommandBench } from './command-bench.js';
import { pinTable } from './pin-table.js';
import { type ToolBenchOptions, toolSources } from './tool-options.js';

/** Verilator under a test-bench: the printed design, compiled, or taken from the cache of compiled simulators.
 *  @throws {CrossweaveError} CW-T... a tool is missing or refuses the design */
export async function makeVerilatorBench(
  { top, pins, clocks, options }: BenchDesign,
  toolOptions: ToolBenchOptions,
): Promise<BenchEngine> {
  const { dpi = [], cacheFolder } = toolOptions;
  const table = pinTable(pins, clocks);
  const design: SimDesign = {
    top: top.name,
    ports: table.ports,
    sources: toolSources(top, toolOptions),
    dpi,
  };
  const model = await buildModel(design, new BuildCache(cacheFolder), await findToolchain(), {
    waveform: options.vcd !== undefined,
    timeoutSeconds: 1800,
    driver: 'bench.cpp',
  });
  const process = await BenchProcess.start({
    top: top.name,
    program: model.program,
    args: ({ commands, answers }) => {
      const waveform = options.vcd === undefined ? [] : [options.vcd];
      return [commands, answers, ...waveform, ...startValueArguments()];
    },
  });
  return new CommandBench('verilator', process, table, (answer, printed) => {
    const [stopped, time = '0'] = answer.split(' ');
    if (stopped !== '1') return undefined;
    return { time: Number.parseInt(time, 16), ...readStop(printed(), design) };
  });
}
