import type { DesignFile } from '../../../base/design-file.js';
import { assembleText } from '../../../compiler/puma/index.js';
import { loadMachine } from '../../../config/load-machine.js';
import type { MachineImage } from '../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import { machineDesign } from '../../../systems/puma-machine/machine-design.js';

export const smallCore = loadMachine('puma-core-small').config;
export const smallTile = loadMachine('puma-tile-small').config;

/** A program of the file `program.s`. */
export function imageOf(config: PumaMachineConfig, text: string): MachineImage {
  return assembleText(text, config, { file: 'program.s' }).image;
}

/** Weights of every MVMU of every core, different ones. */
export function withWeights(config: PumaMachineConfig, image: MachineImage): MachineImage {
  const { dimension, mvmus } = config;
  const weights = (seed: number) =>
    Int32Array.from({ length: dimension ** 2 }, (_, k) => (Math.imul(k + seed, 0x9e3779b1) >> 20) % 1500);
  return {
    ...image,
    cores: image.cores.map((core, c) => ({
      ...core,
      cells: Array.from({ length: mvmus }, (_, k) => weights(1000 * c + 77 * k)),
    })),
  };
}

/** A printed file of the machine with a fault in it.
 *  @throws where the text to replace is not there, so that no fault is missed silently */
export function plant(config: PumaMachineConfig, file: string, from: string, to: string): DesignFile[] {
  const path = `rtl/${config.name}${file}.sv`;
  const source = machineDesign(config, { stalls: false }).sources.find((one) => one.path === path);
  if (source === undefined) throw new Error(`there is no ${path}`);
  if (!source.text.includes(from)) throw new Error(`${path} has no ${from}`);
  return [{ path, text: source.text.replace(from, to) }];
}

/** A program of one core that uses every unit. */
export const oneCore = `
  set r20, 16
  load r30, [r20], 4, 2
  alu.add r30, r30, r30, 8
  alui.mul r32, r30, 0.5, 4
  alu.sigmoid r40, r30, 3
  alu.div r44, r30, r33, 2
  copy xin0.0, r30, 8, 1
  copy xin1.4, r28, 16, 1
  mvm 0b11, r63, r63
  set r21, 40
  store [r21], r30, 1, 8, 1
  copy r50, xout1.0, 8, 1
  set r57, 6
  set r59, 1
loop:
  alu-int.add r60, r60, r59
  brn.lt r60, r57, loop
  alu.rand r55, 2
  hlt
.memory 16, 1, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000
`;

/** Two cores that pass words on, from packets and to packets. */
export const twoCores = `
.core 0
  set r20, 16
  load r30, [r20], 4, 2
  alu.add r30, r30, r30, 8
  copy xin0.0, r30, 8, 1
  mvm 0b01, r63, r63
  set r21, 40
  store [r21], r30, 2, 8, 1
  copy r50, xout0.0, 8, 1
  set r22, 80
  store [r22], r50, 1, 8, 1
  set r23, 40
  load r8, [r23], 8, 1
  hlt
.core 1
  set r0, 40
  load r8, [r0], 4, 2
  alu.mul r8, r8, r8, 8
  set r1, 64
  store [r1], r8, 1, 8, 1
  hlt
.tile
  receive 16, 0, 1, 4, 2
  send 64, 3, 9, 8, 1
  send 80, 2, 1, 4, 2
  halt
.packet 0, 1, 2, 3, 4
.packet 0, 5000, 6000, 7000, 8000
`;
