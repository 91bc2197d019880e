import type { ClassDeclarationStructure, OptionalKind } from 'ts-morph';
import type { InterfaceModel, PortModel } from './interface-model.js';
import type { TypeNames } from './type-names.js';
import { upperCamel } from './type-names.js';
import { rangeText, valueText } from './type-texts.js';

type ClassShape = Omit<ClassDeclarationStructure, 'kind'>;
type Members = Pick<Required<ClassShape>, 'methods' | 'getAccessors' | 'setAccessors'>;

/** Members that every driver has; a port of such a name gets `Port` behind it. */
const ownMembers = new Set(['simulation', 'io', 'step', 'until', 'reset', 'close', 'constructor']);

/** Names that the driver takes from the test-bench library, for the import. */
export const driverImports = ['BenchIo', 'RtlBenchOptions', 'Simulation', 'simulateRtl'] as const;

/** The driver: ports as properties, streams as methods. */
export function driverClass(model: InterfaceModel, names: TypeNames, title: string): ClassShape {
  const members: Members = { methods: [], getAccessors: [], setAccessors: [] };
  for (const port of model.ports) addPort(port, names, members);
  return {
    name: `${title}Driver`,
    isExported: true,
    docs: [
      {
        description: `\nDrives the RTL of \`${model.name}\` in a simulator. Values are set at the present time; \`step\` and words of streams let time pass.`,
      },
    ],
    properties: [
      {
        name: 'simulation',
        isReadonly: true,
        type: `Simulation<${title}Io>`,
        docs: ['The simulation, for all that has no shorter form here: `fork`, `time`, `cycles`.'],
      },
    ],
    ctors: [
      {
        parameters: [{ name: 'simulation', type: `Simulation<${title}Io>` }],
        docs: ['Drives a simulation that somebody else has opened.'],
        statements: ['this.simulation = simulation;'],
      },
    ],
    getAccessors: [
      {
        name: 'io',
        returnType: `${title}Io`,
        docs: ['The ports by their keys, with every form of access.'],
        statements: ['return this.simulation.io;'],
      },
      ...members.getAccessors,
    ],
    setAccessors: members.setAccessors,
    methods: [
      {
        name: 'open',
        isStatic: true,
        isAsync: true,
        parameters: [{ name: 'options', type: 'RtlBenchOptions', initializer: '{}' }],
        returnType: `Promise<${title}Driver>`,
        docs: ['Builds the simulator, or takes it from the cache, and resets the design.'],
        statements: [`return new ${title}Driver(await simulateRtl(design, options));`],
      },
      ...members.methods,
      {
        name: 'step',
        parameters: [{ name: 'clocks', type: 'number', initializer: '1' }],
        returnType: 'Promise<void>',
        docs: ['Lets clock edges pass.'],
        statements: ['return this.simulation.step(clocks);'],
      },
      {
        name: 'until',
        parameters: [
          { name: 'condition', type: '() => boolean' },
          { name: 'timeout', type: 'number', hasQuestionToken: true },
        ],
        returnType: 'Promise<number>',
        docs: [
          'Lets clock edges pass until a condition holds, at most `timeout` of them, and tells how many it took.',
        ],
        statements: ['return this.simulation.until(condition, timeout === undefined ? {} : { timeout });'],
      },
      {
        name: 'reset',
        returnType: 'Promise<void>',
        docs: ['Resets the design.'],
        statements: ['return this.simulation.reset();'],
      },
      {
        name: 'close',
        returnType: 'Promise<void>',
        docs: ['Ends the simulation.'],
        statements: ['return this.simulation.close();'],
      },
    ],
  };
}

function addPort(port: PortModel, names: TypeNames, { methods, getAccessors, setAccessors }: Members): void {
  const { key, direction, type, comment } = port;
  const value = valueText(type, names);
  const text = `${rangeText(type)}${comment === undefined ? '' : `; ${comment.replaceAll('*/', '* /')}`}.`;
  const docs = [`${text.charAt(0).toUpperCase()}${text.slice(1)}`];
  const handle = `this.simulation.io.${key}`;
  if (type.kind === 'stream' || type.kind === 'flow') {
    methods.push(
      direction === 'input'
        ? {
            name: `send${upperCamel(key)}`,
            parameters: [{ name: 'word', type: value }],
            returnType: 'Promise<void>',
            docs,
            statements: [`return ${handle}.send(word);`],
          }
        : {
            name: `receive${upperCamel(key)}`,
            returnType: `Promise<${value}>`,
            docs,
            statements: [`return ${handle}.receive();`],
          },
    );
    return;
  }
  const name = ownMembers.has(key) ? `${key}Port` : key;
  getAccessors.push({ name, returnType: value, docs, statements: [`return ${handle}.peek();`] });
  if (direction === 'input') {
    setAccessors.push({
      name,
      parameters: [{ name: 'value', type: value }],
      statements: [`${handle}.poke(value);`],
    } satisfies OptionalKind<NonNullable<ClassShape['setAccessors']>[number]>);
  }
}
