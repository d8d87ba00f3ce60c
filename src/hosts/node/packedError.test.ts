import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors.ts';
import { packed, unpacked } from './packedError.ts';

describe('an error sent between threads', () => {
  it('arrives as the user error it was', () => {
    const texts = fc.array(fc.string());
    const remedies = fc.option(fc.string(), { nil: undefined });
    const property = fc.property(fc.string(), texts, remedies, (message, where, remedy) => {
      const sent = new UserError('engine', message, where, remedy);
      const received = unpacked(structuredClone(packed(sent)));
      expect(received).toBeInstanceOf(UserError);
      expect(received).toEqual(sent);
      expect(received.stack).toBe(sent.stack);
    });
    fc.assert(property, { seed: 1 });
  });

  it('stays a fault of ours when it was one, with the stack of its thread', () => {
    const sent = new RangeError('out of memory');
    const received = unpacked(structuredClone(packed(sent)));
    expect(received).not.toBeInstanceOf(UserError);
    expect(received.message).toBe('out of memory');
    expect(received.stack).toBe(sent.stack);
  });

  it('may be anything that was thrown', () => {
    expect(unpacked(structuredClone(packed('no memory'))).message).toBe('no memory');
  });
});
