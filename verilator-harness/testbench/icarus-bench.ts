import type { BenchEngine } from '../../hdl-dsl/testbench/bench-engine.js';
import type { BenchDesign } from '../../hdl-dsl/testbench/open-simulation.js';
import { renderTemplate } from '../../templates/render.js';
import { benchModule, buildIcarus } from '../icarus/build-icarus.js';
import { readReports } from '../icarus/stop-report.js';
import { BuildCache } from '../verilator/build-cache.js';
import { BenchProcess } from './bench-process.js';
import { CommandBench } from './command-bench.js';
import { pinTable } from './pin-table.js';
import { type ToolBenchOptions, toolSources } from './tool-options.js';

/** Icarus Verilog under a test-bench: four-valued, so what is unknown shows; slow, so for small designs.
 *  @throws {CrossweaveError} CW-T... the tool is missing or refuses the design, CW-A102 C behind DPI */
export async function makeIcarusBench(
  { top, pins, clocks, options }: BenchDesign,
  toolOptions: ToolBenchOptions,
): Promise<BenchEngine> {
  const { dpi = [], cacheFolder } = toolOptions;
  const table = pinTable(pins, clocks);
  const ports = table.ports.map(({ name, direction, width, signed }, number) => ({
    name,
    number,
    direction,
    range: `${signed ? 'signed ' : ''}${width === 1 ? '' : `[${width - 1}:0] `}`,
  }));
  const bench = renderTemplate('harness/bench.sv.hbs', {
    bench: benchModule,
    top: top.name,
    instance: top.name,
    pins: ports,
    inputs: ports.filter(({ direction }) => direction === 'input'),
    outputs: ports.filter(({ direction }) => direction === 'output'),
    widest: table.ports.reduce((widest, { width }) => Math.max(widest, width), 1),
  });
  const sources = toolSources(top, toolOptions);
  const built = await buildIcarus({ top: top.name, bench, sources, dpi }, new BuildCache(cacheFolder), 1800);
  const process = await BenchProcess.start({
    top: top.name,
    program: built.runner,
    args: (pipes) => {
      const waveform = options.vcd === undefined ? [] : [`+waveform=${options.vcd}`];
      return ['-n', built.program, `+commands=${pipes.commands}`, `+answers=${pipes.answers}`, ...waveform];
    },
  });
  return new CommandBench('icarus', process, table, (_, printed) => readReports(printed(), sources)[0]);
}
