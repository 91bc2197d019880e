// Draws docs/mvmu-timing.svg (or the file given): one run of a small matrix-vector unit.
import { writeFileSync } from 'node:fs';
import wavedrom from 'wavedrom';
import skin from 'wavedrom/skins/default.js';

const diagram = {
  signal: [
    { name: 'clk_i', wave: 'p............' },
    { name: 'start_i', wave: '10...........' },
    { name: 'busy_o', wave: '01..........0' },
    { name: 'done_o', wave: '10..........1' },
    {},
    { name: 'row_code_i', wave: '2.34..2......', data: ['0', 't = 0', 't = 1', '0'] },
    { name: 'sample_i', wave: '0.10.10......' },
    { name: 'convert_i', wave: '0..1.....0...' },
    { name: 'column_i', wave: 'x..333444x...', data: ['0', '1', '2', '0', '1', '2'] },
    { name: 'code_o', wave: 'x...333444x..', data: ['0, 0', '0, 1', '0, 2', '1, 0', '1, 1', '1, 2'] },
    {},
    { name: 'trace_code_valid_o', wave: '0...1.....0..' },
    { name: 'trace_sum_valid_o', wave: '0....1.....0.' },
    { name: 'XbarOut', wave: 'x.........555', data: ['y0', '+ y1', '+ y2'] },
  ],
  head: { text: 'One run of T = 2 steps over 3 columns, one ADC a slice', tick: 0 },
  config: { hscale: 1 },
};

const svg = wavedrom.onml.stringify(wavedrom.renderAny(0, diagram, skin));
const file = process.argv[2] ?? new URL('../docs/mvmu-timing.svg', import.meta.url);
writeFileSync(file, `${svg}\n`);
