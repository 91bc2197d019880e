import type { TrapCause } from '../../../../config/puma/encoding.js';
import { instructionBits } from '../../../../config/puma/encoding.js';
import type { MachineGeometry } from '../../../../config/puma/geometry.js';
import type { Random } from '../../../hdl-dsl/print/support/random.js';
import { decode, encode } from '../reference/instruction.js';
import { type CoreWriter, set } from './core-writer.js';
import type { TileWriter } from './tile-writer.js';

/** The end of a core's program: `hlt`, now and then a trap. */
export function endCore(writer: CoreWriter): void {
  const { random } = writer;
  if (random.chance(0.82)) writer.do({ name: 'hlt', fields: {} });
  else
    trapCore(
      writer,
      random.pick([
        'invalid-instruction',
        'instruction-address',
        'register-address',
        'memory-address',
        'operand',
      ]),
    );
  if (!writer.ended) writer.do({ name: 'hlt', fields: {} });
}

function trapCore(writer: CoreWriter, cause: TrapCause): void {
  const { random, geometry } = writer;
  const { registerAddresses, addressBits, instructions, pcBits, memoryWords, dimension, generalBase } =
    geometry;
  switch (cause) {
    case 'invalid-instruction':
      writer.putWord(invalidWord('core', geometry, random));
      break;
    case 'instruction-address': {
      const pc = 2 ** pcBits - 1 - random.below(3);
      if (pc >= instructions) {
        writer.put({ name: 'jmp', fields: { pc } });
        writer.core.step();
      } else {
        while (writer.here < instructions) writer.put(set(generalBase, writer.here % 100));
        writer.run();
      }
      writer.core.step();
      return;
    }
    case 'register-address':
      leaveRegisters(writer, Math.min(registerAddresses, 2 ** addressBits) - 1);
      break;
    case 'memory-address': {
      // One word past the end, or an address beyond, where one fits a word.
      const width = 1 + random.below(16);
      const first = random.pick([
        memoryWords - width + 1,
        Math.min(65535, memoryWords + random.below(9)),
        65535,
      ]);
      const address = writer.general();
      writer.do(set(address, first > 32767 ? first - 65536 : first));
      const fields = { address, width, vecWidth: 1 };
      if (first + width <= memoryWords) return;
      if (random.chance(0.5)) writer.put({ name: 'load', fields: { ...fields, dest: 0 } });
      else writer.put({ name: 'store', fields: { ...fields, src1: 0, count: 1 } });
      break;
    }
    default: {
      const filter = writer.general();
      let stride = writer.general();
      while (stride === filter) stride = writer.general();
      const [length, rotation] = random.pick([
        [dimension + 1, 0],
        [-1, 0],
        [dimension, dimension],
        [1, 1],
        [2, -1],
      ]);
      writer.do(set(filter, length!));
      writer.do(set(stride, rotation!));
      writer.put({
        name: 'mvm',
        fields: { mask: 1 + random.below(2 ** geometry.mvmus - 1), filter, stride },
      });
    }
  }
  writer.run();
}

/** A vector that ends one register too far, or further. */
function leaveRegisters(writer: CoreWriter, last: number): void {
  const { random } = writer;
  const first = last - random.below(4);
  const vecWidth = Math.min(last - first + 2 + random.below(3), 2 ** writer.geometry.vectorWidthBits);
  if (first + vecWidth - 1 <= last) return;
  const at = random.pick(['dest', 'src1', 'src2']);
  const fields = { dest: 0, src1: 0, src2: 0, vecWidth, [at]: first };
  writer.put({ name: 'alu', operation: 'add', fields });
}

/** A word that is no instruction: most are near one. */
export function invalidWord(side: 'core' | 'tile', geometry: MachineGeometry, random: Random): bigint {
  for (;;) {
    const word = random.bits(instructionBits);
    if (decode(side, geometry, word) === undefined) return word;
  }
}

/** The end of the tile control unit's program: `halt`, now and then a trap. */
export function endTile(writer: TileWriter): void {
  const { random, geometry, unit } = writer;
  const { memoryWords } = geometry;
  if (random.chance(0.8)) {
    writer.do({ name: 'halt', fields: {} });
    return;
  }
  const width = 2 + random.below(15);
  switch (random.below(3)) {
    case 0:
      unit.program.push(invalidWord('tile', geometry, random));
      break;
    case 1: {
      const address = memoryWords - width + 1;
      if (address > 65535) break;
      const fields = { address, fifo: 0, width, vecWidth: 1 };
      const send = { name: 'send', fields: { ...fields, target: 1 } };
      unit.program.push(
        encode(
          'tile',
          geometry,
          random.chance(0.5) ? send : { name: 'receive', fields: { ...fields, count: 1 } },
        ),
      );
      break;
    }
    default: {
      const fifo = random.below(geometry.tile!.fifos);
      writer.bring(fifo, width);
      unit.program.push(
        encode('tile', geometry, {
          name: 'receive',
          fields: { address: 0, fifo, count: 1, width: width - 1, vecWidth: 1 },
        }),
      );
    }
  }
  unit.step();
  if (!writer.ended) writer.do({ name: 'halt', fields: {} });
}
