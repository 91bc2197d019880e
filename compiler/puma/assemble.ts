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
import { Symbols } from './symbols.js';
import type { Name, Operand, Statement } from './syntax.js';

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

const directives = ['.core', '.tile', '.const', '.data', '.cells', '.memory', '.packet', '.word'] as const;
type Directive = (typeof directives)[number];

/** A program under way. */
interface Section {
  readonly unit: Unit;
  readonly program: Placed[];
  readonly labels: Map<string, { readonly address: number; readonly name: Name }>;
  /** Statements that give contents to the core. */
  readonly contents: Placed[];
}

type Placed = Statement & { readonly head: Name };

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
  readonly #cores: (Section | undefined)[];
  #tile: Section | undefined;

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
    this.#cores = Array.from({ length: this.#geometry.cores }, () => undefined);
  }

  assemble(text: string): Assembly {
    const { statements, findings } = parseSource(text, this.#file);
    this.#findings.push(...findings);
    for (const { head, operands } of statements) {
      if (head?.text === '.const') this.#constant(operands);
    }
    this.#layOut(statements);
    const cores = this.#cores.map((section) => this.#core(section));
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

  /** Gives every statement its program and every label its address. */
  #layOut(statements: readonly Statement[]): void {
    // A machine without a tile has one core, so its text need not say which.
    let section = this.#geometry.tile === undefined ? this.#openCore(0) : undefined;
    for (const statement of statements) {
      const { head, operands, labels } = statement;
      for (const name of labels) this.#label(name, section);
      if (head === undefined) continue;
      const placed = { ...statement, head };
      switch (head.text as Directive) {
        case '.const':
          break;
        case '.core':
          section = this.#coreSection(head, operands);
          break;
        case '.tile':
          section = this.#tileSection(head, operands);
          break;
        case '.memory':
          this.#data.memoryWords(head, operands);
          break;
        case '.packet':
          if (this.#onTile(head)) this.#data.packet(head, operands);
          break;
        case '.data':
        case '.cells':
          if (section?.unit === 'core') section.contents.push(placed);
          else this.#misplaced(head, 'gives contents to a core', 'below .core');
          break;
        default:
          if (section === undefined) this.#misplaced(head, 'belongs to a program', 'below .core or .tile');
          else section.program.push(placed);
      }
    }
  }

  #label(name: Name, section: Section | undefined): void {
    if (section === undefined) this.#misplaced(name, 'belongs to a program', 'below .core or .tile');
    else if (this.#symbols.isFree(name, section.labels)) {
      section.labels.set(name.text, { address: section.program.length, name });
    }
  }

  #coreSection(head: Name, [first, ...rest]: readonly Operand[]): Section {
    const { cores } = this.#geometry;
    const number =
      first === undefined || rest.length > 0
        ? this.#findings.error('CW-P005', head.place, '.core has the wrong operands', {
            expected: 'the number of a core',
          })
        : this.#numbers.read(first, { what: 'the core', min: 0, max: cores - 1, code: 'CW-P011' });
    return number === undefined ? newSection('core') : this.#openCore(number);
  }

  #openCore(number: number): Section {
    const section = this.#cores[number] ?? newSection('core');
    this.#cores[number] = section;
    return section;
  }

  #tileSection(head: Name, operands: readonly Operand[]): Section {
    if (operands.length > 0) {
      this.#findings.error('CW-P005', head.place, '.tile has the wrong operands', {
        expected: 'nothing after it',
      });
    }
    if (!this.#onTile(head)) return newSection('tile');
    this.#tile ??= newSection('tile');
    return this.#tile;
  }

  #onTile(head: Name): boolean {
    if (this.#geometry.tile !== undefined) return true;
    this.#findings.error('CW-P011', head.place, `${head.text} is for a tile`, {
      expected: 'a configuration of the system puma-tile',
      actual: 'puma-core',
    });
    return false;
  }

  #misplaced({ text, place }: Name, why: string, expected: string): void {
    this.#findings.error('CW-P011', place, `${text} ${why}`, { expected });
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
    const { text, instructions } = this.#program(this.#tile, 'tile', most, 'tile.instructions');
    const fault = feedFault(instructions, this.#data.packets);
    const statement = this.#tile?.program[fault?.index ?? -1];
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
    this.#warnOfEnd(section, instructions);
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

  /** A program that goes on past its last word meets whatever is there. */
  #warnOfEnd({ unit, program }: Section, instructions: readonly (Instruction | undefined)[]): void {
    const hint = 'words past the program are no instructions: the unit would trap';
    const isRaw = (k: number) => program[k]?.head.text === '.word';
    for (const [k, instruction] of instructions.entries()) {
      const target = instruction?.values.pc;
      const place = program[k]?.head.place;
      if (target === undefined || place === undefined || target < program.length || isRaw(k)) continue;
      this.#findings.warning('CW-P019', place, 'the jump leads past the end of the program', { hint });
    }
    const last = instructions.at(-1);
    const place = program.at(-1)?.head.place;
    if (last === undefined || place === undefined || isRaw(program.length - 1)) return;
    if (['hlt', 'halt', 'jmp'].includes(last.format.name)) return;
    this.#findings.warning('CW-P019', place, 'the program does not end here', {
      expected: unit === 'core' ? 'hlt or jmp as the last instruction' : 'halt as the last instruction',
      hint,
    });
  }
}

function newSection(unit: Unit): Section {
  return { unit, program: [], labels: new Map(), contents: [] };
}
