import { representationOf, widestDouble } from './cells.js';
import type { GraphNode } from './graph-node.js';
import { bigLiteral, type TextContext } from './text-context.js';
import { patternText } from './wrap-text.js';

/** Bits at a place of a concatenation. */
interface Placed {
  readonly lsb: number;
  readonly width: number;
  readonly text: string;
}

/** Text of a concatenation. */
export function concatText(node: GraphNode, context: TextContext): string {
  const placed: Placed[] = [];
  let top = node.width;
  for (const part of node.args) {
    top -= part.width;
    if (part.constant === 0n) continue;
    placed.push({ lsb: top, width: part.width, text: bitsText(part, context) });
  }
  switch (representationOf(node.width)) {
    case 'int': {
      const bits = `(${placed.map(({ lsb, text }) => (lsb === 0 ? text : `${text}<<${lsb}`)).join('|')})`;
      return node.width === 32 ? `(${bits}>>>0)` : bits;
    }
    case 'double':
      return sumText(placed, 0);
    case 'big':
      return orText(runs(placed));
  }
}

function bitsText(part: GraphNode, context: TextContext): string {
  if (part.constant === undefined) return patternText(context.text(part), part);
  const bits = BigInt.asUintN(part.width, part.constant);
  return representationOf(part.width) === 'big' ? bigLiteral(bits) : String(bits);
}

/** Parts that a double holds together, as a sum. */
function sumText(parts: readonly Placed[], base: number): string {
  return `(${parts.map(({ lsb, text }) => (lsb === base ? text : `${text}*${2 ** (lsb - base)}`)).join('+')})`;
}

/** Small neighbours put together as numbers, so that fewer BigInts are made; from the lowest up, as BigInts. */
function runs(parts: readonly Placed[]): Placed[] {
  const found: Placed[] = [];
  let run: Placed[] = [];
  const flush = (): void => {
    const [first] = run;
    const last = run.at(-1);
    if (first === undefined || last === undefined) return;
    const width = last.lsb + last.width - first.lsb;
    found.push({ lsb: first.lsb, width, text: `BigInt(${sumText(run, first.lsb)})` });
    run = [];
  };
  for (const part of [...parts].reverse()) {
    const start = run[0]?.lsb ?? part.lsb;
    if (part.width > widestDouble) {
      flush();
      found.push(part);
      continue;
    }
    if (part.lsb + part.width - start > widestDouble) flush();
    run.push(part);
  }
  flush();
  return found;
}

/** A balanced tree, since each step copies what it has. */
function orText(parts: readonly Placed[], base = 0): string {
  const [first, ...rest] = parts;
  if (first === undefined) return '0n';
  if (rest.length === 0) return first.lsb === base ? first.text : `(${first.text}<<${first.lsb - base}n)`;
  const half = parts.length >> 1;
  const upper = parts.slice(half);
  const from = upper[0]?.lsb ?? base;
  return `(${orText(upper, from)}<<${from - base}n|${orText(parts.slice(0, half), base)})`;
}
