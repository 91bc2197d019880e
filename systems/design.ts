import type { DesignFile } from '../base/design-file.js';
import { printDesign, printedPorts } from '../hdl-dsl/print/index.js';
import type { SimDesign } from '../verilator-harness/engine.js';
import type { Macros, Shape, System, Unit } from './system.js';

/** The command that headers of generated files name; it runs in the design's folder. */
export const regenerateCommand = 'crossweave generate config.json';

/** A configuration's hardware, printed. */
export interface Design {
  readonly unit: Unit;
  /** `rtl/<module>.sv`, dependencies before the modules that use them. */
  readonly rtl: readonly DesignFile[];
  readonly macros: Macros;
}

/** Elaborates, checks and prints a configuration.
 *  @throws {CrossweaveError} CW-E... if a generator breaks a rule of the language */
export function buildDesign<C extends Shape>(system: System<C>, config: C): Design {
  const unit = system.elaborate(config);
  const rtl = printDesign(unit.top, { command: regenerateCommand }).map((file) => ({
    path: `rtl/${file.path}`,
    text: file.text,
  }));
  return { unit, rtl, macros: system.macros(config, regenerateCommand) };
}

/** The form that engines take. `rtl` replaces the printed modules, and then only engines that read SystemVerilog can run it. */
export function simDesign<C extends Shape>(
  system: System<C>,
  config: C,
  design: Design,
  rtl?: readonly DesignFile[],
): SimDesign {
  const { unit, macros } = design;
  return {
    top: unit.top.name,
    ports: printedPorts(unit.top),
    // In one order, so that an unchanged copy of the RTL finds the build of the original.
    sources: [macros.model, ...(rtl ?? design.rtl)].sort((a, b) => (a.path < b.path ? -1 : 1)),
    dpi: macros.dpi,
    ...(rtl ? {} : { builtin: { module: unit.top, models: system.twins(config) } }),
  };
}
