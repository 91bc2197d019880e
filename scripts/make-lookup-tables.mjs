// Makes config/puma/lookup-tables.ts, the tables of docs/puma-isa.md ("Look-ups").
// Run it after a change of a formula: node scripts/make-lookup-tables.mjs
import { writeFileSync } from 'node:fs';

const functions = {
  sigmoid: { entries: 256, end: 8, of: (x) => 1 / (1 + Math.exp(-x)), comment: 'sigmoid(k / 32)' },
  tanh: { entries: 256, end: 8, of: Math.tanh, comment: 'tanh(k / 32)' },
  exp: { entries: 128, end: 1, of: (x) => 2 ** x - 1, comment: '2^(k / 128) - 1' },
  log: { entries: 128, end: 1, of: (x) => Math.log2(1 + x), comment: 'log2(1 + k / 128)' },
};

const scaled = (value) => Math.round(value * 32768);

const tables = Object.entries(functions).map(([name, { entries, end, of, comment }]) => {
  const values = Array.from({ length: entries }, (_, k) => Math.min(32767, scaled(of((k * end) / entries))));
  const lines = Array.from(
    { length: entries / 16 },
    (_, line) => `      ${values.slice(16 * line, 16 * line + 16).join(', ')},`,
  );
  return `  /** ${comment}, in units of 2^-15. */
  ${name}: {
    // biome-ignore format: a table
    entries: [
${lines.join('\n')}
    ],
    end: ${scaled(of(end))},
  },`;
});

writeFileSync(
  new URL('../config/puma/lookup-tables.ts', import.meta.url),
  `// Made by scripts/make-lookup-tables.mjs. DO NOT EDIT.

/** Entries of a look-up table, and what would follow the last one. */
export interface LookupTable {
  readonly entries: readonly number[];
  readonly end: number;
}

/** The tables of docs/puma-isa.md in the order of their ROM rows. */
export const lookupTables = {
${tables.join('\n')}
} as const satisfies Record<string, LookupTable>;

export type LookupFunction = keyof typeof lookupTables;
`,
);
