import { oneOf } from '../../setup/setup.ts';
import type { FoundDevice } from '../node/device.ts';

/** "auto" takes a GPU if there is one, else WebAssembly. */
export type BrowserDevice = 'auto' | 'wasm' | 'webgpu';

/** The part of `navigator.gpu` that is needed here. */
interface Gpu {
  requestAdapter(): Promise<Pick<GPUAdapter, 'info'> | null>;
}

/**
 * The device asked for if the browser has it, else the CPU by WebAssembly, with a note unless "auto" was asked for.
 *
 * Adapters that emulate a GPU in software are used only where WebGPU is asked for: WebAssembly on all cores is faster.
 *
 * @returns also a name of the GPU, as far as browsers tell it
 * @throws UserError `unknown-name` for an unknown device
 */
export async function browserDevice(
  choice: BrowserDevice = 'auto',
  gpu: Gpu | null = navigator.gpu,
): Promise<FoundDevice & { readonly gpu?: string }> {
  const asked = oneOf('device', choice, ['auto', 'wasm', 'webgpu']);
  if (asked === 'wasm') return { device: 'cpu' };
  const adapter = await gpu?.requestAdapter();
  if (adapter && (asked === 'webgpu' || !adapter.info.isFallbackAdapter)) {
    const { vendor, architecture } = adapter.info;
    return { device: 'webgpu', gpu: [vendor, architecture].filter(Boolean).join(' ') || 'unnamed' };
  }
  if (asked === 'auto') return { device: 'cpu' };
  const reason = gpu ? 'the browser lends no GPU' : 'the browser has no WebGPU';
  return { device: 'cpu', note: `the device webgpu is not available here (${reason}): measured by WebAssembly` };
}
