import {
  IndentationText,
  Project,
  QuoteKind,
  type StatementStructures,
  StructureKind,
  VariableDeclarationKind,
} from 'ts-morph';
import { driverClass, driverImports } from './driver-class.js';
import type { InterfaceModel, PortModel, TypeModel } from './interface-model.js';
import { type NamedType, TypeNames, upperCamel } from './type-names.js';
import { enumMaker, makerText, rangeText, valueText } from './type-texts.js';

/** The TypeScript module of a design: its ports, structs and enumerations as types, and a driver class on the test-bench library. The
 *  same design gives the same text. */
export function writeBindings(model: InterfaceModel): string {
  const title = upperCamel(model.name);
  const reserved = [`${title}Io`, `${title}Driver`, 'Simulation', 'BenchIo', 'RtlBenchOptions'];
  const names = new TypeNames(model, reserved);
  const makers = new Set<string>(model.clocks.length > 0 ? ['clock'] : []);
  const ports = model.ports.map((port) => portText(port, names, makers));
  const enums = names.all.flatMap(({ name, type }) => (type.kind === 'enum' ? [enumText(name, type)] : []));
  if (enums.length > 0) makers.add('enumOf');
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: IndentationText.TwoSpaces, quoteKind: QuoteKind.Single },
  });
  const file = project.createSourceFile('bindings.ts', {
    statements: [
      header(model),
      imports('crossweave/hdl', [...makers].sort()),
      imports(
        'crossweave/testbench',
        driverImports.map((name) => (name === 'simulateRtl' ? name : `type ${name}`)),
      ),
      ...names.all.map((named) => typeStatement(named, names)),
      ...enums,
      constant(
        'ports',
        `{\n${ports.join('\n')}\n}`,
        'The ports as the design declares them, with their directions and types.',
      ),
      {
        kind: StructureKind.TypeAlias,
        name: `${title}Io`,
        isExported: true,
        type: 'BenchIo<typeof ports>',
        docs: ['The ports as a test-bench sees them.'],
        leadingTrivia: '\n',
      },
      constant('design', designText(model), 'The RTL beside this file.'),
      {
        kind: StructureKind.Class,
        ...driverClass(model, names, title),
      },
    ],
  });
  file.formatText({ indentSize: 2, ensureNewLineAtEndOfFile: true });
  return file.getFullText();
}

function header({ name, comment, command }: InterfaceModel): string {
  const lines = [`${name}: typed bindings. ${comment}`.trim(), `Made by \`${command}\`. DO NOT EDIT.`];
  return lines.map((line) => `// ${line.replace(/\s+/g, ' ')}`).join('\n');
}

function imports(module: string, named: readonly string[]): StatementStructures {
  return { kind: StructureKind.ImportDeclaration, moduleSpecifier: module, namedImports: [...named] };
}

function typeStatement({ name, type, use }: NamedType, names: TypeNames): StatementStructures {
  const docs = [`${use.charAt(0).toUpperCase()}${use.slice(1)}.`];
  if (type.kind === 'enum') {
    const members = type.members.map(([member]) => `'${member}'`);
    return {
      kind: StructureKind.TypeAlias,
      name,
      isExported: true,
      type: members.join(' | '),
      docs,
      leadingTrivia: '\n',
    };
  }
  return {
    kind: StructureKind.Interface,
    name,
    isExported: true,
    docs,
    properties: type.fields.map(([field, inner]) => ({
      name: field,
      isReadonly: true,
      type: valueText(inner, names),
      docs: [`${rangeText(inner)}.`],
    })),
  };
}

function constant(name: string, initializer: string, description: string): StatementStructures {
  return {
    kind: StructureKind.VariableStatement,
    declarationKind: VariableDeclarationKind.Const,
    isExported: true,
    docs: [description],
    declarations: [{ name, initializer }],
    leadingTrivia: '\n',
  };
}

function enumText(name: string, type: Extract<TypeModel, { kind: 'enum' }>): string {
  const members = type.members.map(([member, value]) => `${member}: ${value}n`);
  return `\nconst ${enumMaker(name)} = enumOf('${type.name}', { ${members.join(', ')} });`;
}

function portText(
  { key, direction, type, comment, clock }: PortModel,
  names: TypeNames,
  makers: Set<string>,
): string {
  makers.add(direction);
  const options = [
    ...(comment === undefined ? [] : [`comment: ${quoted(comment)}`]),
    ...(clock === undefined ? [] : [`clock: '${clock}'`]),
  ];
  const last = options.length === 0 ? '' : `, { ${options.join(', ')} }`;
  return `${key}: ${direction}(${makerText(type, names, makers)}${last}),`;
}

function designText({ name, clocks, sources, dpi }: InterfaceModel): string {
  const list = (files: readonly string[]) =>
    `[${files.map((file) => `\n'${file}',`).join('')}${files.length > 0 ? '\n' : ''}]`;
  const domains = clocks.map(({ key, reset }) => `${key}: clock({ reset: '${reset}' })`);
  return [
    '{',
    `top: '${name}',`,
    'ports,',
    `clocks: { ${domains.join(', ')} },`,
    "folder: new URL('../', import.meta.url),",
    `sources: ${list(sources)},`,
    `dpi: ${list(dpi)},`,
    '}',
  ].join('\n');
}

/** A string literal in single quotes. */
function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}
