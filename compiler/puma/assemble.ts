import { dirname } from 'node:path';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { instructionBits } from '../../config/puma/encoding.js';
import { type MachineGeometry, machineGeometry, machineMvmuConfig } from '../../config/puma/geometry.js';
import type { CoreImage, MachineImage, ProgramText } from '../../config/puma/image.js';
import type { PumaMachineConfig } from '../../config/puma-machine.js';
import { readTextFile } from '../../config/read-text-file.js';
import { weightRange } from '../element-range.js';
import { InstructionAssembler } from './assemble-instruction.js';
import { CoreData, DataDirectives } from './data-directives.js';
import { DataFiles } from './data-files.js';
import { feedFault } from './feed.js';
import { Findings } from './findings.js';
import { decodeWord, encodeInstruction, type Instruction, type Unit } from './instruction.js';
import { findMnemonic, mnemonicHint } from './mnemonics.js';
import { Numbers } from './numbers.js';
import { parseSource } from './parse-source.js';
import { warnOfEnd } from './program-end.js';
import { directives, type Placed, type Section, Sections } from './sections.js';
import { Symbols } from './symbols.js';
import type { Name, Operand } from './syntax.js';

/** What the assembler makes. */
export interface Assembly {
  readonly image: MachineImage;
  /** In the order of the text. */
  readonly warnings: readonly Diagnostic[];
}

export interface AssembleOptions {
  /** What messages call the text; default `program.s`. */
  readonly file?: string;
  /** Folder that data files are looked up from; default the working folder. */
  readonly folder?: string;
}

/** Assembles a file; data files are looked up from its folder.
 *  @throws {CrossweaveError} CW-F001, CW-P001 .. CW-P017, every finding at once */
export function assembleFile(path: string, config: PumaMachineConfig): Assembly {
  const text = readTextFile(path, 'the program');
  return assembleText(text, config, { file: path, folder: dirname(path) });
}

/** Assembles a text by the rules of docs/puma-assembly.md for a machine.
 *  @throws {CrossweaveError} CW-F001 for a data file, CW-P001 .. CW-P017, every finding at once */
export function assembleText(
  text: string,
  config: PumaMachineConfig,
  { file = 'program.s', folder = '.' }: AssembleOptions = {},
): Assembly {
  return new Assembler(config, file, folder).assemble(text);
}

class Assembler {
  readonly #geometry: MachineGeometry;
  readonly #file: string;
  readonly #findings: Findings;
  readonly #symbols: Symbols;
  readonly #numbers: Numbers;
  readonly #instructions: InstructionAssembler;
  readonly #data: DataDirectives;
  readonly #sections: Sections;

  constructor(config: PumaMachineConfig, file: string, folder: string) {
    this.#geometry = machineGeometry(config);
    this.#file = file;
    this.#findings = new Findings(file);
    this.#symbols = new Symbols(this.#findings);
    this.#numbers = new Numbers(this.#symbols, this.#findings);
    this.#instructions = new InstructionAssembler(this.#geometry, this.#numbers, this.#findings);
    this.#data = new DataDirectives(
      this.#geometry,
      weightRange(machineMvmuConfig(config)),
      this.#numbers,
      new DataFiles(folder, this.#findings),
      this.#findings,
    );
    this.#sections = new Sections(this.#geometry, this.#symbols, this.#numbers, this.#data, this.#findings);
  }

  assemble(text: string): Assembly {
    const { statements, findings } = parseSource(text, this.#file);
    this.#findings.push(...findings);
    for (const { head, operands } of statements) {
      if (head?.text === '.const') this.#constant(operands);
    }
    this.#sections.layOut(statements);
    const cores = this.#sections.cores.map((section) => this.#core(section));
    const tile = this.#geometry.tile === undefined ? undefined : this.#tileProgram();
    const errors = this.#findings.sorted('error');
    if (errors.length > 0) throw new CrossweaveError(errors);
    const { memory, packets } = this.#data;
    const image = { cores, ...(tile === undefined ? {} : { tile }), memory, packets };
    return { image, warnings: this.#findings.sorted('warning') };
  }

  #constant([symbol, value]: readonly Operand[]): void {
    if (symbol?.kind !== 'expression' || value?.kind !== 'expression') return;
    const { expression, place } = symbol;
    if (expression.kind === 'symbol')
      this.#symbols.define({ text: expression.name, place }, value.expression);
  }

  #core(section: Section | undefined): CoreImage {
    const data = new CoreData(this.#geometry);
    for (const { head, operands } of section?.contents ?? []) {
      const labels = section?.labels ?? new Map();
      if (head.text === '.data') this.#data.data(head, operands, data, labels);
      else this.#data.cells(head, operands, data, labels);
    }
    const { text } = this.#program(section, 'core', this.#geometry.instructions, 'instructions');
    return { ...text, registers: data.registers, cells: data.cells };
  }

  #tileProgram(): ProgramText {
    const most = this.#geometry.tile?.instructions ?? 0;
    const { text, instructions } = this.#program(this.#sections.tile, 'tile', most, 'tile.instructions');
    const fault = feedFault(instructions, this.#data.packets);
    const statement = this.#sections.tile?.program[fault?.index ?? -1];
    if (fault !== undefined && statement !== undefined && statement.head.text !== '.word') {
      const { code, message, expected, actual, hint } = fault;
      this.#findings.error(code, statement.head.place, message, { expected, actual, hint });
    }
    return text;
  }

  /** @param key of the configuration that sets the size of the memory */
  #program(
    section: Section | undefined,
    unit: Unit,
    most: number,
    key: string,
  ): { readonly text: ProgramText; readonly instructions: readonly (Instruction | undefined)[] } {
    if (section === undefined || section.program.length === 0) {
      const format = findMnemonic(unit === 'core' ? 'hlt' : 'halt', unit)?.format;
      const words = format === undefined ? [] : [encodeInstruction({ format, values: {} }, this.#geometry)];
      return { text: { words: BigUint64Array.from(words) }, instructions: [] };
    }
    const { program, labels } = section;
    const excess = program[most];
    if (excess !== undefined) {
      this.#findings.error('CW-P009', excess.head.place, 'the program is longer than its memory', {
        expected: `at most ${most} instructions`,
        actual: `${program.length} instructions`,
        hint: `\`${key}\` of the configuration sets the limit`,
      });
    }
    const built = program.map((statement) => this.#word(statement, unit, labels));
    const instructions = built.map((one) => one.instruction);
    warnOfEnd(section, instructions, this.#findings);
    return {
      text: {
        words: BigUint64Array.from(built, ({ word }) => word),
        lines: program.map(({ head, text }) => ({ file: head.place.file, line: head.place.line, text })),
      },
      instructions,
    };
  }

  #word(
    { head, operands }: Placed,
    unit: Unit,
    labels: Section['labels'],
  ): { readonly word: bigint; readonly instruction: Instruction | undefined } {
    if (head.text === '.word') {
      const word = this.#rawWord(head, operands);
      return { word, instruction: decodeWord(word, this.#geometry, unit) };
    }
    const mnemonic = findMnemonic(head.text, unit);
    const instruction = mnemonic && this.#instructions.assemble(mnemonic, head, operands, labels);
    if (mnemonic === undefined) {
      const kind = head.text.startsWith('.') ? 'directive' : 'instruction';
      this.#findings.error('CW-P002', head.place, `there is no ${kind} ${head.text}`, {
        hint: mnemonicHint(head.text, unit, directives),
      });
    }
    return {
      word: instruction === undefined ? 0n : encodeInstruction(instruction, this.#geometry),
      instruction,
    };
  }

  #rawWord(head: Name, [first, ...rest]: readonly Operand[]): bigint {
    const value = first?.kind === 'expression' ? this.#symbols.evaluate(first.expression) : undefined;
    if (first?.kind !== 'expression' || rest.length > 0) {
      this.#findings.error('CW-P005', head.place, '.word has the wrong operands', {
        expected: `a number of ${instructionBits} bits`,
      });
    } else if (value !== undefined) {
      const whole = !value.real && value.numerator >= 0n && value.numerator < 1n << BigInt(instructionBits);
      if (whole) return value.numerator;
      this.#findings.error('CW-P006', first.place, 'the word is out of range', {
        expected: `a whole number of ${instructionBits} bits`,
      });
    }
    return 0n;
  }
}
