import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { runHere } from './testing/run.fixture.ts';

async function script(shell: string): Promise<string> {
  const { exitCode, out } = await runHere(['completion', shell]);
  expect(exitCode).toBe(0);
  return out;
}

function installed(shell: string): boolean {
  return spawnSync(shell, ['-c', 'true']).status === 0;
}

describe.each(['bash', 'zsh', 'fish'])('the completion script for %s', (shell) => {
  it('names every command and their options', async () => {
    const text = await script(shell);
    for (const word of ['predict', 'measure', 'compare', 'layers', 'resume', 'sigma-w2', 'orthogonal']) {
      expect(text).toContain(word);
    }
  });
});

describe.each(['bash', 'zsh', 'fish'].filter(installed))('to %s itself', (shell) => {
  it('its completion script is sound', async () => {
    const { status, stderr } = spawnSync(shell, ['-n'], { input: await script(shell), encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

describe.runIf(installed('bash'))('completion in bash', () => {
  it.each([
    ['firstguess m', ['measure']],
    ['firstguess measure --un', ['--until-se']],
    ['firstguess predict --init he', ['he', 'he_uniform', 'he_normal']],
    ['firstguess measure --readouts ', ['auto']],
    ['firstguess predict --network ', []],
    ['firstguess completion z', ['zsh']],
    ['firstguess help com', ['compare', 'completion']],
  ])('of "%s" offers %j', async (line, expected) => {
    const words = line.split(' ').map((word) => `'${word}'`);
    const complete = `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _firstguess; echo "\${COMPREPLY[*]}"`;
    const { stdout } = spawnSync('bash', ['-c', `${await script('bash')}\n${complete}`], { encoding: 'utf8' });
    expect(stdout.trim().split(' ').filter(Boolean)).toEqual(expected);
  });
});
