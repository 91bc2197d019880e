import type { DesignFile } from '../../base/design-file.js';
import type { Module } from '../../hdl-dsl/ir/index.js';
import { printDesign } from '../../hdl-dsl/print/index.js';

/** Named by the printed modules. */
const command = 'crossweave/testbench';

/** What the engines that read SystemVerilog need besides the printed design. */
export interface ToolBenchOptions {
  /** SystemVerilog of black boxes. */
  readonly sources?: readonly DesignFile[];
  /** C sources behind DPI; Verilator only. */
  readonly dpi?: readonly DesignFile[];
  /** The whole design as SystemVerilog, in place of the printed modules. */
  readonly rtl?: readonly DesignFile[];
  /** Folder of compiled simulators; without it that of co-simulations. */
  readonly cacheFolder?: string;
}

/** All SystemVerilog that a tool reads. */
export function toolSources(top: Module, { sources = [], rtl }: ToolBenchOptions): readonly DesignFile[] {
  return [...sources, ...(rtl ?? printDesign(top, { command }))];
}
