import {
  coreInstructions,
  coreOpcodeBits,
  fieldPlaces,
  type InstructionFormat,
  instructionBits,
} from '../../../config/puma/encoding.js';
import { machineGeometry } from '../../../config/puma/geometry.js';
import {
  type Bits,
  type Bool,
  bits,
  bool,
  type EnumValue,
  input,
  literal,
  module,
  type NamedEnum,
  oneHotMux,
  output,
} from '../../../hdl-dsl/index.js';
import { anyOf } from '../../common/any-of.js';
import { decodedInstruction, operandAddresses, operandUse } from './decoded.js';
import { actionOf, type InstructionAction } from './instruction-actions.js';
import { instructionVariants } from './instruction-variants.js';
import { machineParams } from './machine-params.js';
import { InstructionClass, LaneOperation, LookupOperation, ScalarOperation, Unit } from './operations.js';

/** Takes an instruction word apart, by the table of the encoding. The first source of an instruction is read through
 *  port A of the registers, the second through port B. */
export const Decode = module({
  name: (p) => `${p.name}_core_decode`,
  comment: 'Takes an instruction word apart. A word is valid only if all bits that it does not use are 0.',
  params: machineParams,
  ports: (p) => ({
    word: input(bits(instructionBits)),
    valid: output(bool),
    decoded: output(decodedInstruction(p)),
    addresses: output(operandAddresses(p)),
    uses: output(operandUse),
  }),
  build(m, p, io) {
    const geometry = machineGeometry(p);
    const { word } = io;
    const variants = instructionVariants(geometry).map((variant) => {
      const key = `is_${variant.name.replace(/[ -]/g, '_')}`;
      const is = wire(key, word.and(variant.code.mask).eq(variant.code.word));
      return { ...variant, is, action: actionOf(variant.name) };
    });
    const formats = coreInstructions.map((format: InstructionFormat) => {
      const opcode = word.slice(instructionBits - coreOpcodeBits, coreOpcodeBits);
      const places = fieldPlaces(format, coreOpcodeBits, geometry);
      const sources = places.filter(({ field }) => field.kind === 'source');
      return { is: opcode.eq(format.opcode), places, sources };
    });

    io.valid.drive(
      anyOf(
        variants.map(({ is, zeros, fields, action }) => {
          const noMask = fields.filter(({ field }) => field.kind === 'mask');
          const noStride = fields.filter(({ field }) => field.kind === 'amount' && action.strided);
          const notZero = [...noMask, ...noStride].map(({ lsb, bits: n }) => word.slice(lsb, n).ne(0));
          return [...notZero, word.and(zeros).eq(0)].reduce((a, b) => a.and(b), is);
        }),
      ),
    );

    const { decoded, addresses, uses } = io;
    decoded.unit.drive(chosen(Unit, ({ unit }) => unit));
    decoded.class.drive(chosen(InstructionClass, (action) => action.class));
    decoded.operation.lane.drive(chosen(LaneOperation, ({ lane }) => lane));
    decoded.operation.scalar.drive(chosen(ScalarOperation, ({ scalar }) => scalar));
    decoded.operation.lookup.drive(chosen(LookupOperation, ({ lookup }) => lookup));
    decoded.single.drive(where(({ action }) => action.single));
    decoded.strided.drive(where(({ action }) => action.strided));

    const { width, blocks } = m.wires({
      width: fieldNamed('width').asUInt(),
      blocks: fieldNamed('vecWidth').asUInt(),
    });
    // width * vecWidth - 1, of the fields that hold both less one.
    const whole = width.mul(blocks).add(width).add(blocks);
    addresses.last.drive(whole.truncate(addresses.last.width));
    decoded.block.width.drive(width);
    decoded.block.blocks.drive(blocks);
    addresses.sourceA.drive(source(0).asUInt());
    addresses.sourceB.drive(source(1).asUInt());
    addresses.destination.drive(fieldNamed('dest').asUInt());
    decoded.operation.amount.drive(fieldNamed('src3').asUInt());
    decoded.operation.immediate.drive(fieldNamed('immediate'));
    decoded.operation.hasImmediate.drive(
      where(({ fields }) => fields.some(({ field }) => field.kind === 'immediate')),
    );
    decoded.side.drive(fieldNamed('side').bit(0));
    decoded.block.count.drive(fieldNamed('count').asUInt());
    decoded.target.drive(fieldNamed('pc').asUInt());
    decoded.mask.drive(fieldNamed('mask'));

    uses.usesA.drive(where((variant) => sourceOf(variant, 0) !== undefined));
    uses.usesB.drive(where((variant) => sourceOf(variant, 1) !== undefined));
    uses.vectorA.drive(where((variant) => isVector(variant, 0)));
    uses.vectorB.drive(where((variant) => isVector(variant, 1)));
    uses.usesDestination.drive(
      where(({ fields }) => fields.some(({ field }) => field.kind === 'destination')),
    );

    type Variant = (typeof variants)[number];

    function wire(key: string, value: Bool): Bool {
      const { [key]: named } = m.wires({ [key]: value });
      if (named === undefined) throw new Error('a wire has its key');
      return named;
    }

    function where(holds: (variant: Variant) => boolean | undefined): Bool {
      return anyOf(variants.filter(holds).map(({ is }) => is));
    }

    /** The member that the instruction's action names; the first where it names none. */
    function chosen<M extends string>(
      type: NamedEnum<M>,
      memberOf: (action: InstructionAction) => M | undefined,
    ): EnumValue<M> {
      const members = type.members.map((member) => ({
        is: where(({ action }) => memberOf(action) === member),
        value: literal(type, member as never) as EnumValue<M>,
      }));
      return oneHotMux(
        members.map(({ is }) => is),
        members.map(({ value }) => value),
      ) as EnumValue<M>;
    }

    function fieldNamed(name: string): Bits {
      return field(({ places }) => places.find((place) => place.field.name === name));
    }

    function source(number: number): Bits {
      return field(({ sources }) => sources[number]);
    }

    function field(
      placeIn: (format: (typeof formats)[number]) => { lsb: number; bits: number } | undefined,
    ): Bits {
      const found = formats.flatMap((format) => {
        const place = placeIn(format);
        return place === undefined ? [] : [{ is: format.is, value: word.slice(place.lsb, place.bits) }];
      });
      return oneHotMux(
        found.map(({ is }) => is),
        found.map(({ value }) => value as Bits),
      ) as Bits;
    }

    function sourceOf({ fields }: Variant, number: number) {
      return fields.filter(({ field: { kind } }) => kind === 'source')[number];
    }

    function isVector(variant: Variant, number: number): boolean {
      const place = sourceOf(variant, number);
      const hasLength = variant.fields.some(({ field: { name } }) => name === 'vecWidth');
      return place !== undefined && place.field.name !== 'address' && hasLength;
    }
  },
});
