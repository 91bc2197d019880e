import { controls, spaces, tileUnit } from '../../config/puma/configuration-map.js';
import { coreCounters } from '../../config/puma/encoding.js';
import { machineGeometry } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';

/** A read of the configuration port; `what` names the word in what is made of the answers. */
export interface StateRead {
  readonly unit: number;
  readonly space: number;
  readonly address: number;
}

/** Words of one unit's control space that are read. */
const coreControl = [
  controls.command,
  controls.pc,
  controls.flags,
  controls.random,
  controls.wanted,
  ...coreCounters.map((_, k) => controls.counters + k),
];
const tileControl = [controls.command, controls.pc, controls.flags, controls.wanted, controls.counters];

/** What is read from a machine that has ended, in this order: the control words of each core and of the tile; and with
 *  `words` the registers of each core (XbarOut and general, then XbarIn) and the data memory. */
export function stateReads(config: PumaMachineConfig, options: { readonly words: boolean }): StateRead[] {
  const { cores, registerAddresses, generalBase, memoryWords } = machineGeometry(config);
  const units = Array.from({ length: cores }, (_, core) => core);
  const range = (unit: number, where: number, count: number) =>
    Array.from({ length: count }, (_, address): StateRead => ({ unit, space: where, address }));
  const words = () => [
    ...units.flatMap((core) => [
      ...range(core, spaces.words, registerAddresses),
      ...range(core, spaces.xbarIn, generalBase),
    ]),
    ...range(tileUnit, spaces.words, memoryWords),
  ];
  return [
    ...units.flatMap((unit) => coreControl.map((address) => ({ unit, space: spaces.control, address }))),
    ...tileControl.map((address) => ({ unit: tileUnit, space: spaces.control, address })),
    ...(options.words ? words() : []),
  ];
}
