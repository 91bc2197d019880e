import { declaredInterface } from '../build/declared-interface.js';
import type { Module } from '../ir/index.js';
import type { HdlType } from '../types/aggregate-types.js';
import type { ClockModel, InterfaceModel, PortModel, TypeModel } from './interface-model.js';

/** The interface of an elaborated module as plain data.
 *  @throws {Error} for a module that was put together by hand: its ports have no types beyond those of single signals */
export function interfaceOf(
  module: Module,
  files: Pick<InterfaceModel, 'command' | 'sources' | 'dpi'>,
): InterfaceModel {
  const declared = declaredInterface(module);
  if (declared === undefined) throw new Error(`module \`${module.name}\` was not made from a definition`);
  const ports = Object.entries(declared.ports).flatMap(([key, spec]): PortModel[] => {
    // A port that only some parameters have.
    if (spec === undefined) return [];
    const { direction, type, comment, clock } = spec;
    return [
      {
        key,
        direction,
        type: typeModel(type),
        ...(comment === undefined ? {} : { comment }),
        ...(clock === undefined ? {} : { clock }),
      },
    ];
  });
  const clocks = Object.entries(declared.clocks).flatMap(([key, domain]): ClockModel[] =>
    module.clocks.some(({ name }) => name === domain.name) ? [{ key, reset: domain.reset }] : [],
  );
  return { name: module.name, comment: module.comment, ports, clocks, ...files };
}

function typeModel(type: HdlType): TypeModel {
  switch (type.kind) {
    case 'bool':
      return { kind: 'bool' };
    case 'bits':
    case 'uint':
    case 'sint':
      return { kind: type.kind, width: type.width };
    case 'fixed':
      return { kind: 'fixed', integer: type.integer, fraction: type.fraction };
    case 'enum': {
      const { name, members } = type.enumeration;
      return { kind: 'enum', name, members: members.map((member) => [member.name, member.value] as const) };
    }
    case 'vec':
      return { kind: 'vec', element: typeModel(type.element), length: type.length };
    case 'struct':
      return {
        kind: 'struct',
        fields: Object.entries(type.fields).map(([name, field]) => [name, typeModel(field)] as const),
      };
    case 'stream':
    case 'flow':
      return { kind: type.kind, payload: typeModel(type.payload) };
  }
}
