import type { z } from 'zod';
import type { ClockDomain, Expression, InstancePort, SourceRef } from '../ir/index.js';
import { bitwiseNode } from '../nodes/arithmetic-nodes.js';
import {
  concatNode,
  extendNode,
  literalNode,
  recastNode,
  signalNode,
  sliceNode,
} from '../nodes/basic-nodes.js';
import { bitsGround, boolGround, uintGround } from '../nodes/ground.js';
import { bits, bool, indexWidth, uint } from '../types/ground-types.js';
import { leavesOf } from '../types/leaves.js';
import type { Bits } from '../values/bits.js';
import type { Bool } from '../values/bool.js';
import type { Drivable } from '../values/typing.js';
import type { UInt } from '../values/uint.js';
import { declareInstance } from './instances.js';
import type { MemoryContext } from './memory-accesses.js';
import { controlsOf, giveRead, sharedAddress, type UsedMemory } from './memory-lowering.js';
import { portUses } from './memory-ports.js';
import { memory } from './memory-spec.js';
import { type ModuleDefinition, module } from './module-definition.js';
import { input, output, type PortSpecs } from './ports.js';
import { report } from './report.js';
import { assignWhole } from './statement-nodes.js';

interface MacroParams {
  readonly name: string;
  readonly width: number;
  readonly depth: number;
  /** `''` for one port, `_a` and `_b` for two. */
  readonly ports: readonly string[];
  readonly maskBits: number | undefined;
  readonly readUnderWrite: 'old' | 'new';
}

/** Parameters come from a memory, checked already. */
const trusted = Object.freeze({
  safeParse: (data: unknown) => ({ success: true, data }),
}) as unknown as z.ZodType<MacroParams, MacroParams>;

let definition: ModuleDefinition<z.ZodType<MacroParams, MacroParams>> | undefined;

/** The behaviour of an SRAM macro. In a cycle with `en` a port writes where `we` holds, and reads in any case. */
function macroDefinition(): ModuleDefinition<z.ZodType<MacroParams, MacroParams>> {
  definition ??= module<z.ZodType<MacroParams, MacroParams>, PortSpecs>({
    name: (p) => p.name,
    comment: (p) => `Behaviour of the SRAM macro ${p.name}: ${p.depth} words of ${p.width} bits.`,
    params: trusted,
    macro: true,
    ports: (p) =>
      Object.fromEntries(
        p.ports.flatMap((port): [string, PortSpecs[string]][] => [
          [`en${port}`, input(bool, 'reads, and writes where we is set')],
          [`we${port}`, input(bool, 'writes')],
          [`addr${port}`, input(uint(indexWidth(p.depth)))],
          [`wdata${port}`, input(bits(p.width))],
          ...(p.maskBits === undefined
            ? []
            : [
                [
                  `wmask${port}`,
                  input(bits(p.width / p.maskBits), `one bit for ${p.maskBits} bits`),
                ] satisfies [string, PortSpecs[string]],
              ]),
          [`rdata${port}`, output(bits(p.width), 'one cycle after en')],
        ]),
      ),
    build(m, p, io) {
      const { readUnderWrite, maskBits } = p;
      const { words } = m.memories({
        words: memory(bits(p.width), p.depth, {
          read: 'sync',
          readUnderWrite,
          ...(maskBits === undefined ? {} : { maskBits }),
        }),
      });
      const pin = <T>(name: string): T => (io as unknown as Readonly<Record<string, T>>)[name] as T;
      for (const port of p.ports) {
        const enable = pin<Bool>(`en${port}`);
        const address = pin<UInt>(`addr${port}`);
        m.when(enable.and(pin<Bool>(`we${port}`)), () =>
          words.write(
            address,
            pin<Bits>(`wdata${port}`),
            maskBits === undefined ? {} : { mask: pin<Bits>(`wmask${port}`) },
          ),
        );
        pin<Drivable<ReturnType<typeof bits>>>(`rdata${port}`).drive(words.read(address, { enable }));
      }
    },
  });
  return definition;
}

/** Makes the macro of a memory, and joins its pins to the memory's reads and writes. */
export function lowerMacro(
  context: MemoryContext,
  used: UsedMemory,
  name: string,
  clock: ClockDomain,
  source: SourceRef,
): void {
  const { spec, key, reads, groups } = used;
  const leaves = leavesOf(spec.word);
  const width = leaves.reduce((sum, leaf) => sum + leaf.ground.width, 0);
  const suffixes = spec.ports === 2 ? ['_a', '_b'] : [''];
  const params: MacroParams = {
    name,
    width,
    depth: spec.depth,
    ports: suffixes,
    maskBits: spec.maskBits,
    readUnderWrite: spec.readUnderWrite ?? 'old',
  };
  const made = context.elaboration.moduleOf(macroDefinition(), params, source);
  const clocks = Object.freeze({ main: clock });
  const { instance } = declareInstance(context.scope, key, made.module, made.ports, {}, clocks, source);
  context.parts.instances.push(instance);
  const pins = new Map(instance.ports.map((port) => [port.name, port]));
  const drive = (pin: string, value: Expression): void => {
    const target = found(pins, pin);
    context.scope.defer(() => [assignWhole(target, value, source)]);
  };
  portUses(suffixes.length, reads, groups).forEach((use, i) => {
    const suffix = suffixes[i] ?? '';
    const group = use.write === undefined ? undefined : groups[use.write];
    const write = group && controlsOf(context, used, group, use.write ?? 0);
    const read = use.read === undefined ? undefined : reads[use.read];
    const no = literalNode(boolGround, 0n);
    const writes = write?.enable ?? no;
    const wanted = read && (read.enable ?? literalNode(boolGround, 1n));
    const address =
      write && read ? sharedAddress(write, read.address) : (write?.address ?? read?.address ?? no);
    drive(`en${suffix}`, write && wanted ? bitwiseNode('or', wanted, writes) : (wanted ?? writes));
    drive(`we${suffix}`, writes);
    drive(`addr${suffix}`, fitAddress(key, address, indexWidth(spec.depth), source));
    drive(
      `wdata${suffix}`,
      write ? recastNode(concatNode(write.data), bitsGround(width)) : literalNode(bitsGround(width), 0n),
    );
    if (spec.maskBits !== undefined) {
      const lanes = width / spec.maskBits;
      const all = (1n << BigInt(lanes)) - 1n;
      drive(`wmask${suffix}`, write?.mask ?? literalNode(bitsGround(lanes), write ? all : 0n));
    }
    const rdata = found(pins, `rdata${suffix}`);
    if (read === undefined) {
      context.parts.ignored.push(Object.freeze({ signal: rdata, reason: 'this port only writes' }));
      return;
    }
    let lsb = width;
    const words = leaves.map(({ ground }) => {
      lsb -= ground.width;
      return sliceNode(signalNode(rdata), lsb, ground);
    });
    giveRead(context, used, read, words, use.read ?? 0, undefined);
  });
}

/** Reports CW-E014 for an address that the pins of a macro cannot take. */
function fitAddress(key: string, address: Expression, width: number, source: SourceRef): Expression {
  const number = recastNode(address, uintGround(address.type.width));
  if (address.type.width <= width) return extendNode(number, width);
  report({
    code: 'CW-E014',
    message: `an address of memory \`${key}\` is wider than the pins of its macro`,
    expected: `at most ${width} bits`,
    actual: `${address.type.width} bits`,
    hint: 'narrow the address by name',
    source,
  });
  return sliceNode(number, 0, uintGround(width));
}

function found(pins: ReadonlyMap<string, InstancePort>, name: string): InstancePort {
  const pin = pins.get(name);
  if (pin === undefined) throw new Error(`the macro has a pin \`${name}\``);
  return pin;
}
