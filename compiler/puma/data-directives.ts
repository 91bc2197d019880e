import type { MachineGeometry } from '../../config/puma/geometry.js';
import type { MemoryWords, PacketWords } from '../../config/puma/image.js';
import type { ElementRange } from '../element-range.js';
import type { DataFiles } from './data-files.js';
import type { Findings } from './findings.js';
import { registerText } from './instruction-text.js';
import { type NumberRule, type Numbers, wordRule } from './numbers.js';
import { destinationAddress } from './read-register.js';
import type { Labels } from './symbols.js';
import type { Name, Operand } from './syntax.js';

/** What a core holds at the start, while it is put together. */
export class CoreData {
  readonly registers: { readonly address: number; readonly values: Int16Array }[] = [];
  readonly cells: (Int32Array | undefined)[];
  readonly givenRegisters: Uint8Array;
  /** Cells given, MVMU by MVMU. */
  readonly givenCells: (Uint8Array | undefined)[] = [];

  constructor({ mvmus, registerAddresses }: MachineGeometry) {
    this.cells = Array.from({ length: mvmus }, () => undefined);
    this.givenRegisters = new Uint8Array(registerAddresses);
  }
}

/** The directives that give registers, cells, data memory and packets their contents. */
export class DataDirectives {
  readonly memory: MemoryWords[] = [];
  readonly packets: PacketWords[] = [];
  readonly #geometry: MachineGeometry;
  readonly #weights: ElementRange;
  readonly #numbers: Numbers;
  readonly #files: DataFiles;
  readonly #findings: Findings;
  readonly #givenMemory: Uint8Array;

  constructor(
    geometry: MachineGeometry,
    weights: ElementRange,
    numbers: Numbers,
    files: DataFiles,
    findings: Findings,
  ) {
    this.#geometry = geometry;
    this.#weights = weights;
    this.#numbers = numbers;
    this.#files = files;
    this.#findings = findings;
    this.#givenMemory = new Uint8Array(geometry.memoryWords);
  }

  /** `.data register, value, ...` */
  data(name: Name, [first, ...rest]: readonly Operand[], core: CoreData, labels: Labels): undefined {
    if (first === undefined) return this.#missing(name, 'a register and values');
    if (first.kind !== 'register') {
      return this.#findings.error('CW-P005', first.place, '.data begins with a register', {
        expected: 'a register, such as r5 or xin0.0',
        actual: first.kind === 'expression' ? 'a number' : 'something else',
      });
    }
    const address = destinationAddress(first, this.#geometry, this.#numbers, this.#findings, labels);
    const values = this.#words(name, rest, labels);
    if (address === undefined || values === undefined) return;
    const { registerAddresses, generalBase } = this.#geometry;
    if (address + values.length > registerAddresses) {
      return this.#findings.error('CW-P007', first.place, 'the data leave the registers', {
        expected: `at most r${registerAddresses - 1 - generalBase}`,
        actual: `${address + values.length - registerAddresses} words more`,
      });
    }
    if (!this.#once(core.givenRegisters, address, values.length, first, 'register')) return;
    core.registers.push({ address, values: Int16Array.from(values) });
  }

  /** `.memory address, count, value, ...` */
  memoryWords(name: Name, [first, second, ...rest]: readonly Operand[]): undefined {
    if (first === undefined || second === undefined)
      return this.#missing(name, 'an address, a count and values');
    const { memoryWords, countBits } = this.#geometry;
    const address = this.#numbers.read(first, {
      what: 'the memory address',
      min: 0,
      max: memoryWords - 1,
      code: 'CW-P008',
    });
    const hint = 'memory.countBits of the configuration sets the limit';
    const count = this.#numbers.read(second, { what: 'the count', min: 0, max: 2 ** countBits - 1, hint });
    const values = this.#words(name, rest);
    if (address === undefined || count === undefined || values === undefined) return;
    if (address + values.length > memoryWords) {
      return this.#findings.error('CW-P008', first.place, 'the words leave the data memory', {
        expected: `at most address ${memoryWords - 1}`,
        actual: `address ${address + values.length - 1}`,
      });
    }
    if (!this.#once(this.#givenMemory, address, values.length, first, 'word of memory')) return;
    this.memory.push({ address, count, values: Int16Array.from(values) });
  }

  /** `.packet fifo, value, ...` */
  packet(name: Name, [first, ...rest]: readonly Operand[]): undefined {
    if (first === undefined) return this.#missing(name, 'a FIFO and values');
    const fifos = this.#geometry.tile?.fifos ?? 0;
    const fifo = this.#numbers.read(first, { what: 'the FIFO', min: 0, max: fifos - 1, code: 'CW-P015' });
    const values = this.#words(name, rest);
    if (fifo === undefined || values === undefined) return;
    if (values.length > 16) {
      return this.#findings.error('CW-P006', name.place, 'a packet is longer than a block', {
        expected: '1 .. 16 words',
        actual: `${values.length} words`,
      });
    }
    this.packets.push({ fifo, values: Int16Array.from(values) });
  }

  /** `.cells mvmu, row, weight, ...` (from column 0 on) or `.cells mvmu, "file", row, column`, the last two with 0 as default. */
  cells(name: Name, operands: readonly Operand[], core: CoreData, labels: Labels): undefined {
    const [first, second, ...rest] = operands;
    if (first === undefined || second === undefined) {
      return this.#missing(name, 'an MVMU, then a row and weights, or a file');
    }
    const { mvmus, dimension } = this.#geometry;
    const mvmu = this.#numbers.read(
      first,
      { what: 'the MVMU', min: 0, max: mvmus - 1, code: 'CW-P014' },
      labels,
    );
    if (second.kind === 'text') return this.#cellFile(name, mvmu, second, rest, core);
    const row = this.#numbers.read(second, { what: 'the row', min: 0, max: dimension - 1 }, labels);
    const values = this.#list(
      name,
      rest,
      { what: 'a weight', ...this.#weights, fraction: this.#geometry.fraction },
      labels,
    );
    if (values !== undefined && values.length > dimension) {
      return this.#findings.error('CW-P013', second.place, 'a row of weights is too long', {
        expected: `at most ${dimension} weights`,
        actual: `${values.length} weights`,
      });
    }
    if (mvmu === undefined || row === undefined || values === undefined) return;
    this.#place(core, mvmu, row, 0, [values], second);
  }

  #cellFile(
    name: Name,
    mvmu: number | undefined,
    file: Extract<Operand, { kind: 'text' }>,
    corner: readonly Operand[],
    core: CoreData,
  ): undefined {
    const { dimension } = this.#geometry;
    if (corner.length !== 0 && corner.length !== 2) {
      return this.#missing(name, 'an MVMU and a file, and then nothing or a row and a column');
    }
    const [row = 0, column = 0] = corner.map((operand, k) =>
      this.#numbers.read(operand, { what: k === 0 ? 'the row' : 'the column', min: 0, max: dimension - 1 }),
    );
    const matrix = this.#files.matrix(file.text, this.#weights, file.place);
    if (mvmu === undefined || matrix === undefined) return;
    const [height, width] = [matrix.rows.length, matrix.columns];
    const fits =
      corner.length === 2
        ? row + height <= dimension && column + width <= dimension
        : height === dimension && width === dimension;
    if (!fits) {
      const expected = `${dimension} x ${dimension} weights`;
      return this.#findings.error('CW-P013', file.place, 'the matrix does not fit the MVMU', {
        expected:
          corner.length === 2 ? `at most ${dimension - row} x ${dimension - column} weights there` : expected,
        actual: `${height} x ${width} weights`,
        ...(corner.length === 2
          ? {}
          : { hint: 'a smaller matrix is put in its place by a row and a column after the file' }),
      });
    }
    this.#place(core, mvmu, row, column, matrix.rows, file);
  }

  #place(
    core: CoreData,
    mvmu: number,
    row: number,
    column: number,
    rows: readonly (readonly number[])[],
    operand: Operand,
  ): undefined {
    const { dimension } = this.#geometry;
    const given = core.givenCells[mvmu] ?? new Uint8Array(dimension * dimension);
    core.givenCells[mvmu] = given;
    const cells = core.cells[mvmu] ?? new Int32Array(dimension * dimension);
    for (const [r, values] of rows.entries()) {
      const from = (row + r) * dimension + column;
      if (!this.#once(given, from, values.length, operand, 'cell')) return;
      cells.set(values, from);
    }
    core.cells[mvmu] = cells;
  }

  /** Marks what is given; tells if some of it was given before. */
  #once(given: Uint8Array, from: number, length: number, { place }: Operand, what: string): boolean {
    const again = given.subarray(from, from + length).indexOf(1);
    given.fill(1, from, from + length);
    if (again < 0) return true;
    const { dimension } = this.#geometry;
    const at = from + again;
    const shown = {
      register: () => registerText(at, 'xin', this.#geometry),
      cell: () => `row ${Math.floor(at / dimension)}, column ${at % dimension}`,
    }[what];
    this.#findings.error('CW-P012', place, `a ${what} is given its contents twice`, {
      actual: shown?.() ?? `address ${at}`,
      hint: 'keep one of the two',
    });
    return false;
  }

  #words(name: Name, operands: readonly Operand[], labels?: Labels): number[] | undefined {
    return this.#list(name, operands, wordRule('a word', this.#geometry.fraction), labels);
  }

  /** The values of a list, where a text stands for the numbers of a file. */
  #list(name: Name, operands: readonly Operand[], rule: NumberRule, labels?: Labels): number[] | undefined {
    if (operands.length === 0) {
      this.#missing(name, 'at least one value');
      return undefined;
    }
    const lists = operands.map((operand): readonly number[] | undefined => {
      if (operand.kind === 'text') return this.#files.numbers(operand.text, rule, operand.place);
      const value = this.#numbers.read(operand, rule, labels);
      return value === undefined ? undefined : [value];
    });
    if (lists.includes(undefined)) return undefined;
    const values = lists.flatMap((list) => list ?? []);
    if (values.length > 0) return values;
    this.#missing(name, 'at least one value');
    return undefined;
  }

  #missing(name: Name, expected: string): undefined {
    this.#findings.error('CW-P005', name.place, `${name.text} has the wrong operands`, { expected });
  }
}
