import { describe, expect, it } from 'vitest';
import { formatOf } from './formats.ts';

describe('the format of an export', () => {
  it.each([
    ['net.onnx', 'onnx'],
    ['runs/net.py', 'pytorch'],
    ['net.keras.py', 'keras'],
    ['NET.Flax.py', 'flax'],
  ])('of %s is %s', (file, format) => expect(formatOf(file)).toBe(format));

  it.each(['net', 'net.pt', 'net.py.txt', 'py', ''])('of "%s" is not known, and the message names the four', (file) => {
    expect(() => formatOf(file)).toThrow(
      expect.objectContaining({
        code: 'bad-argument',
        remedy: expect.stringMatching(/net\.onnx.*net\.py.*net\.keras\.py.*net\.flax\.py/),
      }),
    );
  });
});
