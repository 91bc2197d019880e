import type { DesignFile } from '../base/design-file.js';

/** What a FuseSoC core file is made of; paths are relative to the design's folder. */
export interface CoreInput {
  /** The top module, and the core's name. */
  readonly name: string;
  /** One line. */
  readonly description: string;
  readonly command: string;
  readonly rtl: readonly string[];
  /** SystemVerilog of the macros for simulation, and their stubs for lint and synthesis. */
  readonly models: readonly string[];
  readonly stubs: readonly string[];
  /** C++ behind the models. */
  readonly dpi: readonly string[];
  /** At most one; without it there is no target for simulation. */
  readonly testbench: readonly string[];
  /** What the test-bench reads while it runs. */
  readonly vectors: readonly string[];
}

/** `<name>.core`: the design for FuseSoC (CAPI2), with targets for lint, simulation and synthesis. */
export function coreFile(input: CoreInput): DesignFile {
  const { name, description, command, rtl, models, stubs, dpi, testbench, vectors } = input;
  const tool = dpi.length === 0 ? 'icarus' : 'verilator';
  const lines = [
    'CAPI=2:',
    `# Made by \`${command}\`. DO NOT EDIT.`,
    `name: crossweave:generated:${name}:0`,
    `description: ${quoted(description)}`,
    '',
    'filesets:',
    ...fileset('rtl', rtl, 'systemVerilogSource'),
    ...fileset('stubs', stubs, 'systemVerilogSource'),
    ...fileset('models', models, 'systemVerilogSource'),
    ...(dpi.length === 0 ? [] : fileset('dpi', dpi, 'cppSource')),
    ...(testbench.length === 0 ? [] : ['  testbench:', '    files:']),
    ...testbench.map((file) => `      - ${file}: { file_type: systemVerilogSource }`),
    ...vectors.map((file) => `      - ${file}: { file_type: user, copyto: ${file.replace(/.*\//, '')} }`),
    '',
    'targets:',
    '  default:',
    '    filesets: [rtl, stubs]',
    `    toplevel: ${name}`,
    '',
    '  lint:',
    '    description: Verilator with all warnings',
    '    default_tool: verilator',
    '    filesets: [rtl, stubs]',
    `    toplevel: ${name}`,
    '    tools:',
    '      verilator:',
    '        mode: lint-only',
    '        verilator_options: [-Wall]',
    '',
    ...(testbench.length === 0 ? [] : simTarget(name, tool, dpi.length > 0)),
    '  synth:',
    '    description: synthesis, the analog macros as black boxes; choose a tool with --tool',
    '    default_tool: yosys',
    '    filesets: [rtl, stubs]',
    `    toplevel: ${name}`,
    '    tools:',
    '      yosys:',
    '        arch: ice40',
  ];
  return { path: `${name}.core`, text: `${lines.join('\n')}\n` };
}

function simTarget(name: string, tool: string, withDpi: boolean): string[] {
  return [
    '  sim:',
    '    description: self-checking test-bench',
    `    default_tool: ${tool}`,
    `    filesets: [rtl, models, ${withDpi ? 'dpi, ' : ''}testbench]`,
    `    toplevel: ${name}_tb`,
    '    tools:',
    '      icarus:',
    '        iverilog_options: [-g2012]',
    '      verilator:',
    '        mode: binary',
    '        verilator_options: [--timing, -Wno-fatal]',
    '',
  ];
}

function fileset(name: string, files: readonly string[], type: string): string[] {
  return [`  ${name}:`, '    files:', ...files.map((file) => `      - ${file}`), `    file_type: ${type}`];
}

function quoted(text: string): string {
  return `'${text.replace(/\s+/g, ' ').trim().replaceAll("'", "''")}'`;
}
