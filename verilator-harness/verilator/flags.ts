/** Flags of Verilator beside the sources.
 *
 *  - `unique`: random start values need it, and are silently left out without.
 *  - `-O3` is Verilator's own level; lower ones make slow models and compile longer.
 *  - SYNCASYNCNET tells that an assertion's `disable iff` reads the asynchronous reset, which it must. */
export const verilatorFlags = [
  '--cc',
  '-O3',
  '--assert',
  '+define+CROSSWEAVE_ASSERT',
  '--x-assign',
  'unique',
  '--x-initial',
  'unique',
  '--no-timing',
  '-Wall',
  '-Wno-fatal',
  '-Wno-SYNCASYNCNET',
] as const;

/** Further flags of Verilator for waveforms: wide ports are traced too. */
export const waveformFlags = ['--trace', '--trace-max-width', '4096'] as const;

/** Further flags of Verilator for a design with blocks. All outputs of a block seem to follow all its inputs, so what runs
 *  between blocks in both directions, as a handshake does, seems to go round in a circle; it settles. */
export const blockFlags = ['-Wno-UNOPTFLAT'] as const;

/** Flags of the C++ compiler. It is called without Verilator's makefile, whose own `-Os` would come last and win. */
export function compilerFlags(waveform: boolean): string[] {
  return [
    '-std=gnu++17',
    '-O2',
    '-march=native',
    '-w',
    '-faligned-new',
    '-fcf-protection=none',
    '-DVM_COVERAGE=0',
    '-DVM_SC=0',
    `-DVM_TRACE=${waveform ? 1 : 0}`,
    '-DVM_TRACE_FST=0',
    `-DVM_TRACE_VCD=${waveform ? 1 : 0}`,
  ];
}

export const linkerFlags = ['-pthread'] as const;

/** Registers and memories start with random values, the same in every run with one seed. */
export function startValueArguments(seed = 1): string[] {
  return ['+verilator+rand+reset+2', `+verilator+seed+${seed}`];
}
