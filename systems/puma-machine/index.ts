import { machineMvmuConfig } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { renderCrossbarMacro } from '../../generators/common/crossbar-macro.js';
import { generateMachine } from '../../generators/puma/machine.js';
import type { System } from '../system.js';
import { machineTwins } from './machine-twins.js';

/** The programmable machines of PUMA, core and tile. They run programs, not workloads. */
export const pumaMachine: System<PumaMachineConfig> = {
  name: 'puma-machine',
  elaborate: (config, options) => ({ top: generateMachine(config, options).top }),
  macros: (config, command) => renderCrossbarMacro(machineMvmuConfig(config), { command, numbered: true }),
  twins: machineTwins,
  // A program decides what a machine does; `cosim --program` is its test-bench.
  testbench: () => [],
};
