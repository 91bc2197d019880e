import type { DesignFile } from '../base/design-file.js';
import { summarise } from '../config/summarise.js';
import type { Config } from '../config/systems.js';
import { interfaceOf } from '../hdl-dsl/bindings/index.js';
import { netlistOf, netlistText } from '../hdl-dsl/netlist/index.js';
import { bindingsText } from './bindings-text.js';
import { coreFile } from './core-file.js';
import type { Design } from './design.js';
import { machineFiles } from './machine-files.js';
import type { System, Unit } from './system.js';

/** Everything that `generate` writes: resolved configuration, RTL, macros with their stubs, test-bench with vectors where the
 *  system has one,
 *  file list, netlist, typed bindings, FuseSoC core file, diagrams of state machines. The same configuration gives the
 *  same bytes. */
export async function designFiles<C extends Config, U extends Unit>(
  system: System<C, U>,
  config: C,
  design: Design<U>,
): Promise<readonly DesignFile[]> {
  const { unit, rtl, names, macros, command } = design;
  const sources = [macros.model, ...rtl].map((file) => file.path);
  const dpi = macros.dpi.map((file) => file.path);
  const testbench = system.testbench(config, { unit, command, sources, dpi });
  const core = coreFile({
    name: unit.top.name,
    description: summarise(config),
    command,
    rtl: rtl.map((file) => file.path),
    models: [macros.model.path],
    stubs: [macros.stub.path],
    dpi,
    testbench: testbench.map((file) => file.path).filter((path) => path.endsWith('_tb.sv')),
    vectors: testbench.map((file) => file.path).filter((path) => path.endsWith('.hex')),
  });
  return [
    { path: 'config.json', text: `${JSON.stringify(config, null, 2)}\n` },
    ...rtl,
    macros.model,
    macros.stub,
    ...macros.dpi,
    ...testbench,
    core,
    { path: 'netlist.json', text: netlistText(netlistOf(unit.top, names)) },
    ...machineFiles(names),
    {
      path: `ts/${unit.top.name}.ts`,
      text: await bindingsText(interfaceOf(unit.top, { command, sources, dpi })),
    },
  ];
}
