import type { DesignFile } from '../../base/design-file.js';
import { machineGeometry, machineMvmuConfig } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { renderCrossbarMacro } from '../../generators/common/crossbar-macro.js';
import { MachineBench } from '../../generators/puma/bench/machine-bench.js';
import { build } from '../../hdl-dsl/index.js';
import { printModules } from '../../hdl-dsl/print/print-design.js';
import { printedPorts } from '../../hdl-dsl/print/printed-ports.js';
import type { SimDesign } from '../../verilator-harness/engine.js';
import { machineTwins } from './machine-twins.js';

export interface MachineDesignOptions {
  /** Stall points inside the machine too. */
  readonly stalls: boolean;
}

/** A machine in its bench as engines take it. The same configuration gives the same object, so that many programs cost
 *  one elaboration. */
export function machineDesign(config: PumaMachineConfig, { stalls }: MachineDesignOptions): SimDesign {
  const key = `${stalls} ${JSON.stringify(config)}`;
  let design = designs.get(key);
  if (design === undefined) {
    design = elaborateMachine(config, { stalls });
    designs.set(key, design);
  }
  return design;
}

/** The same with files of a folder in place of the printed ones of their names.
 *  @param rtl paths `rtl/<module>.sv`; a file that replaces none is added */
export function withRtl(design: SimDesign, rtl: readonly DesignFile[]): SimDesign {
  const { builtin: _, ...rest } = design;
  const given = new Set(rtl.map((file) => file.path));
  const kept = design.sources.filter((file) => !given.has(file.path));
  return { ...rest, sources: inOrder([...kept, ...rtl]) };
}

const command = 'crossweave cosim';
const designs = new Map<string, SimDesign>();

/** As `machineDesign`, anew. */
export function elaborateMachine(config: PumaMachineConfig, { stalls }: MachineDesignOptions): SimDesign {
  const top = build(MachineBench, { config, stalls });
  const macros = renderCrossbarMacro(machineMvmuConfig(config), { command, numbered: true });
  const rtl = printModules(top, { command }).files.map(({ path, text }) => ({ path: `rtl/${path}`, text }));
  return {
    top: top.name,
    ports: printedPorts(top),
    sources: inOrder([macros.model, ...rtl]),
    dpi: macros.dpi,
    // One core more costs no build time.
    ...(machineGeometry(config).cores > 1 ? { blocks: [`${config.name}_core`] } : {}),
    builtin: { module: top, models: machineTwins(config) },
  };
}

/** In one order, so that an unchanged copy of the RTL finds the build of the original. */
function inOrder(files: readonly DesignFile[]): DesignFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
