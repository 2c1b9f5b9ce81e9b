import type { Random } from './random';

const INSERTED = [
  '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;&b;">]>',
  '&d;&d;',
  '&#0;',
  '&#xD800;',
  ']]>',
  '<![CDATA[',
  '<!-- ',
  '<?php ?>',
  '</testsuite>',
  '<testcase/>',
  '<testcase name="a" time="1e999"/>',
  '<testcase name="a" time="-1" classname="&lt;">',
  ' time="NaN" tests="9999999999999999999999"',
  '<failure>\u0000</failure>',
  '<a>'.repeat(300),
  '<testsuite>'.repeat(50),
];
/** Seldom, because they are large. */
const LARGE = [
  '<a>'.repeat(30_000),
  '<testcase name="b"/>'.repeat(10_000),
  `<failure message="${'z'.repeat(200_000)}"/>`,
];

/** An XML text with something between its tags or in one that does not belong there. */
export function mutateXml(text: string, random: Random): string {
  const places = [...text.matchAll(/[<>" ]/g)].map(({ index }) => index);
  const at = random.pick([0, text.length, ...places]);
  const inserted = random.pick(random.below(100) === 0 ? LARGE : INSERTED);
  return text.slice(0, at) + inserted + text.slice(at + random.below(3));
}
