import type { CliContext, CommandResult, ToolFinding } from '../context.js';

/** `crossweave doctor`: status 0 if every program of the default engine is there, else 3. */
export async function doctor(context: CliContext): Promise<CommandResult> {
  const { survey } = await context.loadTools();
  const { tools, cache } = await survey();
  const missing = tools.filter((tool) => tool.needed && !tool.ok);
  const ready = missing.length === 0;
  const lines = [...tools.map(describe), `  ${'cache'.padEnd(10)} ${cache}`, ''];
  if (ready) {
    lines.push('Ready: co-simulation runs on Verilator.');
  } else {
    lines.push(
      `Missing: ${missing.map(({ name }) => name).join(', ')}.`,
      'Co-simulation runs on the built-in engine meanwhile, where the analog part is not compared independently.',
      `Get what is missing: apt-get install ${missing.map(({ install }) => install.split(' ').at(-1)).join(' ')}`,
    );
  }
  return { json: { ready, tools, cache }, text: `${lines.join('\n')}\n`, exitStatus: ready ? 0 : 3 };
}

function describe(tool: ToolFinding): string {
  const { name, ok, version, path, minimum, purpose, needed, install } = tool;
  const head = `  ${name.padEnd(10)} `;
  if (ok) return `${head}${`${version ?? ''} ${path ?? ''}`.trim().padEnd(34)} ${purpose}`;
  const state =
    path === undefined ? 'missing' : `${path} ${version ?? 'does not run'}, at least ${minimum} is needed`;
  return `${head}${`${state}${needed ? '' : ' (optional)'}`.padEnd(34)} ${purpose}; ${install}`;
}
