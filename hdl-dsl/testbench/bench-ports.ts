import type { PortSpecs } from '../build/ports.js';
import type { GroundType, Module } from '../ir/index.js';
import { ModuleNames } from '../names/module-names.js';
import type { DataType } from '../types/aggregate-types.js';
import { leavesOf } from '../types/leaves.js';
import { groundOf, type PackedType } from '../types/packed-types.js';
import type { BenchPin } from './bench-engine.js';
import type { ModuleIo } from './bench-io.js';
import {
  type HandshakeContext,
  type HandshakePorts,
  ReceiverHandle,
  SenderHandle,
} from './handshake-handles.js';
import { type PinPart, PortHandle } from './port-handle.js';

/** The pins of a module in the order of its ports, clocks and resets left out. */
export function benchPins(top: Module): BenchPin[] {
  const names = new ModuleNames(top);
  return top.ports.map((port) => {
    const { width, signed } = port.type;
    return { name: names.read(port), direction: port.direction, width, signed };
  });
}

/** Handles of the ports of a definition, by their keys.
 *  @param clockOf number of the clock of a pin */
export function definedIo(
  specs: PortSpecs,
  context: HandshakeContext,
  clockOf: (pin: number) => number,
): Readonly<Record<string, unknown>> {
  let next = 0;
  const handles = Object.entries(specs).map(([key, { type, direction }]) => {
    const first = next;
    const leaves = leavesOf(type);
    next += leaves.length;
    const handle = (of: DataType, label: string, skipped: number): PortHandle => {
      const parts = leavesOf(of).map((leaf, i): PinPart => {
        return { pin: first + skipped + i, lsb: 0, width: leaf.ground.width };
      });
      return new PortHandle(context, of, label, parts);
    };
    if (type.kind !== 'stream' && type.kind !== 'flow') return [key, handle(type, key, 0)];
    const isStream = type.kind === 'stream';
    const ports: HandshakePorts = {
      label: key,
      clock: clockOf(first),
      valid: handle(handshakeType, `${key}.valid`, 0),
      ...(isStream ? { ready: handle(handshakeType, `${key}.ready`, 1) } : {}),
      data: handle(type.payload, `${key}.data`, isStream ? 2 : 1),
    };
    const Handle = direction === 'input' ? SenderHandle : ReceiverHandle;
    return [key, new Handle(context, ports)];
  });
  return Object.freeze(Object.fromEntries(handles));
}

/** Handles of the pins of a module, by their printed names. */
export function pinIo(top: Module, pins: readonly BenchPin[], context: HandshakeContext): ModuleIo {
  const handles = pins.map(({ name, width }, pin) => {
    const type = dataType(top.ports[pin]?.type ?? groundOf(handshakeType));
    return [name, new PortHandle(context, type, name, [{ pin, lsb: 0, width }])];
  });
  return Object.freeze(Object.fromEntries(handles)) as ModuleIo;
}

const handshakeType = { kind: 'bool', width: 1, options: {} } as const;

function dataType({ kind, width, enumeration }: GroundType): PackedType {
  if (kind === 'bool') return handshakeType;
  if (enumeration !== undefined) {
    const members = enumeration.members.map(({ name }) => name);
    return { kind: 'enum', width, enumeration, members, options: {} };
  }
  return { kind: kind === 'enum' ? 'bits' : kind, width, options: {} };
}
