import { type MachineGeometry, machineGeometry, machineMvmuConfig } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { type PublishedRow, publishedTile } from './published.js';

/** Power at full activity and area of a part, scaled from a printed row. */
export interface PartCost {
  readonly part: string;
  readonly of: 'core' | 'tile';
  /** How many of them a core or the tile has. */
  readonly count: number;
  /** Of one of them: mW at 1 GHz, mm2. */
  readonly powerMw: number;
  readonly areaMm2: number;
  /** How both figures come from the printed ones. */
  readonly derivation: string;
}

/** Powers in mW, areas in mm2. */
export interface MachineCost {
  readonly parts: readonly PartCost[];
  /** One core. */
  readonly core: { readonly powerMw: number; readonly areaMm2: number };
  /** All of it. */
  readonly total: { readonly powerMw: number; readonly areaMm2: number };
}

/** Words of look-up tables: sigmoid, tanh, exp, log. A table word is a ROM row of a register. */
const tableWords = 768;

/** Slices of a weight. */
export function slicesOf(config: PumaMachineConfig): number {
  const { weightBits, cellBits, encoding } = config.mvmu;
  return Math.ceil((encoding === 'differential' ? weightBits - 1 : weightBits) / cellBits);
}

/** Area and power of a configuration by the rules of docs/puma-cost.md; those of the dissertation's tile are its
 *  printed rows. */
export function machineCost(config: PumaMachineConfig): MachineCost {
  const geometry = machineGeometry(config);
  const parts = [...coreParts(config, geometry), ...tileParts(config, geometry)];
  const core = sum(parts.filter(({ of }) => of === 'core'));
  const rest = sum(parts.filter(({ of }) => of === 'tile'));
  const { cores } = geometry;
  const total = {
    powerMw: cores * core.powerMw + rest.powerMw,
    areaMm2: cores * core.areaMm2 + rest.areaMm2,
  };
  return { parts, core, total };
}

function coreParts(config: PumaMachineConfig, geometry: MachineGeometry): PartCost[] {
  const { dimension, mvmus, lanes, registers, instructions } = geometry;
  const { adcs } = machineMvmuConfig(config);
  const slices = slicesOf(config);
  const romWords = Math.max(0, tableWords - registers);
  const rows = publishedTile;
  const mvmu: PartCost = {
    part: 'MVMU',
    of: 'core',
    count: mvmus,
    powerMw: rows.mvmu.powerMw * (slices / 8) * adcs,
    areaMm2: rows.mvmu.areaMm2 * (slices / 8) * adcs * (dimension / 128),
    derivation:
      `${printed(rows.mvmu)}; power times ${slices}/8 slices, ${adcs} ADCs a slice; ` +
      `area times these and ${dimension}/128 lines`,
  };
  const rom = scaled(
    rows.registerFile,
    'core',
    `${romWords}/512 words of ROM without registers`,
    romWords / 512,
  );
  return [
    scaled(rows.controlPipeline, 'core', 'as it is', 1),
    scaled(rows.instructionMemory, 'core', `${instructions}/585 instructions`, instructions / 585),
    scaled(rows.registerFile, 'core', `${registers}/512 registers`, registers / 512),
    ...(romWords > 0 ? [{ ...rom, part: 'Look-up ROM beyond the registers' }] : []),
    mvmu,
    { ...scaled(rows.vectorUnit, 'core', 'a lane', 1), count: lanes },
    scaled(rows.scalarUnit, 'core', 'as it is', 1),
  ];
}

function tileParts(config: PumaMachineConfig, { memoryWords, tile }: MachineGeometry): PartCost[] {
  const { busBits } = config.memory;
  const rows = publishedTile;
  const memory = [
    scaled(rows.dataMemory, 'tile', `${memoryWords}/32768 words`, memoryWords / 32768),
    scaled(rows.memoryBus, 'tile', `${busBits}/384 bits`, busBits / 384),
    scaled(rows.attributeMemory, 'tile', `${memoryWords}/32768 words`, memoryWords / 32768),
  ];
  if (!tile) return memory;
  const { instructions, fifos, fifoDepth } = tile;
  return [
    scaled(rows.tileControl, 'tile', 'as it is', 1),
    scaled(rows.tileInstructionMemory, 'tile', `${instructions}/1170 instructions`, instructions / 1170),
    ...memory,
    scaled(rows.receiveBuffer, 'tile', `${fifos * fifoDepth}/32 packets`, (fifos * fifoDepth) / 32),
  ];
}

function scaled(row: PublishedRow, of: 'core' | 'tile', rule: string, factor: number): PartCost {
  return {
    part: row.part,
    of,
    count: 1,
    powerMw: row.powerMw * factor,
    areaMm2: row.areaMm2 * factor,
    derivation: `${printed(row)}; ${rule}`,
  };
}

function printed({ powerMw, areaMm2, size, source }: PublishedRow): string {
  return `${powerMw} mW, ${areaMm2} mm2 for ${size} (${source})`;
}

function sum(parts: readonly PartCost[]): { powerMw: number; areaMm2: number } {
  return {
    powerMw: parts.reduce((all, { count, powerMw }) => all + count * powerMw, 0),
    areaMm2: parts.reduce((all, { count, areaMm2 }) => all + count * areaMm2, 0),
  };
}
