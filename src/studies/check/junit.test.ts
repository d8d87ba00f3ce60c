import fc from 'fast-check';
import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { junitXml } from './junit.ts';
import { checkResult } from './testing/result.fixture.ts';

/** As far as these tests read it. */
interface Element {
  readonly localName: string;
  readonly children: Iterable<Element>;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly textContent: string;
  getAttribute(name: string): string | null;
}

function read(xml: string): Element {
  return new DOMParser().parseFromString(xml, 'text/xml').documentElement as unknown as Element;
}

const all = (element: Element, name: string): Element[] =>
  [...element.children].flatMap((child) => [...(child.localName === name ? [child] : []), ...all(child, name)]);

/** A value as readers of XML have it: linkedom leaves entities in attributes. What spaces a reader changes must be written by number. */
function attributeIn(xml: string, before: string): string {
  const [, written] = new RegExp(`${before}="([^"<\\t\\n\\r]*)"`).exec(xml)!;
  return written.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

/** What an element may have, where * marks what it must have. */
interface Rule {
  readonly attributes: readonly string[];
  readonly children: readonly string[];
}

/**
 * The rules of junit-10.xsd, by which the xUnit plugin of Jenkins checks reports and which GitLab reads, as far as reports of
 * verdicts need them.
 * Source: https://github.com/jenkinsci/xunit-plugin, src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
const SCHEMA: Readonly<Record<string, Rule>> = {
  testsuites: { attributes: ['name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: {
    attributes: [
      'name*',
      'tests*',
      'failures*',
      'errors*',
      'time',
      'skipped',
      'timestamp',
      'hostname',
      'id',
      'package',
    ],
    children: ['properties', 'testcase', 'system-out', 'system-err'],
  },
  properties: { attributes: [], children: ['property'] },
  property: { attributes: ['name*', 'value*'], children: [] },
  testcase: {
    attributes: ['name*', 'classname*', 'time', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: { attributes: ['type', 'message'], children: [] },
  skipped: { attributes: ['type', 'message'], children: [] },
  'system-out': { attributes: [], children: [] },
};

const NUMBERS: Readonly<Record<string, RegExp>> = {
  ...{ tests: /^\d+$/, failures: /^\d+$/, errors: /^\d+$/, skipped: /^\d+$/ },
  time: /^\d+(\.\d{1,3})?$/,
};

/** What breaks the rules. */
function faultsOf(element: Element): string[] {
  const { attributes, children } = SCHEMA[element.localName] ?? { attributes: [], children: [] };
  const given = [...element.attributes].map(({ name }) => name);
  const faults = [
    ...attributes.filter((name) => name.endsWith('*') && !given.includes(name.slice(0, -1))),
    ...given.filter((name) => !attributes.includes(name) && !attributes.includes(`${name}*`)),
    ...[...element.attributes].filter(({ name, value }) => NUMBERS[name] && !NUMBERS[name].test(value)).map(String),
    ...[...element.children].map(({ localName }) => localName).filter((name) => !children.includes(name)),
  ];
  return [...faults.map((fault) => `${element.localName}: ${fault}`), ...[...element.children].flatMap(faultsOf)];
}

describe('a JUnit report', () => {
  it('follows the schema of Jenkins and GitLab, with counts that are those of its cases', () => {
    const root = read(junitXml(checkResult()));
    expect(root.localName).toBe('testsuites');
    expect(faultsOf(root)).toEqual([]);
    const [suite] = all(root, 'testsuite');
    const counts = ['tests', 'failures', 'errors', 'skipped'].map((name) => suite.getAttribute(name));
    expect(counts).toEqual(['3', '1', '0', '1']);
    const found = ['testcase', 'failure', 'error', 'skipped'].map((name) => String(all(suite, name).length));
    expect(found).toEqual(counts);
  });

  it('is seen to break the schema where it does', () => {
    const xml = junitXml(checkResult()).replace(' classname="cnn"', '').replace('<skipped', '<ignored');
    expect(faultsOf(read(xml))).toEqual(['testcase: classname*', 'testcase: ignored', 'ignored: message']);
  });

  it('skips what is inconclusive, and fails it where the check is strict', () => {
    const failures = (strict: boolean) =>
      all(read(junitXml(checkResult({ strict }))), 'failure').map((failure) => failure.getAttribute('type'));
    expect(failures(false)).toEqual(['failed']);
    expect(failures(true)).toEqual(['failed', 'inconclusive']);
  });

  it('says in a failure what to do', () => {
    const [failure] = all(read(junitXml(checkResult())), 'failure');
    expect(failure.getAttribute('message')).toBe('agreement is 0.310 ± 0.020 (above 0.2).');
    expect(failure.textContent).toContain("--data 'digits, keep(3, 8)'");
  });

  it('gives every text back that XML can hold', () => {
    const unit = fc.oneof(
      fc.constantFrom('<', '>', '&', '"', "'", '\t', '\n', '\r', ' ', ']]>'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    );
    const text = fc.array(unit, { maxLength: 20 }).map((units) => units.join(''));
    fc.assert(
      fc.property(text, text, (network, advice) => {
        const xml = junitXml(checkResult({ named: { name: network, network, next: [{ advice }] } }));
        expect(attributeIn(xml, 'name="network" value')).toBe(network);
        expect(attributeIn(xml, 'classname')).toBe(network);
        expect(all(read(xml), 'failure')[0].textContent.split('\n').slice(1).join('\n')).toBe(advice);
      }),
      { numRuns: 30 },
    );
  });

  it('replaces what XML cannot hold', () => {
    const xml = junitXml(checkResult({ named: { network: 'a\0b\x1bc\ud800d\uffff' } }));
    expect(attributeIn(xml, 'name="network" value')).toBe('a\ufffdb\ufffdc\ufffdd\ufffd');
  });
});
