import { dirname, join } from 'node:path';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { DesignFile } from '../../base/design-file.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { findTool } from '../find-tools.js';
import { type BuildCache, readEntryJson } from '../verilator/build-cache.js';
import { runBuildStep } from '../verilator/build-step.js';
import { pinDiffers } from '../verilator/model-ports.js';
import { contentKey } from '../verilator/model-source.js';
import { missingTool } from '../verilator/toolchain.js';
import { writeDesignFile } from '../verilator/write-design-file.js';

/** Name of the module around the design: waveforms leave it out, as they do with Verilator's. */
export const benchModule = 'TOP';

/** What Icarus is to simulate. */
export interface IcarusDesign {
  /** Top module of the design. */
  readonly top: string;
  /** Text of the module `benchModule`. */
  readonly bench: string;
  readonly sources: readonly DesignFile[];
  readonly dpi: readonly DesignFile[];
}

/** A compiled design. */
export interface IcarusBuild {
  /** `vvp`. */
  readonly runner: string;
  readonly program: string;
  /** Nothing was compiled. */
  readonly cached: boolean;
  /** What the compiler complains of. */
  readonly warnings: readonly string[];
}

/** What Icarus says of code that is right: `unique case` is read without being checked, logic waits for more signals than
 *  it needs, an assertion is no hardware. */
const harmless =
  /sorry: (?:case (?:unique|priority)\S* qualities are ignored|constant selects in always_\* processes)|System task \(\$error\) cannot be synthesized|^\s*$/i;
const usualFlags = ['-g2012', '-Wall', '-Wno-timescale'] as const;
const programFile = 'design.vvp';
const printedFile = 'printed.json';

/** Compiles a design for Icarus Verilog, or finds it in the cache.
 *  @throws {CrossweaveError} CW-A102 C sources behind DPI, CW-T001, CW-T002, CW-T007, CW-T009 */
export async function buildIcarus(
  { top, bench, sources, dpi }: IcarusDesign,
  cache: BuildCache,
  timeoutSeconds: number,
): Promise<IcarusBuild> {
  const [first] = dpi;
  if (first !== undefined) throw new CrossweaveError(needsDpi(top, first.path));
  const tool = await findTool('iverilog');
  if (!tool.ok || tool.path === undefined) throw new CrossweaveError(missingTool(tool));
  const { path, banner } = tool;
  const files = [...sources.map(withoutLabels), { path: `${benchModule}.sv`, text: bench }];
  const flags = sources.some(hasConcurrent) ? usualFlags : [...usualFlags, '-DCROSSWEAVE_ASSERT'];
  const texts = files.map((file) => [file.path, file.text]);
  const key = contentKey({ texts, flags, banner });
  const { folder, hit } = await cache.entry('icarus', key, async (cwd) => {
    for (const file of files) await writeDesignFile(join(cwd, 'sources'), file);
    const args = [...flags, '-s', benchModule, '-o', join('..', programFile), ...files.map((f) => f.path)];
    const printed = await runBuildStep({
      program: path,
      args,
      cwd: join(cwd, 'sources'),
      timeoutSeconds,
      refusal: { code: 'CW-T002', message: `Icarus Verilog refuses the design \`${top}\`` },
    });
    await writeDesignFile(cwd, { path: printedFile, text: JSON.stringify(printed) });
  });
  const printed = String(await readEntryJson(folder, printedFile));
  const wrong = wrongPins(printed, top);
  if (wrong.length > 0) throw new CrossweaveError(wrong);
  return {
    runner: join(dirname(path), 'vvp'),
    program: join(folder, programFile),
    cached: hit,
    warnings: [...new Set(printed.split('\n').filter((line) => !harmless.test(line)))],
  };
}

/** Icarus reads assertions if they have no labels; printed ones begin their messages with those. */
function withoutLabels({ path, text }: DesignFile): DesignFile {
  return { path, text: text.replaceAll(/^(\s*)[A-Z]\w*: (?=assert\b)/gm, '$1') };
}

/** It does not read concurrent assertions: where there are some, none is offered to it. */
function hasConcurrent({ text }: DesignFile): boolean {
  return /\bassert\s+(?:property|final)\b/.test(text);
}

/** Pins of the top module that do not fit: Icarus only warns of them. */
function wrongPins(printed: string, top: string): Diagnostic[] {
  const width = new RegExp(
    `warning: Port \\d+ \\((\\w+)\\) of ${top} expects (\\d+) bits, got (\\d+)\\.`,
    'g',
  );
  const dangling = new RegExp(
    `warning: Instantiating module ${top} with dangling input port \\d+ \\((\\w+)\\)`,
    'g',
  );
  return [
    ...[...printed.matchAll(width)].map(([, pin = '', got, wanted]) =>
      pinDiffers(top, pin, bitsText(wanted), bitsText(got)),
    ),
    ...[...printed.matchAll(dangling)].map(([, pin = '']) => pinDiffers(top, pin, 'no such pin', 'an input')),
  ];
}

function bitsText(count: string | undefined): string {
  return `${count} ${count === '1' ? 'bit' : 'bits'}`;
}

function needsDpi(top: string, file: string) {
  return {
    code: 'CW-A102',
    severity: 'error',
    message: `Icarus Verilog cannot simulate \`${top}\`: its analog macro calls C`,
    expected: 'SystemVerilog alone',
    actual: file,
    hint: 'use `--engine verilator`, or a configuration without noise',
  } as const;
}
