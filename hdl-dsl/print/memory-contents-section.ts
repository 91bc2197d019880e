import type { Memory } from '../ir/index.js';
import { literalText } from './literals.js';
import type { PrintContext } from './print-context.js';
import { rangeText } from './range-text.js';

/** Contents that memories have from the start, one block a memory. Words that are not told are 0. */
export function memoryContentsSections({ module, names }: PrintContext): string[][] {
  return module.memories.flatMap((memory) =>
    memory.initial === undefined ? [] : [contentsOf(memory, memory.initial, names.memory(memory))],
  );
}

function contentsOf({ word, depth, packed }: Memory, initial: readonly bigint[], name: string): string[] {
  const { width } = word;
  const told = initial.slice(0, depth).map((value) => BigInt.asUintN(width, value));
  if (packed) {
    const words = told.flatMap((value, i) =>
      value === 0n
        ? []
        : [
            `    ${depth === 1 && i === 0 ? name : `${name}[${rangeText(i * width, width)}]`} = ${textOf(value, width)};`,
          ],
    );
    return ['  initial begin', `    ${name} = '0;`, ...words, '  end'];
  }
  const rest =
    told.length < depth ? [`    for (int i = ${told.length}; i < ${depth}; i++) ${name}[i] = '0;`] : [];
  const words = told.map((value, i) => `    ${name}[${i}] = ${textOf(value, width)};`);
  return ['  initial begin', ...words, ...rest, '  end'];
}

const textOf = (value: bigint, width: number): string => literalText(value, width, false);
