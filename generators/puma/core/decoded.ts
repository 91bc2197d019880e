import { machineGeometry } from '../../../config/puma/geometry.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';
import { bits, bitsToHold, bool, struct, uint } from '../../../hdl-dsl/index.js';
import { InstructionClass, LaneOperation, LookupOperation, ScalarOperation, Unit } from './operations.js';

/** An instruction address of a core: one past the memory too, and whatever a branch can name. */
export function instructionAddress(config: PumaMachineConfig) {
  const { instructions, pcBits } = machineGeometry(config);
  return uint(Math.max(pcBits, bitsToHold(instructions)), { reset: 0 });
}

/** Words of an instruction less one, W - 1: up to 16 words a block. */
export function wordsLast(config: PumaMachineConfig) {
  return uint(4 + machineGeometry(config).vectorWidthBits, { reset: 0 });
}

/** What arithmetic an instruction asks for. */
export const arithmeticOperation = struct({
  lane: LaneOperation({ reset: 'Add' }),
  scalar: ScalarOperation({ reset: 'Add' }),
  lookup: LookupOperation({ reset: 'Sigmoid' }),
  /** Shift amount, or stride of `subsample`. */
  amount: uint(5),
  /** In place of the second source. */
  immediate: bits(16),
  hasImmediate: bool({ reset: false }),
});

/** The blocks of a load or store. */
export function blockShape(config: PumaMachineConfig) {
  const { vectorWidthBits, countBits } = machineGeometry(config);
  return struct({
    /** Words of a block, less one. */
    width: uint(4, { reset: 0 }),
    /** Blocks, less one. */
    blocks: uint(vectorWidthBits, { reset: 0 }),
    /** Consumers of the words that are stored. */
    count: uint(countBits),
  });
}

/** What a word tells the execute stage to do. Fields that the instruction does not have are 0. */
export function decodedInstruction(config: PumaMachineConfig) {
  const { mvmus, pcBits } = machineGeometry(config);
  return struct({
    unit: Unit({ reset: 'Vector' }),
    class: InstructionClass({ reset: 'Mvm' }),
    operation: arithmeticOperation,
    block: blockShape(config),
    /** Beats have one element. */
    single: bool({ reset: false }),
    /** The first source moves by the amount from element to element. */
    strided: bool({ reset: false }),
    /** XbarIn instead of XbarOut. */
    side: bool({ reset: false }),
    /** Where a branch goes on. */
    target: uint(pcBits),
    /** MVMUs that start. */
    mask: bits(mvmus),
  });
}

/** The register addresses of an instruction, and its length. */
export function operandAddresses(config: PumaMachineConfig) {
  const address = uint(machineGeometry(config).addressBits);
  return struct({
    sourceA: address,
    sourceB: address,
    destination: address,
    last: wordsLast(config),
  });
}

/** Which of them the instruction uses, and how far: one word, or all W. The destination takes all W. */
export const operandUse = struct({
  usesA: bool,
  vectorA: bool,
  usesB: bool,
  vectorB: bool,
  usesDestination: bool,
});
