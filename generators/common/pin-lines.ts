/** A pin of an analog macro. */
export interface MacroPin {
  readonly direction: 'input' | 'output';
  readonly bits: number;
  readonly name: string;
  readonly meaning: string;
  /** The width depends on the configuration: a vector even where it is one bit. */
  readonly vector?: boolean;
}

/** Port declarations of a macro's header, one a line. */
export function pinLines(pins: readonly MacroPin[]): string[] {
  return pins.map(({ direction, bits, name, meaning, vector = bits > 1 }, k) => {
    const range = vector ? `[${bits - 1}:0] ` : '';
    const port = `${direction.padEnd(6)} logic ${range}${name}${k === pins.length - 1 ? '' : ','}`;
    return `${port.padEnd(42)}// ${meaning}`;
  });
}

/** Pins that program the cells: a word line at a time.
 *  @param rowBits of the number of a word line  @param cellBits of a cell in a programming word */
export function programPins(rowBits: number, columns: number, cellBits: number): MacroPin[] {
  return [
    { direction: 'input', bits: 1, name: 'prog_en_i', meaning: 'writes one word line at the clock edge' },
    { direction: 'input', bits: rowBits, name: 'prog_row_i', meaning: 'word line', vector: true },
    {
      direction: 'input',
      bits: columns * cellBits,
      name: 'prog_data_i',
      meaning: `cell of column j at [j*${cellBits} +: ${cellBits}]`,
      vector: true,
    },
  ];
}

/** Pins that drive and hold a sample.
 *  @param codeBits of the row code of a word line */
export function samplePins(rows: number, codeBits: number): MacroPin[] {
  return [
    {
      direction: 'input',
      bits: rows * codeBits,
      name: 'row_code_i',
      meaning: `bit p of the code of word line i at [p*${rows} + i]`,
      vector: true,
    },
    {
      direction: 'input',
      bits: 1,
      name: 'sample_i',
      meaning: 'holds the column sums of row_code_i from the next cycle on',
    },
    {
      direction: 'input',
      bits: 32,
      name: 'sample_operation_i',
      meaning: 'address of the noise of this sample: starts since reset',
    },
    { direction: 'input', bits: 1, name: 'sample_pass_i', meaning: 'pass of a signed multi-bit input' },
    { direction: 'input', bits: 8, name: 'sample_step_i', meaning: 'input step within the pass' },
  ];
}

/** Pins that convert the held sums.
 *  @param codeBits of the codes of all converters  @param enables pins beside `convert_i` */
export function converterPins(codeBits: number, enables: readonly MacroPin[] = []): MacroPin[] {
  return [
    {
      direction: 'input',
      bits: 1,
      name: 'convert_i',
      meaning: 'converts the sums held before this clock edge',
    },
    ...enables,
    {
      direction: 'output',
      bits: codeBits,
      name: 'code_o',
      meaning: 'valid the cycle after convert_i; columns past the end give 0',
      vector: true,
    },
    { direction: 'output', bits: 1, name: 'done_o', meaning: '1 the cycle after convert_i' },
  ];
}
