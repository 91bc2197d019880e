import type { EventKind } from '../base/trace.js';
import { isEventKind } from './event-order.js';
import { type ElementType, elementTypes } from './trace-elements.js';

/** One array of the file. */
export interface Section {
  readonly type: ElementType;
  readonly count: number;
}

/** What the header says of one stream; the arrays follow in the order of these keys. */
export interface StreamHead {
  readonly unit: string;
  readonly kind: EventKind;
  readonly dims: readonly { readonly name: string; readonly size: number }[];
  readonly width: number;
  readonly fraction?: number;
  readonly values: Section & { readonly double: boolean };
  readonly index?: Section;
  readonly cycles?: Section;
}

/** Reads the header; undefined if it is none. */
export function parseHead(head: Buffer): StreamHead[] | undefined {
  try {
    const parsed: unknown = JSON.parse(head.toString('utf8'));
    const streams =
      typeof parsed === 'object' && parsed !== null && 'streams' in parsed ? parsed.streams : undefined;
    return Array.isArray(streams) && streams.every(isStreamHead) ? streams : undefined;
  } catch {
    return undefined;
  }
}

function isStreamHead(value: unknown): value is StreamHead {
  if (typeof value !== 'object' || value === null) return false;
  const { unit, kind, dims, width, fraction, values, index, cycles } = value as Partial<StreamHead>;
  return (
    typeof unit === 'string' &&
    isEventKind(kind) &&
    Array.isArray(dims) &&
    dims.every((d) => typeof d?.name === 'string' && isCount(d.size)) &&
    isCount(width) &&
    (fraction === undefined || isCount(fraction)) &&
    isSection(values) &&
    typeof values.double === 'boolean' &&
    (index === undefined || isSection(index)) &&
    (cycles === undefined || isSection(cycles))
  );
}

function isSection(value: Section | undefined): value is Section {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(elementTypes, value.type) &&
    isCount(value.count)
  );
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** Bytes of an array in the file: whole groups of eight. */
export function paddedBytes({ type, count }: Section): number {
  return Math.ceil((count * elementTypes[type].BYTES_PER_ELEMENT) / 8) * 8;
}

/** Bytes of all arrays. */
export function sizeOf(streams: readonly StreamHead[]): number {
  const sections = streams.flatMap(({ values, index, cycles }) => [values, index, cycles]);
  return sections.reduce((n, section) => n + (section ? paddedBytes(section) : 0), 0);
}
