import type { Code, Diagnostic } from '../../../base/diagnostic.js';
import { instructionBits } from '../../../config/puma/encoding.js';
import { type MachineGeometry, machineGeometry } from '../../../config/puma/geometry.js';
import type { CoreImage, MachineImage, ProgramText } from '../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../config/puma-machine.js';

/** Everything in an image that does not fit the machine; paths are those of the image's fields. */
export function checkImage(config: PumaMachineConfig, image: MachineImage): Diagnostic[] {
  const geometry = machineGeometry(config);
  return [
    ...checkUnits(config, geometry, image),
    ...image.cores.flatMap((core, k) => checkCore(config, geometry, core, `cores[${k}]`)),
    ...(image.tile && geometry.tile ? checkProgram(image.tile, geometry.tile.instructions, 'tile') : []),
    ...checkMemory(geometry, image),
    ...checkPackets(image),
  ];
}

function finding(code: Code, message: string, path: string, expected: string, actual: string): Diagnostic {
  return { code, severity: 'error', message, where: { kind: 'json', path }, expected, actual };
}

function checkUnits(config: PumaMachineConfig, { cores, tile }: MachineGeometry, image: MachineImage) {
  const findings: Diagnostic[] = [];
  const missing = (path: string, expected: string, actual: string): void => {
    findings.push(finding('CW-P030', 'the program is for another machine', path, expected, actual));
  };
  if (image.cores.length > cores) {
    missing('cores', `programs of at most ${cores} cores`, `programs of ${image.cores.length} cores`);
  }
  if (tile) return findings;
  if (image.tile) missing('tile', `no tile program, since ${config.name} is a core alone`, 'a tile program');
  if (image.packets.length > 0) {
    missing(
      'packets',
      `no packets, since ${config.name} has no network port`,
      `${image.packets.length} packets`,
    );
  }
  return findings;
}

function checkProgram(program: ProgramText, size: number, path: string): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const { words } = program;
  if (words.length > size) {
    const [expected, actual] = [`at most ${size} instructions`, `${words.length} instructions`];
    findings.push(finding('CW-P031', 'the program is too long', `${path}.words`, expected, actual));
  }
  const wide = words.findIndex((word) => word >> BigInt(instructionBits) !== 0n);
  if (wide >= 0) {
    const [expected, actual] = [`${instructionBits} bits`, `0x${words[wide]!.toString(16)}`];
    const where = `${path}.words[${wide}]`;
    findings.push(finding('CW-P032', 'an instruction word is too wide', where, expected, actual));
  }
  return findings;
}

function checkCore(config: PumaMachineConfig, geometry: MachineGeometry, core: CoreImage, path: string) {
  const { registerAddresses, mvmus } = geometry;
  const findings = checkProgram(core, geometry.instructions, path);
  core.registers.forEach(({ address, values }, k) => {
    if (fits(address, values.length, registerAddresses)) return;
    const expected = `register addresses 0 .. ${registerAddresses - 1}`;
    const where = `${path}.registers[${k}]`;
    const actual = span(address, values.length);
    findings.push(
      finding('CW-P033', 'start values of registers that are not there', where, expected, actual),
    );
  });
  if (core.cells.length > mvmus) {
    const [expected, actual] = [`matrices of at most ${mvmus} MVMUs`, `matrices of ${core.cells.length}`];
    const message = 'a matrix for an MVMU that is not there';
    findings.push(finding('CW-P034', message, `${path}.cells`, expected, actual));
  }
  core.cells.forEach((weights, k) => {
    if (weights) findings.push(...checkWeights(config, weights, `${path}.cells[${k}]`));
  });
  return findings;
}

function checkWeights(
  { dimension, mvmu }: PumaMachineConfig,
  weights: Int32Array,
  path: string,
): Diagnostic[] {
  const message = 'a matrix does not fit the MVMUs';
  if (weights.length !== dimension * dimension) {
    const expected = `${dimension} x ${dimension} = ${dimension * dimension} weights`;
    return [finding('CW-P034', message, path, expected, `${weights.length} weights`)];
  }
  const largest = 2 ** (mvmu.weightBits - 1) - 1;
  const least = mvmu.encoding === 'differential' ? -largest : -largest - 1;
  const at = weights.findIndex((weight) => weight < least || weight > largest);
  if (at < 0) return [];
  const where = `${path}[${Math.floor(at / dimension)}][${at % dimension}]`;
  const expected = `weights of ${mvmu.weightBits} bits, encoding ${mvmu.encoding}: ${least} .. ${largest}`;
  return [finding('CW-P034', message, where, expected, String(weights[at]))];
}

function checkMemory({ memoryWords, countBits }: MachineGeometry, image: MachineImage): Diagnostic[] {
  const findings: Diagnostic[] = [];
  image.memory.forEach(({ address, values, count }, k) => {
    if (!fits(address, values.length, memoryWords)) {
      const expected = `addresses 0 .. ${memoryWords - 1}`;
      const actual = span(address, values.length);
      findings.push(
        finding('CW-P035', 'words of data memory that are not there', `memory[${k}]`, expected, actual),
      );
    }
    const largest = 2 ** countBits - 1;
    if (!Number.isInteger(count) || count < 0 || count > largest) {
      const expected = `0 .. ${largest}, the counts of ${countBits} bits`;
      const message = 'a count that the attribute cannot hold';
      findings.push(finding('CW-P036', message, `memory[${k}].count`, expected, String(count)));
    }
  });
  return findings;
}

function checkPackets({ packets }: MachineImage): Diagnostic[] {
  return packets.flatMap(({ fifo, values }, k) => {
    const findings: Diagnostic[] = [];
    const message = 'a packet that cannot be sent';
    if (values.length < 1 || values.length > 16) {
      const actual = `${values.length} words`;
      findings.push(finding('CW-P037', message, `packets[${k}].values`, '1 to 16 words', actual));
    }
    if (!Number.isInteger(fifo) || fifo < 0 || fifo > 255) {
      findings.push(finding('CW-P037', message, `packets[${k}].fifo`, 'a FIFO of 0 .. 255', String(fifo)));
    }
    return findings;
  });
}

function fits(address: number, words: number, size: number): boolean {
  return Number.isInteger(address) && address >= 0 && address + words <= size;
}

function span(address: number, words: number): string {
  return words > 1 ? `addresses ${address} .. ${address + words - 1}` : `address ${address}`;
}
