import type { TypeModel } from './interface-model.js';
import type { TypeNames } from './type-names.js';

/** The TypeScript type of a signal's values. */
export function valueText(type: TypeModel, names: TypeNames): string {
  switch (type.kind) {
    case 'bool':
      return 'boolean';
    case 'bits':
    case 'uint':
    case 'sint':
      return type.width <= 32 ? 'number' : 'bigint';
    case 'fixed':
      return 'number';
    case 'enum':
    case 'struct':
      return names.nameOf(type);
    case 'vec':
      return `readonly ${valueText(type.element, names)}[]`.replace(
        /^readonly readonly (.*)\[\]$/,
        'readonly (readonly $1)[]',
      );
    case 'stream':
    case 'flow':
      return valueText(type.payload, names);
  }
}

/** The values that a signal can have, in words. */
export function rangeText(type: TypeModel): string {
  switch (type.kind) {
    case 'bool':
      return '1 bit';
    case 'bits':
      return bits(type.width);
    case 'uint':
      return `${bits(type.width)}, 0 .. ${largest(type.width)}`;
    case 'sint':
      return `${bits(type.width)}, -${power(type.width - 1)} .. ${largest(type.width - 1)}`;
    case 'fixed':
      return `fixed point, ${bits(type.integer)} before the point and ${type.fraction} after it`;
    case 'enum':
      return `one of ${type.members.map(([name]) => name).join(', ')}`;
    case 'vec':
      return `${type.length} elements: ${rangeText(type.element)}`;
    case 'struct':
      return `fields ${type.fields.map(([name]) => name).join(', ')}`;
    case 'stream':
      return `stream: ${rangeText(type.payload)}`;
    case 'flow':
      return `flow: ${rangeText(type.payload)}`;
  }
}

/** The expression that makes the type in the hardware language; `makers` collects the functions that it uses. */
export function makerText(type: TypeModel, names: TypeNames, makers: Set<string>): string {
  if (type.kind !== 'enum') makers.add(type.kind === 'fixed' ? 'q' : type.kind);
  switch (type.kind) {
    case 'bool':
      return 'bool';
    case 'bits':
    case 'uint':
    case 'sint':
      return `${type.kind}(${type.width})`;
    case 'fixed':
      return `q(${type.integer}, ${type.fraction})`;
    case 'enum':
      return enumMaker(names.nameOf(type));
    case 'vec':
      return `vec(${makerText(type.element, names, makers)}, ${type.length})`;
    case 'struct': {
      const fields = type.fields.map(([name, field]) => `${name}: ${makerText(field, names, makers)}`);
      return `struct({ ${fields.join(', ')} })`;
    }
    case 'stream':
    case 'flow':
      return `${type.kind}(${makerText(type.payload, names, makers)})`;
  }
}

/** Name of the constant that holds an enumeration's type. */
export function enumMaker(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}Type`;
}

function bits(width: number): string {
  return `${width} bit${width === 1 ? '' : 's'}`;
}

function power(exponent: number): string {
  return exponent <= 32 ? String(2 ** exponent) : `2^${exponent}`;
}

function largest(width: number): string {
  return width <= 32 ? String(2 ** width - 1) : `2^${width} - 1`;
}
