import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DesignFile } from '../../base/design-file.js';
import type { ClockSpecs } from '../../hdl-dsl/build/clocks.js';
import { elaborate } from '../../hdl-dsl/build/elaborate.js';
import { module } from '../../hdl-dsl/build/module-definition.js';
import type { PortSpecs } from '../../hdl-dsl/build/ports.js';
import type { SourceRef } from '../../hdl-dsl/ir/index.js';
import { captureSource } from '../../hdl-dsl/source/source-ref.js';
import type { BenchIo } from '../../hdl-dsl/testbench/bench-io.js';
import { badOption } from '../../hdl-dsl/testbench/failures.js';
import {
  type ClockKeys,
  openDefinition,
  type SimulateOptions,
} from '../../hdl-dsl/testbench/open-simulation.js';
import type { Simulation } from '../../hdl-dsl/testbench/simulation.js';
import { makeEngineNamed } from './simulate.js';
import type { ToolBenchOptions } from './tool-options.js';

/** A design as files, with the ports and clocks that its top module has. The bindings of a generated design have one. */
export interface RtlDesign<P extends PortSpecs = PortSpecs, C extends ClockSpecs = ClockSpecs> {
  /** Name of the top module. */
  readonly top: string;
  readonly ports: P;
  readonly clocks: C;
  /** Folder that the files below are in. */
  readonly folder: URL | string;
  /** SystemVerilog. */
  readonly sources: readonly string[];
  /** C or C++ behind DPI. */
  readonly dpi: readonly string[];
}

/** What the simulation of a design of files may be told. */
export interface RtlBenchOptions<Key extends string = string>
  extends Omit<SimulateOptions<Key>, 'models'>,
    Pick<ToolBenchOptions, 'cacheFolder'> {
  /** `verilator` without. */
  readonly engine?: 'verilator' | 'icarus';
  /** Folder of the design's files, where it is not the one that the design names: compiled bindings may lie elsewhere. */
  readonly folder?: URL | string;
}

/** Simulates SystemVerilog under a test-bench, without the sources that it was generated from. Clocks run and the design
 *  has been reset when it returns.
 *  @throws {CrossweaveError} CW-E064 an option or a file is refused, CW-T... a tool is missing or fails */
export async function simulateRtl<P extends PortSpecs, C extends ClockSpecs>(
  design: RtlDesign<P, C>,
  options: RtlBenchOptions<ClockKeys<C>> = {},
): Promise<Simulation<BenchIo<P>>> {
  const source = captureSource();
  const { folder = design.folder } = options;
  const read = (files: readonly string[]) => files.map((file) => readFile(folder, file, source));
  const shell = module({
    name: design.top,
    clocks: design.clocks,
    ports: () => design.ports,
    build: () => {},
  });
  const toolOptions = { ...options, rtl: read(design.sources), dpi: read(design.dpi) };
  const makeEngine = makeEngineNamed(options.engine ?? 'verilator', toolOptions, source);
  return openDefinition(shell, {}, options, source, makeEngine, elaborate);
}

function readFile(folder: URL | string, path: string, source: SourceRef): DesignFile {
  const file = join(typeof folder === 'string' ? folder : fileURLToPath(folder), path);
  try {
    return { path, text: readFileSync(file, 'utf8') };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw badOption('a file of the design cannot be read', `\`${file}\``, code, source);
  }
}
