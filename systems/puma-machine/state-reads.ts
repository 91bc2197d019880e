import { coreCounters } from '../../config/puma/encoding.js';
import { machineGeometry } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { space, tileUnit } from './config-writes.js';

/** A read of the configuration port; `what` names the word in what is made of the answers. */
export interface StateRead {
  readonly unit: number;
  readonly space: number;
  readonly address: number;
}

/** Addresses of the control space. */
export const control = {
  command: 0,
  pc: 1,
  flags: 2,
  random: 3,
  wanted: 4,
  counters: 16,
} as const;

/** Words of one unit's control space that are read. */
const coreControl = [
  control.command,
  control.pc,
  control.flags,
  control.random,
  control.wanted,
  ...coreCounters.map((_, k) => control.counters + k),
];
const tileControl = [control.command, control.pc, control.flags, control.wanted, control.counters];

/** What is read from a machine that has ended, in this order: the control words of each core and of the tile; and with
 *  `words` the registers of each core (XbarOut and general, then XbarIn) and the data memory. */
export function stateReads(config: PumaMachineConfig, options: { readonly words: boolean }): StateRead[] {
  const { cores, registerAddresses, generalBase, memoryWords } = machineGeometry(config);
  const units = Array.from({ length: cores }, (_, core) => core);
  const range = (unit: number, where: number, count: number) =>
    Array.from({ length: count }, (_, address): StateRead => ({ unit, space: where, address }));
  const words = () => [
    ...units.flatMap((core) => [
      ...range(core, space.words, registerAddresses),
      ...range(core, space.xbarIn, generalBase),
    ]),
    ...range(tileUnit, space.words, memoryWords),
  ];
  return [
    ...units.flatMap((unit) => coreControl.map((address) => ({ unit, space: space.control, address }))),
    ...tileControl.map((address) => ({ unit: tileUnit, space: space.control, address })),
    ...(options.words ? words() : []),
  ];
}
