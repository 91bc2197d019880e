import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.js';

const left = ['node_modules', 'dist', 'out', '.git', '.cache', 'coverage'];

/** Markdown pages of the project, relative to the checkout, the README first. */
export function pages(): string[] {
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (folder !== '' || !left.includes(entry.name)) walk(path);
      } else if (entry.name.endsWith('.md')) found.push(path);
    }
  };
  walk('');
  return found.sort((a, b) => Number(b === 'README.md') - Number(a === 'README.md') || (a < b ? -1 : 1));
}
