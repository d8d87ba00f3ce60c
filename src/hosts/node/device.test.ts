import { afterEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../errors.ts';
import { type Backends, nodeDevice } from './device.ts';

/** A machine with the given backends, on which those of `broken` fail with a message of ONNX Runtime. */
function machine(names: readonly string[], broken = ''): Backends {
  return {
    list: () => Promise.resolve(names),
    attempt: () => (broken ? Promise.reject(new Error(broken)) : Promise.resolve()),
  };
}

afterEach(() => vi.unstubAllEnvs());

describe('the device in Node', () => {
  it.each([undefined, 'auto', 'cpu'] as const)('is the CPU for %s, without a look at any other', async (choice) => {
    const list = vi.fn();
    expect(await nodeDevice(choice, { list, attempt: vi.fn() })).toEqual({ device: 'cpu' });
    expect(list).not.toHaveBeenCalled();
  });

  it.each(['webgpu', 'cuda'] as const)('is %s where that runs', async (choice) => {
    expect(await nodeDevice(choice, machine(['cpu', 'webgpu', 'cuda']))).toEqual({ device: choice });
  });

  it('is the CPU where the engine was built without the one asked for', async () => {
    expect(await nodeDevice('cuda', machine(['cpu', 'coreml', 'webgpu']))).toEqual({
      device: 'cpu',
      note: 'the device cuda is not available here (onnxruntime-node is built for cpu, coreml, webgpu on this platform): measured on the CPU',
    });
  });

  it('is the CPU where the one asked for fails, with the reason and without places in sources of others', async () => {
    const adapter =
      '/onnxruntime_src/webgpu_context.cc:136 onnxruntime::webgpu::Initialize(const Config&)::<lambda()> status == Success was false. Failed to get a WebGPU adapter: No supported adapters\n';
    expect(await nodeDevice('webgpu', machine(['cpu', 'webgpu'], adapter))).toEqual({
      device: 'cpu',
      note: 'the device webgpu is not available here (Failed to get a WebGPU adapter: No supported adapters): measured on the CPU',
    });
  });

  it('is the CPU where onnxruntime-node is not installed', async () => {
    const list = () => Promise.reject(new UserError('engine', 'measuring needs ONNX Runtime, which does not load'));
    const { device, note } = await nodeDevice('cuda', { ...machine([]), list });
    expect(device).toBe('cpu');
    expect(note).toContain('(onnxruntime-node does not load)');
  });

  it('is the CPU with the WebAssembly engine, whatever the machine', async () => {
    vi.stubEnv('FIRSTGUESS_ENGINE', 'web');
    const { device, note } = await nodeDevice('webgpu');
    expect(device).toBe('cpu');
    expect(note).toContain('(FIRSTGUESS_ENGINE is web, which has no GPU in Node)');
  });

  it('that nobody knows is a mistake, with the devices that there are', async () => {
    await expect(nodeDevice('quantum' as 'cpu')).rejects.toMatchObject({
      code: 'unknown-name',
      remedy: 'choose one of auto, cpu, webgpu, cuda',
    });
  });
});
