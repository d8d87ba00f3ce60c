import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** The lab as a static site of relative addresses, which works from any folder of a web server. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [svelte()],
  build: { outDir: '../dist/lab', emptyOutDir: true, target: 'es2022' },
  worker: { format: 'es' },
});
