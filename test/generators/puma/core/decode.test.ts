import { describe, expect, it } from 'vitest';
import {
  coreInstructions,
  coreOpcodeBits,
  fieldPlaces,
  type InstructionFormat,
  instructionBits,
} from '../../../../config/puma/encoding.js';
import { machineGeometry } from '../../../../config/puma/geometry.js';
import type { PumaCoreConfig } from '../../../../config/puma-machine.js';
import { Decode } from '../../../../generators/puma/core/decode.js';
import { build } from '../../../../hdl-dsl/index.js';
import { Simulator } from '../../../../hdl-dsl/sim/simulator.js';
import { randomWords } from './support/page-arithmetic.js';
import { smallCore } from './support/small-core.js';

const formats: readonly InstructionFormat[] = coreInstructions;
const bitsOf = (word: bigint, lsb: number, bits: number) => BigInt.asUintN(bits, word >> BigInt(lsb));

/** Whether the page allows a word: made anew from the fields that the instruction has, it is the same. */
function isValid(config: PumaCoreConfig, word: bigint): boolean {
  const opcode = bitsOf(word, instructionBits - coreOpcodeBits, coreOpcodeBits);
  const format = formats.find((one) => BigInt(one.opcode) === opcode);
  if (format === undefined) return false;
  const places = fieldPlaces(format, coreOpcodeBits, machineGeometry(config));
  const value = (name: string) => {
    const place = places.find(({ field }) => field.name === name);
    return place === undefined ? 0n : bitsOf(word, place.lsb, place.bits);
  };
  const first = places[0]?.field.name ?? '';
  const operation = format.operations?.find(({ code }) => BigInt(code) === value(first));
  if (format.operations !== undefined && operation === undefined) return false;
  if (format.name === 'mvm' && value('mask') === 0n) return false;
  if (operation?.name === 'subsample' && value('src3') === 0n) return false;
  const used = operation === undefined ? places.map(({ field }) => field.name) : [first, ...operation.uses];
  let again = opcode << BigInt(instructionBits - coreOpcodeBits);
  for (const { field, lsb } of places)
    if (used.includes(field.name)) again |= value(field.name) << BigInt(lsb);
  return again === word;
}

describe.each([
  ['tiny', smallCore()],
  [
    'with many bits',
    smallCore({ mvmus: 8, dimension: 40, registers: 640, vectorWidthBits: 10, instructions: 4000 }),
  ],
] as const)('decoder of a core %s', (_, config) => {
  const sim = new Simulator(build(Decode, config));
  const geometry = machineGeometry(config);
  const random = randomWords(20);
  const bit = () => (random.next().value?.state ?? 0) % 2;
  const decodes = (word: bigint): boolean => {
    sim.poke('word_i', word);
    return Number(sim.peek('valid_o')) === 1;
  };

  /** Words of every instruction and operation, their fields at random, at 0 and at their largest. */
  const words = formats.flatMap((format) => {
    const places = fieldPlaces(format, coreOpcodeBits, geometry);
    return (format.operations ?? [undefined]).flatMap((operation) =>
      [0, 1, 2, 3].map((kind) =>
        places.reduce(
          (word, { field, lsb, bits }) => {
            const isUsed = operation === undefined || operation.uses.includes(field.name);
            const free = Array.from({ length: bits }, () => (kind < 2 ? kind : bit())).join('');
            const value =
              field.kind === 'operation' ? BigInt(operation?.code ?? 0) : isUsed ? BigInt(`0b${free}`) : 0n;
            return word | (value << BigInt(lsb));
          },
          BigInt(format.opcode) << BigInt(instructionBits - coreOpcodeBits),
        ),
      ),
    );
  });

  it('takes every valid word, and no other one bit away from it', () => {
    const counts = { valid: 0, invalid: 0 };
    for (const word of words)
      for (let k = -1; k < instructionBits; k++) {
        const near = k < 0 ? word : word ^ (1n << BigInt(k));
        const wanted = isValid(config, near);
        counts[wanted ? 'valid' : 'invalid']++;
        expect([near.toString(16), decodes(near)]).toEqual([near.toString(16), wanted]);
      }
    expect(counts.valid).toBeGreaterThan(words.length);
    expect(counts.invalid).toBeGreaterThan(1000);
  });

  it('takes no word of an unknown opcode or operation', () => {
    for (const opcode of [0n, 12n, 13n, 14n, 15n]) expect(decodes(opcode << 52n)).toBe(false);
    for (const format of formats)
      for (let code = 0; code < 32 && format.operations !== undefined; code++) {
        const [place] = fieldPlaces(format, coreOpcodeBits, geometry);
        if (place === undefined || code >= 2 ** place.bits) continue;
        const word = (BigInt(format.opcode) << 52n) | (BigInt(code) << BigInt(place.lsb));
        expect(decodes(word)).toBe(isValid(config, word));
      }
  });
});
