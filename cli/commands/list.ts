import type { CliContext, CommandResult } from '../context.js';

/** `crossweave list`. */
export async function list(context: CliContext): Promise<CommandResult> {
  const { listSystems } = await context.loadSystems();
  const listing = await listSystems();
  const sections = [
    section('Systems', listing.systems),
    section('Presets', listing.presets),
    section(
      'Workloads',
      listing.workloads.map(({ name, systems, summary }) => ({
        name,
        summary: `${summary} (${systems.join(', ')})`,
      })),
    ),
    section('Networks, for `crossweave analyze`', listing.networks),
  ];
  return { json: listing, text: sections.join('\n'), exitStatus: 0 };
}

function section(
  title: string,
  items: readonly { readonly name: string; readonly summary: string }[],
): string {
  const width = Math.max(12, ...items.map(({ name }) => name.length));
  return `${title}\n${items.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`).join('')}`;
}
