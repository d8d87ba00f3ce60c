import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DefaultTheme, defineConfig } from 'vitepress';
import { asOnGitHub, slugify } from './markdown.ts';

const DOCS = fileURLToPath(new URL('..', import.meta.url));

/** The pages of the story in the order of their files, named by their headings. */
function story(): DefaultTheme.SidebarItem[] {
  return readdirSync(`${DOCS}story`)
    .filter((name) => /^\d.*\.md$/.test(name))
    .sort()
    .map((name) => {
      const heading = /^# (.+)$/m.exec(readFileSync(`${DOCS}story/${name}`, 'utf8'))?.[1] ?? name;
      return { text: heading, link: `/story/${name.replace(/\.md$/, '')}` };
    });
}

export default defineConfig({
  title: 'firstguess',
  description: 'What a neural network guesses before it has learned anything: theory and measurement.',
  lang: 'en-GB',
  srcExclude: ['api/**'],
  // typedoc writes these pages after the build.
  ignoreDeadLinks: [/^\/api\//],
  head: [['link', { rel: 'icon', href: '/favicon.svg' }]],
  // Figures and wide tables get the room of the outline.
  transformPageData: ({ relativePath, frontmatter }) => {
    if (/^(?:story\/|gallery\/|glossary|layers|checks-)/.test(relativePath)) frontmatter.aside = false;
  },
  markdown: {
    config: asOnGitHub,
    anchor: { slugify },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark' },
  },
  themeConfig: {
    logo: '/favicon.svg',
    nav: [
      { text: 'Story', link: '/story/', activeMatch: '/story/' },
      { text: 'Gallery', link: '/gallery/' },
      { text: 'Theory', link: '/theory' },
      { text: 'Data', link: '/data' },
      { text: 'API', link: '/api/index.html', target: '_self' },
    ],
    sidebar: [
      { text: 'The story', link: '/story/', items: story() },
      { text: 'The gallery', link: '/gallery/' },
      {
        text: 'Reference',
        items: [
          { text: 'Theory', link: '/theory' },
          { text: 'Audit your model', link: '/audit' },
          { text: 'Advice', link: '/advise' },
          { text: 'Neutralise your model', link: '/neutralise' },
          { text: 'Bounds for CI', link: '/check' },
          { text: 'Score networks of any framework', link: '/score' },
          { text: 'Export a network', link: '/export' },
          { text: 'Data and preprocessing', link: '/data' },
          { text: 'Layers', link: '/layers' },
          { text: 'Experiment files', link: '/experiments' },
          { text: 'JSON', link: '/json' },
          { text: 'Glossary', link: '/glossary' },
          { text: 'API', link: '/api/index.html', target: '_self' },
        ],
      },
      {
        text: 'How it was made',
        items: [
          { text: 'Performance', link: '/performance' },
          { text: 'Decisions', link: '/decisions' },
          { text: 'Networks against theory', link: '/checks-networks' },
          { text: 'Layers against theory', link: '/checks-layers' },
          { text: 'Actual widths', link: '/checks-finite' },
          { text: 'Changes', link: '/changes' },
        ],
      },
    ],
    outline: { level: [2, 3] },
    search: { provider: 'local' },
  },
});
