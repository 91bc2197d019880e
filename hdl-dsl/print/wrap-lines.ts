import { commentLines, lineWidth } from './comment-text.js';
import { commentMark } from './locators.js';

/** Breaks long code lines at spaces, as far outside brackets as goes; continuations are indented by four more. */
export function wrapLine(line: string): string[] {
  if (line.length <= lineWidth || line.trimStart().startsWith('//') || line.includes('"')) return [line];
  const indent = /^ */.exec(line)?.[0] ?? '';
  const mark = line.indexOf(commentMark);
  if (mark > 0) {
    return [...commentLines(line.slice(mark + commentMark.length), indent), ...wrapLine(line.slice(0, mark))];
  }
  const lines: string[] = [];
  let rest = line;
  let start = indent.length;
  while (rest.length > lineWidth) {
    const at = breakPoint(rest, start);
    if (at === undefined) break;
    lines.push(rest.slice(0, at));
    rest = `${indent}    ${rest.slice(at + 1)}`;
    start = indent.length + 4;
  }
  return [...lines, rest];
}

// The last space at the smallest bracket depth in the second half of the room.
function breakPoint(line: string, start: number): number | undefined {
  let depth = 0;
  let best: number | undefined;
  let bestDepth = Number.POSITIVE_INFINITY;
  const from = start + Math.floor((lineWidth - start) / 2);
  for (let i = start; i < line.length; i++) {
    const c = line[i];
    if (c === '(' || c === '[' || c === '{') depth++;
    if (c === ')' || c === ']' || c === '}') depth--;
    if (c !== ' ' || i <= start) continue;
    if (i > lineWidth) {
      if (best !== undefined) break;
      best = i;
      break;
    }
    if ((i >= from && depth <= bestDepth) || best === undefined || (best < from && i < from)) {
      best = i;
      if (i >= from) bestDepth = depth;
    }
  }
  return best;
}
