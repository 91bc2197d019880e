import { z } from 'zod';
import { type LayerRegister, layerRegisters } from '../../../config/raella/configuration-map.js';
import {
  bits,
  bool,
  type Drivable,
  input,
  module,
  output,
  type PortSpec,
  type UInt,
  type UIntType,
  uint,
} from '../../../hdl-dsl/index.js';

/** Registers that the tile keeps; the shift-pattern table is kept by the crossbars. */
type KeptRegister = Exclude<LayerRegister, `lowBit${number}`>;

function bitsOf(name: LayerRegister): number {
  const register = layerRegisters.find((one) => one.name === name);
  if (register === undefined) throw new RangeError(`there is no register \`${name}\``);
  return register.bits;
}

function isKept(name: LayerRegister): name is KeptRegister {
  return !name.startsWith('lowBit');
}

/** Input ports for registers of the layer, under their names. */
export function layerInputs<N extends KeptRegister>(
  ...names: readonly N[]
): { readonly [K in N]: PortSpec<'input', UIntType> } {
  const ports = names.map((name) => [name, input(uint(bitsOf(name)))]);
  return Object.fromEntries(ports) as { readonly [K in N]: PortSpec<'input', UIntType> };
}

function layerOutputs(): { readonly [K in KeptRegister]: PortSpec<'output', UIntType> } {
  const kept = layerRegisters.filter(({ name }) => isKept(name));
  const ports = kept.map(({ name, bits }) => [name, output(uint(bits))]);
  return Object.fromEntries(ports) as { readonly [K in KeptRegister]: PortSpec<'output', UIntType> };
}

/** Leads the registers to a part that asks for some of them with `layerInputs`. */
export function connectLayer(
  registers: { readonly [K in KeptRegister]: UInt },
  part: { readonly [K in KeptRegister]?: Drivable<UIntType> },
): void {
  for (const { name } of layerRegisters) if (isKept(name)) part[name]?.drive(registers[name]);
}

/** The registers of a layer, 0 after reset. */
export const LayerRegisters = module({
  name: (p) => `${p.unit}_layer_registers`,
  comment: 'The registers of a layer.',
  params: z.object({ unit: z.string() }),
  ports: () => ({
    write: input(bool),
    index: input(uint(20), 'of the register, in the order of docs/raella-tile.md'),
    data: input(bits(32)),
    ...layerOutputs(),
  }),
  build(m, _p, io) {
    for (const [index, { name, bits }] of layerRegisters.entries()) {
      if (!isKept(name)) continue;
      const { [name]: register } = m.regs({ [name]: uint(bits, { reset: 0 }) });
      if (register === undefined) throw new Error('the register just declared');
      m.when(io.write.and(io.index.eq(index)), () => register.next(io.data.truncate(bits).asUInt()));
      io[name].drive(register);
    }
  },
});
