import { expect, test } from 'vitest';
import { renderReport } from '../../../systems/report/index.js';
import { matchSample, mismatchSample } from './samples.js';

const match = renderReport(matchSample);
const mismatch = renderReport(mismatchSample);

test('the page loads nothing and runs nothing', () => {
  for (const page of [match, mismatch]) {
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|base)\b/i);
    expect(page).not.toMatch(/\b(src|href|on\w+|action)=/i);
    expect(page).not.toMatch(/url\((?!#)|@import|https?:/);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  }
});

test('texts from outside are escaped', () => {
  expect(mismatch).toContain('output differs &lt;script&gt;');
  expect(mismatch).toContain('&lt;/pre&gt;&lt;script&gt;alert(2)');
  expect(mismatch).toContain('a &quot;warning&quot; &amp; more &lt;/section&gt;');
  expect(mismatch).not.toContain('unit<b>');
});

test('the page is well-formed: every element that opens closes in order', () => {
  const empty = /^(meta|!doctype)$/;
  for (const page of [match, mismatch]) {
    const open: string[] = [];
    for (const [, close, name, self] of page
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .matchAll(/<(\/?)([a-z!0-9]+)[^>]*?(\/?)>/gi)) {
      if (empty.test(name!) || self === '/') continue;
      if (close === '/') expect(open.pop()).toBe(name);
      else open.push(name!);
    }
    expect(open).toEqual([]);
  }
  expect(match + mismatch).not.toMatch(/NaN|undefined|Infinity|\[object/);
});

test('a match shows verdict, unit, digits, histogram and times', () => {
  expect(match).toContain('<section class="verdict match">');
  for (const text of [
    '8 slice arrays',
    '32 ADCs',
    '39 bits',
    'Q(4.12)',
    '5, taken for 3',
    'ADC maximum 255',
    '2\u202f304 (1.014x)',
  ]) {
    expect(match).toContain(text);
  }
  expect(match.match(/<figure/g)).toHaveLength(8);
  expect(match.match(/class="bar out"/g)?.length).toBeGreaterThan(4);
  expect(match).not.toContain('First divergence');
});

test('a mismatch explains the first divergence and draws the signals around it', () => {
  expect(mismatch).toContain('<section class="verdict mismatch">');
  for (const text of [
    'First divergence',
    'signal made at',
    'trace_code_data_o[27:0]',
    '0abcdef',
    'class="mark"',
    '1\u202f234',
  ]) {
    expect(mismatch).toContain(text);
  }
});

test('bins of the histogram are red exactly where the ADC cannot tell the sum', () => {
  const chart = (least: number, most: number) =>
    renderReport({
      ...matchSample,
      histogram: { least: -2, binWidth: 1, counts: [1, 1, 1, 1, 1], range: { least, most }, saturated: 0 },
    });
  expect(chart(-2, 2)).not.toContain('class="bar out"');
  expect(chart(-1, 1).match(/class="bar out"/g)).toHaveLength(2);
  expect(chart(0, 1).match(/class="bar out"/g)).toHaveLength(3);
});

test('equal data give equal pages', () => {
  expect(renderReport(structuredClone(matchSample))).toBe(match);
});
