import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const BIN = new URL('../../bin/firstguess.js', import.meta.url).pathname;
/** Debian's Chromium comes with a Vulkan driver in software, which WebGPU in Node can use as well. */
const CHROMIUM = '/usr/lib/chromium';
const SOFTWARE_GPU = { VK_ICD_FILENAMES: `${CHROMIUM}/vk_swiftshader_icd.json`, LD_LIBRARY_PATH: CHROMIUM };

function measureOn(device: string) {
  const network = ['--network', '2*(dense(64), relu), dense(10)', '--preprocess', 'standardize'];
  const size = ['--points', '200', '--inits', '20', '--readouts', '8'];
  const { stdout } = spawnSync(process.execPath, [BIN, 'measure', ...network, ...size, '--device', device, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, ...SOFTWARE_GPU },
  });
  return JSON.parse(stdout);
}

describe('--device webgpu', () => {
  it('gives the numbers of the CPU, by a GPU imitated in software, or says why there is none', () => {
    const [cpu, gpu] = ['cpu', 'webgpu'].map(measureOn);
    const note = gpu.notes.find((text: string) => text.startsWith('the device webgpu is not available here'));
    if (note === undefined) {
      expect(gpu.engine).toMatch(/^onnxruntime-node .* on webgpu$/);
      expect(gpu.provenance.workers).toBe(1);
    } else expect(gpu.engine).toBe(cpu.engine);
    // Products of another engine may round a rare near-tie the other way.
    expect(gpu.agreement.mean).toBeCloseTo(cpu.agreement.mean, 4);
    expect(gpu.gamma.mean).toBeCloseTo(cpu.gamma.mean, 5);
  });
});
