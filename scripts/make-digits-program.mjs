// Makes the data files of configs/programs/digits-core.s and digits-tile.s from systems/workloads/digits.
// Run it after a change of the network or of the images: node scripts/make-digits-program.mjs [folder]
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = new URL('../systems/workloads/digits/', import.meta.url);
const target = process.argv[2] ?? fileURLToPath(new URL('../configs/programs', import.meta.url));
const read = (file) => JSON.parse(readFileSync(new URL(file, source), 'utf8'));

const { layers } = read('network.json');
const { heldOut } = read('images.json');

/** A word of 12 fraction bits. */
const word = (value) => Math.round(value * 4096);
/** The second layer is scaled down so that its outputs, up to 26.8, stay below 8. */
const scales = [1, 1 / 4];

function write(file, about, rows) {
  const values = rows.map((row) => `    [${row.join(',')}]`).join(',\n');
  const json = `{\n  "about": ${JSON.stringify(about)},\n  "values": [\n${values}\n  ]\n}\n`;
  writeFileSync(join(target, file), json);
}

const made = 'made by scripts/make-digits-program.mjs';
for (const [k, { weights, bias }] of layers.entries()) {
  const scale = scales[k];
  const rows = weights[0].map((_, i) => weights.map((row) => word(row[i] * scale)));
  const of = `of layer ${k + 1} of systems/workloads/digits/network.json${scale === 1 ? '' : `, times ${scale}`}, in units of 2^-12`;
  write(`digits-weights-${k + 1}.json`, `Weights ${of}: rows are inputs; ${made}.`, rows);
  write(`digits-bias-${k + 1}.json`, `Biases ${of}; ${made}.`, [bias.map((value) => word(value * scale))]);
}
const pixels = heldOut.map((image) => Array.from(image.split(':')[1], (digit) => Number.parseInt(digit, 36)));
write(
  'digits-images.json',
  `The 400 held-out images of systems/workloads/digits/images.json (see its README for their origin, CC BY 4.0), pixels 0..16 row by row; ${made}.`,
  pixels,
);
