import { machineGeometry, machineMvmuConfig } from '../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { machineCost, slicesOf } from './machine-cost.js';
import { type PublishedRow, publishedMoves, publishedMvm, publishedTile } from './published.js';

/** What a machine did, all cores together, in the units that cost energy. */
export interface MachineActivity {
  /** Cycles of the whole run. */
  readonly cycles: number;
  /** Products, MVMU by MVMU. */
  readonly mvms: number;
  /** Cycles of one lane of the vector unit, those of interpolating look-ups aside. */
  readonly laneCycles: number;
  /** Elements of look-ups. */
  readonly lookups: number;
  readonly scalars: number;
  /** Cycles in which the register file works for vector and scalar units, and for `set`. */
  readonly registerCycles: number;
  readonly copiedWords: number;
  readonly loadedWords: number;
  readonly storedWords: number;
  readonly sentWords: number;
  /** Instruction words fetched by cores, and by the tile control unit. */
  readonly fetches: number;
  readonly tileFetches: number;
  /** Cycles in which cores, and the tile control unit, ran. */
  readonly coreCycles: number;
  readonly tileCycles: number;
}

/** One line of a run's energy. */
export interface EnergyItem {
  readonly what: string;
  readonly count: number;
  /** What is counted, such as `words`. */
  readonly unit: string;
  /** Of each, pJ. */
  readonly eachPj: number;
  readonly energyPj: number;
  /** How `eachPj` comes from printed figures. */
  readonly derivation: string;
}

export interface RunEnergy {
  readonly items: readonly EnergyItem[];
  /** Sum of the items. */
  readonly totalPj: number;
  /** All parts at printed power all the time, for comparison. Products that follow one another without a pause draw
   *  more, since they take fewer cycles than printed. */
  readonly alwaysOnPj: number;
}

/** Register-file cycles of a look-up: two accesses of five. */
const lookupCycles = 10;

/** Energy of one product: printed for 128x128 of eight slices, in proportion to the conversions. pJ */
export function mvmEnergyPj(config: PumaMachineConfig): number {
  const { dacBits, inputBits, columns } = machineMvmuConfig(config);
  const passes = dacBits > 1 ? 2 : 1;
  const conversions = passes * Math.ceil(inputBits / dacBits) * columns * slicesOf(config);
  return (publishedMvm.pj * conversions) / publishedMvm.conversions;
}

/** Energy of a run from what was done, by the rules of docs/puma-cost.md. At 1 GHz, 1 mW for a cycle is 1 pJ. */
export function runEnergy(config: PumaMachineConfig, activity: MachineActivity): RunEnergy {
  const { registers, instructions, tile } = machineGeometry(config);
  const rows = publishedTile;
  const register = rows.registerFile.powerMw * (registers / 512);
  const items: EnergyItem[] = [];
  const item = (what: string, count: number, unit: string, eachPj: number, derivation: string): void => {
    items.push({ what, count, unit, eachPj, energyPj: count * eachPj, derivation });
  };
  /** A part's printed power, for a cycle. */
  const cycleOf = ({ powerMw, size, source }: PublishedRow, factor: number): [number, string] => {
    return [powerMw * factor, `${powerMw} mW for ${size}, times ${round(factor)}, for 1 ns (${source})`];
  };
  const mvm = mvmEnergyPj(config);
  const conversions = round(mvm / publishedMvm.pj);
  item(
    'products',
    activity.mvms,
    'MVMs',
    mvm,
    `${publishedMvm.source}, times ${conversions} for the conversions`,
  );
  item('vector unit', activity.laneCycles, 'lane cycles', ...cycleOf(rows.vectorUnit, 1));
  const registerFile = cycleOf(rows.registerFile, registers / 512);
  item('register file', activity.registerCycles, 'cycles', ...registerFile);
  item(
    'look-ups',
    activity.lookups,
    'elements',
    lookupCycles * register + rows.vectorUnit.powerMw,
    `${lookupCycles} cycles of the register file, ${registerFile[1]}, and one of a lane, ${cycleOf(rows.vectorUnit, 1)[1]}`,
  );
  item('scalar unit', activity.scalars, 'operations', ...cycleOf(rows.scalarUnit, 1));
  const { copy, loadStore, sendReceive } = publishedMoves;
  item('copies', activity.copiedWords, 'words', copy.pj, copy.source);
  item('loads', activity.loadedWords, 'words', loadStore.pj, loadStore.source);
  item('stores', activity.storedWords, 'words', loadStore.pj, loadStore.source);
  item('fetches', activity.fetches, 'instructions', ...cycleOf(rows.instructionMemory, instructions / 585));
  item('core control', activity.coreCycles, 'cycles', ...cycleOf(rows.controlPipeline, 1));
  if (tile) {
    const factor = tile.instructions / 1170;
    item('sends', activity.sentWords, 'words', sendReceive.pj, sendReceive.source);
    item(
      'tile fetches',
      activity.tileFetches,
      'instructions',
      ...cycleOf(rows.tileInstructionMemory, factor),
    );
    item('tile control', activity.tileCycles, 'cycles', ...cycleOf(rows.tileControl, 1));
  }
  return {
    items,
    totalPj: items.reduce((sum, { energyPj }) => sum + energyPj, 0),
    alwaysOnPj: machineCost(config).total.powerMw * activity.cycles,
  };
}

function round(factor: number): number {
  return Number(factor.toPrecision(4));
}
