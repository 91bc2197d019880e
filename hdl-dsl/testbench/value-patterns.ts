import type { DataType } from '../types/aggregate-types.js';
import { groundOf, type PackedType } from '../types/packed-types.js';
import { toLiteral } from '../values/to-literal.js';
import { misshapen } from './failures.js';

/** The unsigned patterns of a value, one for each signal that its type flattens into, in order.
 *  @throws {CrossweaveError} CW-E063 for another form, CW-E002, CW-E003 ... for what is no constant of a type */
export function patternsOf(type: DataType, value: unknown, port: string): bigint[] {
  switch (type.kind) {
    case 'struct': {
      const fields = fieldsOf(value);
      const [wanted, given] = [Object.keys(type.fields), Object.keys(fields ?? {})];
      if (fields === undefined || [...wanted].sort().join() !== [...given].sort().join())
        throw misshapen(port, `fields ${wanted.join(', ')}`, shown(value));
      return wanted.flatMap((name) => {
        const field = type.fields[name];
        return field === undefined ? [] : patternsOf(field, fields[name], `${port}.${name}`);
      });
    }
    case 'vec': {
      if (!Array.isArray(value) || value.length !== type.length)
        throw misshapen(port, `an array of ${type.length}`, shown(value));
      const widths = widthsOf(type.element);
      const elements = value.map((element, i) => patternsOf(type.element, element, `${port}[${i}]`));
      return widths.map((width, leaf) => {
        const digits = elements.map((patterns) => patterns[leaf] ?? 0n);
        return digits.reduceRight((all, pattern) => (all << BigInt(width)) | pattern, 0n);
      });
    }
    case 'bits':
    case 'uint':
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < 2 ** type.width)
        return [BigInt(value)];
      break;
  }
  return [BigInt.asUintN(groundOf(type).width, toLiteral(type as PackedType, value).value)];
}

/** The value that patterns of a type mean.
 *  @throws {CrossweaveError} CW-E063 for a pattern that is no member of its enumeration */
export function meaningOf(type: DataType, patterns: readonly bigint[], port: string): unknown {
  const [pattern = 0n] = patterns;
  switch (type.kind) {
    case 'struct': {
      let at = 0;
      const fields = Object.entries(type.fields).map(([name, field]) => {
        const own = patterns.slice(at, at + widthsOf(field).length);
        at += own.length;
        return [name, meaningOf(field, own, `${port}.${name}`)];
      });
      return Object.fromEntries(fields);
    }
    case 'vec': {
      const widths = widthsOf(type.element);
      return Array.from({ length: type.length }, (_, i) => {
        const own = patterns.map((all, leaf) => {
          const width = widths[leaf] ?? 1;
          return BigInt.asUintN(width, all >> BigInt(i * width));
        });
        return meaningOf(type.element, own, `${port}[${i}]`);
      });
    }
    case 'bool':
      return pattern !== 0n;
    case 'enum': {
      const member = type.enumeration.members.find(({ value }) => value === pattern);
      if (member === undefined) throw misshapen(port, `one of ${type.members.join(', ')}`, String(pattern));
      return member.name;
    }
    case 'fixed':
      return scaled(BigInt.asIntN(type.width, pattern), type.fraction);
    case 'sint':
      return numberOf(BigInt.asIntN(type.width, pattern), type.width);
    default:
      return numberOf(pattern, type.width);
  }
}

/** Widths of the signals that a type flattens into, in order. */
export function widthsOf(type: DataType): number[] {
  if (type.kind === 'struct') return Object.values(type.fields).flatMap(widthsOf);
  if (type.kind === 'vec') return widthsOf(type.element).map((width) => width * type.length);
  return [groundOf(type).width];
}

function numberOf(value: bigint, width: number): number | bigint {
  return width <= 32 ? Number(value) : value;
}

/** value / 2^fraction; in parts, as both may be beyond the range of numbers. */
function scaled(value: bigint, fraction: number): number {
  if (value < 0n) return -scaled(-value, fraction);
  const whole = value >> BigInt(fraction);
  const rest = BigInt.asUintN(fraction, value);
  const bits = Math.min(fraction, 1000);
  return Number(whole) + Number(rest >> BigInt(fraction - bits)) / 2 ** bits;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object' && value !== null)
    return `fields ${Object.keys(value).join(', ') || '(none)'}`;
  return typeof value === 'string' ? `\`${value}\`` : String(value);
}
