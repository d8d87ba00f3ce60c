import { describe, expect, it } from 'vitest';
import { browserDevice } from './device.ts';

/** `navigator.gpu` with an adapter or none. */
function gpu(info?: Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'isFallbackAdapter'>) {
  return {
    requestAdapter: () => Promise.resolve(info ? { info: { device: '', description: '', ...info } as never } : null),
  };
}

const real = gpu({ vendor: 'nvidia', architecture: 'hopper', isFallbackAdapter: false });
const software = gpu({ vendor: 'google', architecture: 'swiftshader', isFallbackAdapter: true });

describe('the device in a browser', () => {
  it('is the GPU if there is one, by its name', async () => {
    for (const choice of [undefined, 'auto', 'webgpu'] as const) {
      expect(await browserDevice(choice, real)).toEqual({ device: 'webgpu', gpu: 'nvidia hopper' });
    }
  });

  it('is a GPU imitated in software only where WebGPU is asked for', async () => {
    expect(await browserDevice('auto', software)).toEqual({ device: 'cpu' });
    expect(await browserDevice('webgpu', software)).toEqual({ device: 'webgpu', gpu: 'google swiftshader' });
  });

  it('is the CPU without a word where "auto" finds nothing', async () => {
    expect(await browserDevice('auto', gpu())).toEqual({ device: 'cpu' });
    expect(await browserDevice('auto', null)).toEqual({ device: 'cpu' });
  });

  it('is the CPU with the reason where WebGPU is asked for and not there', async () => {
    expect(await browserDevice('webgpu', gpu())).toEqual({
      device: 'cpu',
      note: 'the device webgpu is not available here (the browser lends no GPU): measured by WebAssembly',
    });
    const { note } = await browserDevice('webgpu', null);
    expect(note).toContain('(the browser has no WebGPU)');
  });

  it('is the CPU without a look at GPUs where WebAssembly is asked for', async () => {
    const untouched = { requestAdapter: () => Promise.reject(new Error('nobody asked')) };
    expect(await browserDevice('wasm', untouched)).toEqual({ device: 'cpu' });
  });

  it('that nobody knows is a mistake', async () => {
    await expect(browserDevice('cuda' as 'wasm', real)).rejects.toMatchObject({ code: 'unknown-name' });
  });
});
