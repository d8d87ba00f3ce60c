import { type Browser, chromium } from 'playwright-core';

/** WebGPU on the CPU, by the SwiftShader that comes with Chromium. */
const SOFTWARE_GPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** Debian's Chromium, kept from talking to anyone. Without a GPU unless one is imitated in software. */
export function launchChromium({ softwareGpu = false } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    // Pages are seen with the scroll bars that readers have.
    ignoreDefaultArgs: ['--hide-scrollbars'],
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(softwareGpu ? SOFTWARE_GPU : ['--disable-gpu']),
    ],
  });
}
