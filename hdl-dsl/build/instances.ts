import type { BlackBox, ClockDomain, Instance, InstancePort, Module, Port, SourceRef } from '../ir/index.js';
import { snakeCase } from '../names/identifiers.js';
import { leavesOf } from '../types/leaves.js';
import type { ClockScope, ClockSpecs } from './clocks.js';
import type { PortSpecs } from './ports.js';
import { declare, leafName } from './signals.js';
import type { StatementScope } from './statement-scope.js';

/** The flat ports of a module or black box. */
export function flatPorts(
  specs: PortSpecs,
  clocks: ClockScope,
  source: (key: string) => SourceRef,
): readonly Port[] {
  return Object.freeze(
    Object.entries(specs).flatMap(([key, spec]) => {
      const at = source(key);
      const clock = clocks.ofPort(key, spec.clock, at);
      return leavesOf(spec.type).map((leaf): Port => {
        const comment = leaf.comment ?? spec.comment;
        const attributes = spec.attributes ?? leaf.attributes;
        return Object.freeze({
          kind: 'port',
          name: leafName(key, leaf),
          type: leaf.ground,
          direction: leaf.flipped === (spec.direction === 'input') ? 'output' : 'input',
          clock,
          source: at,
          ...(comment === undefined ? {} : { comment }),
          ...(attributes === undefined ? {} : { attributes: Object.freeze({ ...attributes }) }),
        });
      });
    }),
  );
}

/** What an instance may be told besides its parameters. */
export interface InstanceOptions<C extends ClockSpecs> {
  /** The domain of the parent, of `m.clocks`, for each domain of the module. A module with one domain takes the
   *  current one unless told. */
  readonly clocks?: { readonly [K in keyof C]?: ClockDomain };
}

/** Declares an instance: its ports as signals of the parent, and the values made of them. */
export function declareInstance(
  scope: StatementScope,
  name: string,
  of: Module | BlackBox,
  specs: PortSpecs,
  parameters: Readonly<Record<string, number>>,
  clocks: Readonly<Record<string, ClockDomain>>,
  source: SourceRef,
): { readonly instance: Instance; readonly io: unknown } {
  scope.refuses(source);
  const instanceName = snakeCase(name);
  const ports: InstancePort[] = [];
  const io: Record<string, unknown> = {};
  let next = 0;
  for (const [key, spec] of Object.entries(specs)) {
    const made = declare(
      scope,
      spec.type,
      (): InstancePort => {
        const port = of.ports[next++];
        if (port === undefined) throw new Error(`${of.name} has a port for every leaf`);
        return Object.freeze({
          kind: 'instance-port',
          name: port.name,
          type: port.type,
          direction: port.direction,
          instance: instanceName,
          source,
        });
      },
      (signal) => (signal.direction === 'input' ? 'drive' : 'none'),
    );
    ports.push(...made.signals);
    io[key] = made.value;
  }
  const instance = Object.freeze({
    name: instanceName,
    of,
    parameters: Object.freeze({ ...parameters }),
    ports: Object.freeze(ports),
    clocks,
    source,
  });
  return { instance, io: Object.freeze(io) };
}
