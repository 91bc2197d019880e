import type { DesignFile } from '../base/design-file.js';
import type { Diagnostic } from '../base/diagnostic.js';
import type { Module } from '../hdl-dsl/ir/index.js';
import { printModules } from '../hdl-dsl/print/print-design.js';
import { printedPorts } from '../hdl-dsl/print/printed-ports.js';
import type { SimDesign } from '../verilator-harness/engine.js';
import type { Macros, System, Unit } from './system.js';

/** The command that headers of generated files name; it runs in the design's folder. */
export const regenerateCommand = 'crossweave generate config.json';

/** A configuration's hardware, printed. */
export interface Design<U extends Unit = Unit> {
  readonly unit: U;
  /** `rtl/<module>.sv`, dependencies before the modules that use them. */
  readonly rtl: readonly DesignFile[];
  /** Names that modules are printed under. */
  readonly names: ReadonlyMap<Module, string>;
  readonly macros: Macros;
  /** How the files are made again, as their headers say. */
  readonly command: string;
  /** Findings of the language's checks that are no errors. */
  readonly warnings: readonly Diagnostic[];
}

export interface DesignOptions {
  /** Puts the place in the generator behind each declaration and assignment of the RTL. */
  readonly locators?: boolean;
}

/** Elaborates, checks and prints a configuration.
 *  @throws {CrossweaveError} CW-E... if a generator breaks a rule of the language */
export function buildDesign<C, U extends Unit>(
  system: System<C, U>,
  config: C,
  { locators = false }: DesignOptions = {},
): Design<U> {
  const warnings: Diagnostic[] = [];
  const unit = system.elaborate(config, { onWarning: (finding) => warnings.push(finding) });
  const command = locators ? `${regenerateCommand} --locators` : regenerateCommand;
  const { files, names } = printModules(unit.top, { command, locators });
  const rtl = files.map(({ path, text }) => ({ path: `rtl/${path}`, text }));
  return { unit, rtl, names, macros: system.macros(config, command), command, warnings };
}

/** The form that engines take. `rtl` replaces the printed modules, and then only engines that read SystemVerilog can run it. */
export function simDesign<C>(
  system: Pick<System<C>, 'twins'>,
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
