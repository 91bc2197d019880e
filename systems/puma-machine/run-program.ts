import { decodeWord, disassembleWord, loadProgram } from '../../compiler/puma/index.js';
import { loadMachine } from '../../config/load-machine.js';
import { type MachineGeometry, machineGeometry } from '../../config/puma/geometry.js';
import type { MachineImage, ProgramText } from '../../config/puma/image.js';
import { machineCost } from '../../sim-models/cost/index.js';
import { type MachineRun, type ProgramProfile, runMachine } from '../../sim-models/puma/machine/index.js';
import type {
  InstructionProfile,
  RunProgramOptions,
  RunProgramResult,
  UnitResult,
  ValidWords,
} from '../machine-api.js';
import { programEnd } from './program-end.js';
import { waitText } from './report-text.js';

const defaultLimit = 10_000_000;

/** Runs a program on the golden simulator: where it ends, its cycles and energy, where they went, who waits for what,
 *  and what nobody took.
 *  @throws {CrossweaveError} CW-C... for the configuration, CW-F..., CW-P... for the program */
export function runProgram(options: RunProgramOptions): RunProgramResult {
  const { config } = loadMachine(options.config, options.settings);
  const { image, warnings } = loadProgram(options.program, config);
  const geometry = machineGeometry(config);
  // The trace is kept for the packets alone; that of a long run is large.
  const sends =
    image.tile?.words.some((word) => decodeWord(word, geometry, 'tile')?.format.name === 'send') ?? false;
  const run = runMachine(config, image, { trace: sends, cycleLimit: options.cycleLimit ?? defaultLimit });
  return {
    ...programEnd(run),
    config: config.name,
    program: options.program,
    cycles: run.cycles,
    energyPj: run.energy.totalPj,
    areaMm2: machineCost(config).total.areaMm2,
    units: unitResults(run, image),
    packets: packetsOf(run),
    memory: validWords(run.memory),
    profile: {
      units: run.profile.cores.map(({ classes, mvmus }, k) => ({ unit: `core ${k}`, classes, mvmus })),
      instructions: instructionProfiles(run, image, geometry),
    },
    energy: run.energy.items,
    waits: run.end.reason === 'deadlock' ? run.end.waits.flatMap(waitText).map((line) => line.slice(2)) : [],
    unconsumed: unconsumedTexts(run),
    warnings,
  };
}

function unitResults(run: MachineRun, image: MachineImage): UnitResult[] {
  const at = (program: ProgramText | undefined, pc: number) => {
    const line = program?.lines?.[pc];
    return line ? { line } : {};
  };
  const cores = run.cores.map(
    ({ state, pc, trap, flags, counters }, k): UnitResult => ({
      unit: `core ${k}`,
      state,
      pc,
      ...(trap ? { trap: trap.cause } : {}),
      ...at(image.cores[k], pc),
      counters,
      flags: ['overflow', 'divide', 'domain'].filter((_, bit) => ((flags >>> bit) & 1) === 1),
    }),
  );
  if (run.tile === undefined) return cores;
  const { state, pc, trap, badPacket } = run.tile;
  const flags = badPacket ? ['bad_packet'] : [];
  return [
    ...cores,
    { unit: 'tile', state, pc, ...(trap ? { trap: trap.cause } : {}), ...at(image.tile, pc), flags },
  ];
}

function packetsOf({ trace }: MachineRun): RunProgramResult['packets'] {
  const log = trace?.packets;
  const packets: { target: number; fifo: number; values: number[] }[] = [];
  for (let k = 0; log && k < log.length; k += log.at(k, 2)) {
    const values = Array.from({ length: log.at(k, 2) }, (_, word) => log.at(k + word, 3));
    packets.push({ target: log.at(k, 0), fifo: log.at(k, 1), values });
  }
  return packets;
}

/** Valid words in rows of equal count. */
function validWords({ values, valid, counts }: MachineRun['memory']): ValidWords[] {
  const rows: { address: number; count: number; values: number[] }[] = [];
  let row: (typeof rows)[number] | undefined;
  for (const [address, value] of values.entries()) {
    const count = counts[address]!;
    if (valid[address] !== 1) row = undefined;
    else if (row && row.count === count) row.values.push(value);
    else {
      row = { address, count, values: [value] };
      rows.push(row);
    }
  }
  return rows;
}

/** Every instruction that was executed, the most cycles first; in the order of the program where they are equal. */
function instructionProfiles(
  run: MachineRun,
  image: MachineImage,
  geometry: MachineGeometry,
): InstructionProfile[] {
  const units = [
    ...run.profile.cores.map((profile, k) => ({
      unit: `core ${k}`,
      kind: 'core' as const,
      profile,
      program: image.cores[k],
    })),
    ...(run.profile.tile
      ? [
          {
            unit: 'tile',
            kind: 'tile' as const,
            profile: run.profile.tile as ProgramProfile,
            program: image.tile,
          },
        ]
      : []),
  ];
  const all = units.flatMap(({ unit, kind, profile, program }) =>
    [...profile.executions.entries()].flatMap(([address, executions]): InstructionProfile[] => {
      const word = program?.words[address];
      if (executions === 0 || word === undefined) return [];
      const line = program?.lines?.[address];
      const text = disassembleWord(word, geometry, kind);
      return [
        { unit, address, text, ...(line ? { line } : {}), executions, cycles: profile.cycles[address]! },
      ];
    }),
  );
  return all.sort((a, b) => b.cycles - a.cycles);
}

function unconsumedTexts({ unconsumed }: MachineRun): string[] {
  const { words, fifos, packetsOutside } = unconsumed;
  return [
    ...words.map(({ address, words: count, count: consumers }) => {
      const range = count === 1 ? `word ${address}` : `words ${address} to ${address + count - 1}`;
      return `${range} of data memory: valid, ${consumers} ${consumers === 1 ? 'consumer' : 'consumers'} to come`;
    }),
    ...fifos.map(({ fifo, packets }) => `FIFO ${fifo}: ${packets} ${packets === 1 ? 'packet' : 'packets'}`),
    ...(packetsOutside > 0 ? [`network port: ${packetsOutside} packets that never entered a FIFO`] : []),
  ];
}
